import { expect, test } from 'vitest';
import type { StoredBreach } from '../../../src/domain/daily-breach.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { flagSummary } from '../../../src/slack/messages/flag-summary.ts';
import { reading } from './sample.ts';
import { buttonsOf, expectPostable, shownText } from './slack-accepts.ts';

const missed = (repId: string, repName: string, on: LocalDate) => {
  const seen = reading({ repId });
  const breach: StoredBreach = {
    reading: seen,
    value: new Decimal('0.1'),
    gap: new Decimal('0.4'),
    threshold: new Decimal('0.35'),
    times: new Decimal(2),
    weight: new Decimal(4),
    on,
    isOnset: true,
    coachingId: 'c-1',
    toldAs: null,
    heldBack: 'stale',
  };
  return { repName, breach };
};

test('lists what was missed under each rep’s name, day by day, and leads to the queue', () => {
  const message = flagSummary(
    [
      missed('rep-1', 'Ana Ruiz', '2026-03-02'),
      missed('rep-2', 'Bo Lind', '2026-03-02'),
      missed('rep-1', 'Ana Ruiz', '2026-03-04'),
      missed('rep-3', 'Ana Ruiz', '2026-03-04'),
    ],
    '2026-03-05',
  );
  expectPostable(message);
  const flag = 'Stage-to-stage conversion, stage 2 to 3, 38.1%; critical at 35.0% or less';
  expect(shownText(message.blocks)).toContain(
    [
      '*Ana Ruiz* (AE)',
      `• 2 Mar 2026: ${flag}`,
      `• 4 Mar 2026: ${flag}`,
      '*Bo Lind* (AE)',
      `• 2 Mar 2026: ${flag}`,
      // Another of the same name is another rep.
      '*Ana Ruiz* (AE)',
      `• 4 Mar 2026: ${flag}`,
    ].join('\n'),
  );
  expect(buttonsOf(message.blocks)).toEqual(['Open the queue']);
});
