import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../src/delivery/parts.ts';
import { type Built, others, toManagers } from './every-message.ts';
import { hostile } from './hostile.ts';
import { expectOpenable, expectOpenableDrawn, expectPostable, shownText } from './slack-accepts.ts';

const folder = new URL('../../../src/slack/messages/', import.meta.url);

/** Exported functions that return something to be shown, by the way they are written. */
function messageFunctions(): string[] {
  return readdirSync(folder).flatMap((file) => {
    const [, ...declared] = readFileSync(new URL(file, folder), 'utf8').split(/^export function /m);
    return declared.flatMap((source) => {
      const returned = /\): ([^\n]*) \{\n/.exec(source)?.[1] ?? '';
      return /^(Message(\[\])?|ModalView|OwnModal|HomeView|OwnHome)$/.test(returned)
        ? [source.slice(0, source.search(/\W/))]
        : [];
    });
  });
}

/** They put together what the others say. */
const PLUMBING = ['asAnswers', 'inMessages'];

test('every message, view and answer is among them', () => {
  const found = messageFunctions().filter((name) => !PLUMBING.includes(name));
  expect(found.length).toBeGreaterThan(30);
  expect([...Object.keys(toManagers), ...Object.keys(others)].sort()).toEqual(found.sort());
});

function expectTaken({ shown, drawn, holds = [] }: Built): void {
  if (drawn !== undefined) expectOpenableDrawn(drawn.view, drawn.pictures);
  for (const one of shown) 'type' in one ? expectOpenable(one) : expectPostable(one);
  const all = shown
    .map((one) => ('type' in one ? shownText(one) : shownText(partsOf(one))))
    .concat(shownText(drawn?.view))
    .join('\n');
  expect(holds.filter((token) => !all.includes(token))).toEqual([]);
}

const RUNS = { numRuns: 12 };

describe('whatever the data holds, Slack takes it whole and reads nothing into it', () => {
  test.each(Object.entries({ ...toManagers, ...others }))('%s', (_, build) => {
    fc.assert(
      fc.property(hostile, (from) => expectTaken(build(from))),
      RUNS,
    );
  });
});

describe('a preview does not say what a rep fails in', () => {
  test.each(Object.entries(toManagers))('%s', (_, build) => {
    fc.assert(
      fc.property(hostile, (from) => {
        const previews = build({ ...from, many: Math.min(from.many, 3) }).shown.map((one) =>
          'text' in one ? one.text : '',
        );
        for (const preview of previews) expect(preview).not.toMatch(/%|stage|conversion|behind|below|quality|n\dq/i);
      }),
      RUNS,
    );
  });
});
