import type { Example } from './example.ts';
import type { ExampleRep } from './example-rep.ts';

const FRIDAYS = ['2026-02-20', '2026-02-27', '2026-03-06', '2026-03-13'];

/** An account with a score on each of the last four Fridays. */
function scored(rep: ExampleRep, scores: readonly number[], account = rep.account()): void {
  for (const [index, score] of scores.entries()) rep.health(account, FRIDAYS[index] ?? '', score);
}

/** The trend of a book: points in 28 days, in the middle of the accounts. */
export function trendExamples(): Example[] {
  return [
    {
      shows: 'the median of the accounts’ slopes',
      given: (rep) => {
        scored(rep, [80, 79, 78, 77]);
        scored(rep, [60, 60, 60, 60]);
        scored(rep, [50, 52, 54, 56]);
        scored(rep, [90, 85, 80, 75]);
      },
      because: '-1, 0, +2 and -5 a week are -4, 0, 8 and -20 in four weeks; the middle of -4 and 0',
      expect: { numerator: null, denominator: null, size: 4, value: -2, newEvidence: 4, status: 'insufficient_sample' },
    },
    {
      shows: 'one wild score hardly moves it',
      given: (rep) => scored(rep, [80, 78, 5, 74]),
      because: 'pairs fall by 2, 37.5, 2, 73, 2 and rise by 69 a week: the middle two of six fall by 2',
      expect: { numerator: null, size: 1, value: -8 },
    },
    {
      shows: 'the last score of each ISO week, from the window’s first day on',
      given: (rep) => {
        const account = rep.account();
        for (const [date, score] of [
          ['2026-01-18', 10],
          ['2026-01-19', 70],
          ['2026-01-26', 99],
          ['2026-02-01', 69],
          ['2026-02-02', 68],
          ['2026-02-15', 67],
        ] as const) {
          rep.health(account, date, score);
        }
      },
      because: '70, 69, 68, 67: Monday’s 99 gives way to Sunday’s 69, and 10 is a day too old',
      expect: { size: 1, value: -4, newEvidence: 0 },
    },
    {
      shows: 'a new model begins anew, and three scores are too few',
      given: (rep) => {
        const account = rep.account();
        rep.health(account, '2026-02-13', 90);
        for (const [index, date] of FRIDAYS.entries()) {
          rep.health(account, date, 70 - 5 * index, { model_version: index === 0 ? 'v1' : 'v2' });
        }
      },
      because: 'of the model of the last score there are three',
      expect: { numerator: null, denominator: null, size: 0, value: null, status: 'no_denominator' },
    },
    {
      shows: 'an account taken over joins after 28 days',
      given: (rep) => {
        for (const owned_from of ['2026-02-16', '2026-02-17']) {
          const earlier = { rep_id: 'somebody', owned_to: owned_from };
          scored(rep, [70, 71, 72, 73], rep.account({}, earlier, { owned_from }));
        }
      },
      because: 'the first was taken over 28 days before',
      expect: { size: 1, value: 4, newEvidence: 1 },
    },
  ];
}
