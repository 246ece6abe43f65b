import type { Step } from './dealing-rep.ts';
import { type Examples, T } from './example.ts';
import type { ExampleRep } from './example-rep.ts';
import { at, before, midnight } from './local-time.ts';

const DAY_MS = 86_400_000;

/** Five peers with eight deals each, ten days in the stage: ten days are their median. */
function tenDayPeers(rep: ExampleRep, stage: number): void {
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    const peer = rep.colleague(name);
    for (let nth = 0; nth < 8; nth += 1) peer.deal(stay(stage, '2025-10-01', '2025-10-11'));
  }
}

/** In a stage from noon of one date to noon of another, then won. */
function stay(stage: number, from: string, to: string): Step[] {
  return [
    [stage, at(from)],
    ['won', at(to)],
  ];
}

export const stageExamples: Examples = {
  'AE.stage_conversion': [
    {
      shows: 'a skipped stage is passed; moves back neither undo it nor count twice',
      dimension: '1>2',
      given: (rep) => {
        rep.deal([
          [1, at('2025-12-01')],
          [3, at('2026-02-10')],
          [1, at('2026-02-12')],
          [2, at('2026-02-14')],
        ]);
        rep.deal([
          [1, at('2025-12-01')],
          ['lost', at('2026-03-10')],
        ]);
      },
      because: 'one passed by going to 3, one lost',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1, status: 'insufficient_sample' },
    },
    {
      shows: 'the window begins at local midnight, and t is not in it',
      dimension: '2>3',
      given: (rep) => {
        for (const passed of [before('2026-01-19'), midnight('2026-01-19'), midnight(T)]) {
          rep.deal([
            [2, at('2025-12-01')],
            [3, passed],
          ]);
        }
      },
      because: 'only the second passed in the window',
      expect: { numerator: 1, denominator: 1, size: 1, value: 1, newEvidence: 0 },
    },
    {
      shows: 'a loss within 14 days of a transfer is not the new owner’s; on the 14th day it is',
      dimension: '2>3',
      given: (rep) => {
        const moved = (lost: string): Step[] => [
          [2, at('2025-12-01'), 'somebody'],
          [2, at('2026-02-02'), rep.id],
          ['lost', lost],
        ];
        rep.deal(moved(at('2026-02-16', '11:59')));
        rep.deal(moved(at('2026-02-16', '12:00')));
      },
      because: '14 x 24 hours later it counts',
      expect: { numerator: 0, denominator: 1, size: 1, value: 0 },
    },
    {
      shows: 'a lost deal that is open again is undecided; a win passes the highest stage, the top one too',
      dimension: '5>6',
      given: (rep) => {
        rep.deal([
          [5, at('2025-12-01')],
          ['lost', at('2026-02-01')],
          [5, at('2026-02-20')],
        ]);
        rep.deal([
          [4, at('2025-12-01')],
          [5, at('2025-12-20')],
          [4, at('2026-01-20')],
          ['won', at('2026-02-20')],
        ]);
      },
      because: 'one won, though it had gone back to 4; the other waits',
      expect: { numerator: 1, denominator: 1, size: 1, value: 1 },
    },
  ],
  'AE.stage_velocity': [
    {
      shows: 'the share of spells that lasted longer than half of the peers’',
      dimension: '20',
      given: (rep) => {
        tenDayPeers(rep, 20);
        for (let nth = 0; nth < 5; nth += 1) rep.deal(stay(20, '2026-01-05', '2026-01-25'));
        for (let nth = 0; nth < 3; nth += 1) rep.deal(stay(20, '2026-01-05', '2026-01-10'));
      },
      because: '5 of 8 took 20 days; half of all had ended after 20',
      expect: {
        numerator: 5,
        denominator: 8,
        size: 8,
        value: 0.625,
        newEvidence: 0,
        material: true,
        companions: { median_days: 20, peer_median_days: 10, max_follow_up_days: 20 },
      },
    },
    {
      shows: 'a spell is decided once it could have lasted ten days; one handed over only if it had',
      dimension: '30',
      given: (rep) => {
        tenDayPeers(rep, 30);
        const tenDaysAgo = new Date(Date.parse(midnight(T)) - 10 * DAY_MS).toISOString();
        const later = new Date(Date.parse(tenDaysAgo) + 1).toISOString();
        rep.deal([[30, tenDaysAgo]]);
        rep.deal([[30, later]]);
        rep.deal([
          [30, at('2026-02-01')],
          [30, at('2026-02-06'), 'somebody'],
        ]);
        rep.deal([
          [30, at('2026-02-01')],
          [30, at('2026-02-13'), 'somebody'],
        ]);
      },
      because: 'the first has lasted ten days, not longer; the last twelve; half of them never ended',
      expect: {
        numerator: 1,
        denominator: 2,
        size: 2,
        value: 0.5,
        newEvidence: 0,
        companions: { median_days: null, peer_median_days: 10, max_follow_up_days: 12 },
      },
    },
    {
      shows: 'days back in an earlier stage do not count, and four minutes are no stay',
      dimension: '40',
      given: (rep) => {
        tenDayPeers(rep, 40);
        rep.deal([
          [40, at('2026-02-01')],
          [39, at('2026-02-03')],
          [40, at('2026-02-13')],
          ['won', at('2026-02-20')],
        ]);
        rep.deal([
          [40, at('2026-02-01', '12:00')],
          ['won', at('2026-02-01', '12:04')],
        ]);
      },
      because: '2 + 7 days, not 19',
      expect: {
        numerator: 0,
        denominator: 1,
        size: 1,
        value: 0,
        companions: { median_days: 9, peer_median_days: 10, max_follow_up_days: 9 },
      },
    },
    {
      shows: 'without five peers there is nothing to hold them against',
      dimension: '50',
      given: (rep) => rep.deal(stay(50, '2026-01-05', '2026-01-25')),
      because: 'a row for the stage, and no median',
      expect: { numerator: 0, denominator: 0, size: 0, value: null, status: 'no_denominator' },
    },
  ],
  'AE.stage_objective_execution': [
    {
      shows: 'the mean of the shares, of stages passed or lost',
      given: (rep) => {
        const passed = rep.deal([
          [2, at('2026-01-05')],
          [3, at('2026-02-10')],
        ]);
        rep.brief(passed, 2, 3, 4, { advance_score: 70 });
        const lost = rep.deal([
          [2, at('2026-01-05')],
          ['lost', at('2026-03-12')],
        ]);
        rep.brief(lost, 2, 1, 2, { advance_score: 40 });
        rep.brief(rep.deal([[2, at('2026-01-05')]]), 2, 0, 4);
      },
      because: '3/4 and 1/2; the third deal is still there',
      expect: {
        numerator: 1.25,
        denominator: 2,
        size: 2,
        value: 0.625,
        newEvidence: 1,
        companions: { mean_advance_score: 55 },
      },
    },
    {
      shows: 'the last brief of the stage counts, also when it states nothing',
      given: (rep) => {
        const passed: Step[] = [
          [2, at('2026-01-05')],
          [3, at('2026-02-10')],
        ];
        const done = rep.deal(passed);
        rep.brief(done, 2, 0, 4, { brief_date: '2026-02-02' });
        rep.brief(done, 2, 4, 5, { brief_date: '2026-02-05', scored_at: at('2026-02-06') });
        const empty = rep.deal(passed);
        rep.brief(empty, 2, 1, 4, { brief_date: '2026-02-02' });
        rep.brief(empty, 2, 0, 0, { brief_date: '2026-02-05', scored_at: at('2026-02-06') });
      },
      because: '4/5, and nothing of the second',
      expect: { numerator: 0.8, denominator: 1, size: 1, value: 0.8 },
    },
    {
      shows: 'the stage must end in the window, by more than a hand-over; the brief be scored before t',
      given: (rep) => {
        const ended = (steps: Step[], scored_at = at('2026-01-20')) =>
          rep.brief(rep.deal([[2, at('2025-12-01')], ...steps]), 2, 1, 2, { brief_date: '2026-01-15', scored_at });
        ended([[3, before('2026-01-19')]]);
        ended([[3, midnight('2026-01-19')]]);
        ended([[2, at('2026-02-10'), 'somebody']]);
        ended([[3, at('2026-02-10')]], midnight(T));
      },
      because: 'only the second: 1/2',
      expect: { numerator: 0.5, denominator: 1, size: 1, value: 0.5, status: 'insufficient_sample' },
    },
  ],
};
