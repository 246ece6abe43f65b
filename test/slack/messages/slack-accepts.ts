import type { HomeView, ModalView } from '@slack/types';
import { expect } from 'vitest';
import type { RenderedMessage } from '../../../src/delivery/delivery.ts';
import { withFiles } from '../../../src/delivery/illustrate.ts';
import { partsOf } from '../../../src/delivery/parts.ts';
import { plainSections } from '../../../src/delivery/plain-sections.ts';
import type { Picture } from '../../../src/domain/picture.ts';
import { inspectMessageBlocks, inspectView } from '../../../src/sandbox/slack/blocks/payload.ts';
import type { OwnHome } from '../../../src/slack/messages/home.ts';
import type { OwnModal } from '../../../src/slack/messages/picture-block.ts';

const noPictures = () => false;

/** Expects Slack to take the message as it is, with its pictures and without, and in plain words; so each of its parts. */
export function expectPostable(message: RenderedMessage): void {
  for (const part of partsOf(message)) {
    const keys = (part.pictures ?? []).map((picture) => picture.key);
    const inWords = { text: part.text, blocks: withFiles(part.blocks, new Set(keys), new Map()) };
    expect(inspectMessageBlocks(part.blocks, ({ id = '' }) => keys.includes(id))).toEqual([]);
    expect(inspectMessageBlocks(inWords.blocks, noPictures)).toEqual([]);
    expect(inspectMessageBlocks(plainSections(inWords).blocks, noPictures)).toEqual([]);
    expect(part.text.trim().length).toBeGreaterThan(0);
    expect(part.text.length).toBeLessThanOrEqual(4000);
    expectInert(part);
    expectInert(plainSections(inWords));
  }
}

/** Expects Slack to take the view on its surface. */
export function expectOpenable(view: ModalView | HomeView): void {
  expect(inspectView(view, view.type, noPictures)).toEqual({ issues: [], tooLarge: false });
  expectInert(view);
}

/** Expects Slack to take the modal with its pictures and without. */
export function expectOpenableDrawn(view: OwnModal | OwnHome, pictures: readonly Picture[]): void {
  const keys = pictures.map(({ key }) => key);
  const found = inspectView(view, view.type, ({ id = '' }) => keys.includes(id));
  expect(found).toEqual({ issues: [], tooLarge: false });
  expectOpenable({ ...view, blocks: withFiles(view.blocks, new Set(keys), new Map()) });
}

const LITERAL: readonly unknown[] = ['raw_text', 'text', 'link'];

/** We write no link and no mention ourselves, so no sign of one may be in any text; cells and rich text are literal. */
function expectInert(value: unknown): void {
  if (Array.isArray(value)) {
    for (const entry of value) expectInert(entry);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (!('type' in value) || !LITERAL.includes(value.type)) {
    if ('text' in value && typeof value.text === 'string') {
      expect(value.text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
      if ('type' in value && value.type === 'mrkdwn') expect(value.text).not.toMatch(/[*_~`:]x9[*_~`:]/);
    }
  }
  for (const entry of Object.values(value)) expectInert(entry);
}

/** Everything a reader can see, as one text. */
export function shownText(value: unknown): string {
  return strings(value).join('\n');
}

function strings(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    (name === 'text' || name === 'alt_text' || name === 'initial_value') && typeof entry === 'string'
      ? [entry]
      : strings(entry),
  );
}

/** The labels of the buttons that do something, in order; those that only show where a number comes from are apart. */
export function buttonsOf(value: unknown): string[] {
  return labelsOf(value).filter((label) => !WAYS_TO_ROWS.includes(label));
}

/** The labels of the buttons that show where a number comes from. */
export function waysToRows(value: unknown): string[] {
  return labelsOf(value).filter((label) => WAYS_TO_ROWS.includes(label));
}

const WAYS_TO_ROWS = ['Why am I seeing this?', 'Where do these numbers come from?', 'Show the rows'];

function labelsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(labelsOf);
  if (typeof value !== 'object' || value === null) return [];
  const isButton = 'type' in value && value.type === 'button' && 'text' in value;
  return isButton
    ? strings(value.text).concat(shownText(value.text)).slice(0, 1)
    : Object.values(value).flatMap(labelsOf);
}
