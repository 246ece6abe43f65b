import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../src/domain/decimal.ts';
import { homeView } from '../../../src/slack/messages/home.ts';
import { repView, repViewModal } from '../../../src/slack/messages/rep-view.ts';
import { teamView } from '../../../src/slack/messages/team-view.ts';
import type { Hostile } from './hostile.ts';
import { countsOf, homeOf, standingsOf, viewOf } from './hostile-things.ts';
import { reader } from './sample.ts';
import { shownText } from './slack-accepts.ts';

/** More of everything than any screen holds. */
const much: Hostile = {
  name: 'Ana Ruiz',
  text: 'Review two lost deals with your manager this week.'.repeat(20),
  value: new Decimal('0.2'),
  benchmark: new Decimal('0.5'),
  many: 100,
  state: 'approved',
  run: 'open',
  isFlag: true,
};

describe('what does not fit is never left out without a word, and the word names a way that its reader has', () => {
  const readers = [
    ['the manager', { isSelf: false, mayDecide: true }, /The queue and the messages about each pattern/],
    ['the second-line manager', { isSelf: false, mayDecide: false }, /The thread of each escalation/],
    ['the rep', { isSelf: true, mayDecide: false }, /Your digests have all that was suggested to you/],
  ] as const;

  test.each(readers)('the view of a rep, to %s', (_who, rights, way) => {
    const shown = { view: viewOf(much), ...rights, reader, drawn: { trend: null, standing: null } };
    const answers = shownText(repView(shown).at(-1)?.blocks);
    const modal = shownText(repViewModal(shown).blocks);
    for (const text of [answers, modal]) {
      const said = text.split('\n').filter((line) => line.startsWith('There is more than fits here.'));
      expect(said).toEqual([expect.stringMatching(way)]);
    }
  });

  test('a team of many reps, in the answer and on Home', () => {
    const reps = [...standingsOf(much), ...standingsOf(much), ...standingsOf(much)];
    const team = { teamId: 't', teamName: 'Maria Lopez', as: 'manager' as const, counts: countsOf(much), reps };
    const answers = teamView({ period: 'week', asOf: '2026-03-30', teams: [team] });
    expect(shownText(answers.at(-1)?.blocks)).toContain('more than an answer can hold: /rep-view @name');
    expect(shownText(homeView(homeOf(much)).blocks)).toMatch(/and \d+ more: type \/team-view, or \/rep-view @name/);
  });

  test('digests of more months than Home lists', () => {
    const home = { name: 'Ana Ruiz', waiting: null, teams: null, escalations: null, system: null };
    const digests = (count: number) => ({ ...home, digests: homeOf(much).digests?.slice(0, count) ?? [] });
    expect(shownText(homeView(digests(15)).blocks)).toContain('and 2 older: type /rep-view');
    expect(shownText(homeView(digests(13)).blocks)).not.toContain('older');
  });
});
