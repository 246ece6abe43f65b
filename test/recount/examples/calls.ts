import type { CallRow } from '../rows.ts';
import { type Example, T } from './example.ts';
import { at, before, midnight } from './local-time.ts';

type Score = 'objection_handling_score' | 'next_step_score' | 'product_knowledge_score' | 'sentiment_score';

/** Numbers for the examples of one score, each with its sum. */
export interface ScoreNumbers {
  readonly column: Score;
  /** A call that does not count, whatever its score. */
  readonly notCounted: Partial<CallRow>;
  /** Two scores of the month. */
  readonly pair: readonly [scores: readonly [number, number], sum: number];
  /** On the first moment of the window, and on the last. */
  readonly edges: readonly [scores: readonly [number, number], sum: number];
  /** Six of which the first is the least there is. */
  readonly six: readonly [scores: readonly number[], sum: number];
}

/** Three examples of the mean of a score over calls. */
export function scoreExamples({ column, notCounted, pair, edges, six }: ScoreNumbers): Example[] {
  const [[first, second], sum] = pair;
  const [[early, late], edgeSum] = edges;
  return [
    {
      shows: 'what was not scored, or does not count, is not 0 and not there',
      given: (rep) => {
        rep.call(at('2026-02-20'), { [column]: first });
        rep.call(at('2026-02-25'), { [column]: second });
        rep.call(at('2026-02-26'), { [column]: null });
        rep.call(at('2026-02-27'), { [column]: first, ...notCounted });
        rep.call(at('2026-03-02'), { [column]: first, call_owner_role: rep.role === 'AE' ? 'SDR' : 'AE' });
      },
      because: `(${first} + ${second}) / 2`,
      expect: {
        numerator: sum,
        denominator: 2,
        size: 2,
        value: sum / 2,
        newEvidence: 0,
        status: 'insufficient_sample',
      },
    },
    {
      shows: 'the window begins at local midnight, and t is not in it',
      given: (rep) => {
        rep.call(before('2026-02-14'), { [column]: first });
        rep.call(midnight('2026-02-14'), { [column]: early });
        rep.call(before(T), { [column]: late });
        rep.call(midnight(T), { [column]: second });
      },
      because: `(${early} + ${late}) / 2, and the second is of the last week`,
      expect: { numerator: edgeSum, size: 2, value: edgeSum / 2, newEvidence: 1 },
    },
    {
      shows: 'the stint begins in the window; six calls are enough, and the least score is one',
      rep: { stintStart: '2026-03-02' },
      given: (rep) => {
        rep.call(before('2026-03-02'), { [column]: first });
        for (const [nth, score] of six[0].entries()) rep.call(at(`2026-03-0${nth + 2}`), { [column]: score });
      },
      because: `(${six[0].join(' + ')}) / 6`,
      expect: { numerator: six[1], size: 6, value: six[1] / 6, newEvidence: 0 },
    },
  ];
}

/** Talk: how long the rep spoke, of what was spoken at all. */
export function talkExamples(call_type: string): Example[] {
  const talk = (rep_talk_s: number, customer_talk_s: number, more: Partial<CallRow> = {}) => {
    return { call_type, rep_talk_s, customer_talk_s, ...more };
  };
  return [
    {
      shows: 'the mean of the ratios, not the ratio of the sums; silence is left out',
      given: (rep) => {
        rep.call(at('2026-02-20'), talk(600, 600, { duration_s: 3600 }));
        rep.call(at('2026-02-21'), talk(90, 30));
      },
      because: '600/1200 = 0.5 and 90/120 = 0.75; of the sums it would be 690/1320',
      expect: { numerator: 1.25, denominator: 2, size: 2, value: 0.625 },
    },
    {
      shows: 'five minutes are enough, and both must speak',
      given: (rep) => {
        rep.call(at('2026-02-20'), talk(60, 240, { duration_s: 300 }));
        rep.call(at('2026-02-21'), talk(200, 99, { duration_s: 299 }));
        rep.call(at('2026-02-22'), talk(0, 900));
        rep.call(at('2026-02-23'), talk(900, 0));
        rep.call(at('2026-02-24'), talk(900, 100, { is_external: false }));
      },
      because: '60/300; the others are too short, one-sided or internal',
      expect: { numerator: 0.2, size: 1, value: 0.2 },
    },
    {
      shows: 'colleagues who speak are no customers',
      given: (rep) => {
        rep.call(midnight('2026-02-14'), talk(300, 400, { other_internal_talk_s: 300 }));
        rep.call(before(T), talk(450, 450, { other_internal_talk_s: 100 }));
        rep.call(before('2026-02-14'), talk(900, 100));
      },
      because: '300/1000 = 0.3 and 450/1000 = 0.45; the third is a moment too old',
      expect: { numerator: 0.75, size: 2, value: 0.375, newEvidence: 1 },
    },
  ];
}
