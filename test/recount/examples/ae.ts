import { scoreExamples } from './calls.ts';
import { type Examples, T } from './example.ts';
import { depthExamples, exceptionExamples } from './quotes.ts';

export const aeExamples: Examples = {
  'AE.pace_attainment': [
    {
      shows: 'a deal with a credit is not committed twice; a clawback counts on its day, whatever quarter it is of',
      given: (rep) => {
        rep.quota(320_000);
        rep.ledger('closed_credit', 100_000, '2026-01-28', { opp_id: 'alpha' });
        rep.ledger('clawback', -20_000, '2026-03-15', { fiscal_quarter: 'P4' });
        rep.ledger('commit', 900_000, '2026-03-02');
        rep.ledger('commit', 100_000, '2026-03-09', { opp_id: 'alpha' });
        rep.ledger('commit', 60_000, '2026-03-09', { opp_id: 'beta' });
      },
      because: '52 of 64 business days ask for 260,000; 80,000 closed, 60,000 committed in the latest snapshot',
      expect: {
        numerator: 140_000,
        denominator: 260_000,
        size: 1,
        value: 140 / 260,
        newEvidence: 1,
        status: 'ok',
        material: true,
        companions: { attainment: 0.25, projected: 0.4375, elapsed_weight: 0.8125 },
      },
    },
    {
      shows: 'the first day of the quarter counts, the day before and t do not; exactly 80% is not below it',
      given: (rep) => {
        rep.quota(64_000);
        rep.ledger('closed_credit', 5000, '2025-12-31');
        rep.ledger('closed_credit', 41_000, '2026-01-01');
        rep.ledger('adjustment', 600, '2026-03-15');
        rep.ledger('closed_credit', 7000, T);
      },
      because: '41,600 of 52,000',
      expect: { numerator: 41_600, denominator: 52_000, size: 1, value: 0.8, status: 'ok', material: false },
    },
    {
      shows: 'a new slice in mid-quarter asks for its own',
      given: (rep) => {
        rep.quota(22_000, { effective_to: '2026-02-01' });
        rep.quota(94_000, { effective_from: '2026-02-01', relief_amount: 10_000 });
        rep.ledger('closed_credit', 41_000, '2026-02-20');
      },
      because: 'January whole, of February and March 30 of 42 days: 22,000 + 60,000',
      expect: {
        numerator: 41_000,
        denominator: 82_000,
        size: 1,
        value: 0.5,
        companions: { attainment: 41 / 106, projected: 41 / 106, elapsed_weight: 82 / 106 },
      },
    },
    {
      shows: 'weights of weeks; a week that has begun counts by its business days',
      given: (rep) => {
        rep.quota(100_000, { pace_weights: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0.5] });
        rep.ledger('closed_credit', 20_000, '2026-02-20');
      },
      because: 'weeks run from Thursday: the eleventh from 12 March, of whose five days two are over; 40% of a half',
      expect: { numerator: 20_000, denominator: 20_000, size: 1, value: 1 },
    },
    {
      shows: 'a quota wholly relieved asks for nothing',
      given: (rep) => {
        rep.quota(50_000, { relief_amount: 50_000 });
        rep.ledger('closed_credit', 20_000, '2026-02-20');
      },
      because: '0 of quota',
      expect: { numerator: 20_000, denominator: 0, size: 1, value: null, status: 'not_applicable' },
    },
  ],
  'AE.objection_handling': scoreExamples({
    column: 'objection_handling_score',
    notCounted: { objections_raised: 0 },
    pair: [[80, 60], 140],
    edges: [[50, 71], 121],
    six: [[0, 40, 50, 60, 70, 80], 300],
  }),
  'AE.next_step_quality': scoreExamples({
    column: 'next_step_score',
    notCounted: { is_external: false },
    pair: [[75.5, 64], 139.5],
    edges: [[33, 66], 99],
    six: [[0, 10, 20, 30, 40, 50], 150],
  }),
  'AE.commit_accuracy': [
    {
      shows: 'the snapshot in force at day 21, and what was closed by then; exactly 75% is not below it',
      given: (rep) => {
        const quarter = { fiscal_quarter: 'P4' };
        rep.ledger('closed_credit', 20_000, '2025-10-21', quarter);
        rep.ledger('commit', 80_000, '2025-10-20', quarter);
        rep.ledger('commit', 300_000, '2025-10-13', quarter);
        rep.ledger('commit', 500_000, '2025-10-22', quarter);
        rep.ledger('closed_credit', 60_000, '2025-10-22', quarter);
        rep.ledger('clawback', -5000, '2025-12-31', quarter);
        rep.ledger('clawback', -9000, '2026-01-01', quarter);
      },
      because: '75,000 came of 100,000; the quarter ends before 1 January',
      expect: {
        numerator: 75_000,
        denominator: 100_000,
        size: 1,
        value: 0.75,
        newEvidence: 0,
        material: false,
        companions: { bias: -0.25 },
      },
    },
    {
      shows: 'a beat is a miss, too',
      given: (rep) => {
        rep.ledger('commit', 50_000, '2025-10-13', { fiscal_quarter: 'P4' });
        rep.ledger('closed_credit', 80_000, '2025-11-15', { fiscal_quarter: 'P4' });
      },
      because: '1 - 30,000/50,000',
      expect: { numerator: 80_000, denominator: 50_000, size: 1, value: 0.4, companions: { bias: 0.6 } },
    },
    {
      shows: 'at worst it is nothing',
      given: (rep) => {
        rep.ledger('commit', 10_000, '2025-10-13', { fiscal_quarter: 'P4' });
        rep.ledger('closed_credit', 25_000, '2025-11-15', { fiscal_quarter: 'P4' });
      },
      because: '150% beyond the commit',
      expect: { numerator: 25_000, denominator: 10_000, size: 1, value: 0, companions: { bias: 1.5 } },
    },
    {
      shows: 'who committed nothing has no accuracy',
      given: (rep) => rep.ledger('closed_credit', 5000, '2025-12-01', { fiscal_quarter: 'P4' }),
      because: 'closed after day 21',
      expect: {
        numerator: 5000,
        denominator: 0,
        size: 1,
        value: null,
        status: 'no_denominator',
        companions: { bias: null },
      },
    },
    {
      shows: 'a stint begun after day 21 is not asked',
      rep: { stintStart: '2025-10-23' },
      given: (rep) => rep.ledger('closed_credit', 5000, '2025-12-01', { fiscal_quarter: 'P4' }),
      because: 'nothing was promised in the role',
      expect: { numerator: 5000, denominator: 0, size: 1, value: null, status: 'not_applicable' },
    },
  ],
  'AE.product_knowledge': scoreExamples({
    column: 'product_knowledge_score',
    notCounted: { is_external: false },
    pair: [[91, 72], 163],
    edges: [[100, 1], 101],
    six: [[0, 60, 61, 62, 63, 64], 310],
  }),
  'AE.discount_depth': depthExamples('expansion'),
  'AE.term_exception_rate': exceptionExamples('renewal'),
};
