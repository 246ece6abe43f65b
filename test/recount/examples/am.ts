import { trendExamples } from './books.ts';
import { scoreExamples } from './calls.ts';
import { type Examples, T } from './example.ts';
import { at, before, midnight } from './local-time.ts';
import { depthExamples, exceptionExamples } from './quotes.ts';

export const amExamples: Examples = {
  'AM.book_health_trend': trendExamples(),
  'AM.expansion_conversion': [
    {
      shows: 'what the rep put aside counts against, what the system did does not',
      given: (rep) => {
        for (const day of ['02', '03', '04']) rep.play('closed_won', at(`2026-02-${day}`));
        rep.play('closed_lost', at('2026-02-05'));
        rep.play('suppressed', at('2026-02-06'), { suppressed_by: 'rep' });
        rep.play('suppressed', at('2026-02-07'), { suppressed_by: 'system' });
        rep.play('suppressed', at('2026-02-08'), { suppressed_by: 'system' });
        rep.play('open', at('2026-02-09'));
      },
      because: '3 of 5; 3 of all 7 decided were suppressed',
      expect: { numerator: 3, denominator: 5, size: 5, value: 0.6, companions: { suppression_rate: 3 / 7 } },
    },
    {
      shows: 'the window begins at local midnight; won at t is not won yet',
      given: (rep) => {
        rep.play('closed_lost', before('2025-12-15'));
        rep.play('closed_won', midnight('2025-12-15'));
        rep.play('closed_lost', before(T));
        rep.play('closed_won', midnight(T));
      },
      because: '1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1, status: 'insufficient_sample' },
    },
    {
      shows: 'all put aside by the system: nothing was the rep’s to win',
      given: (rep) => rep.play('suppressed', at('2026-02-06'), { suppressed_by: 'system' }),
      because: '0 of 0 is no rate',
      expect: {
        numerator: 0,
        denominator: 0,
        size: 0,
        value: null,
        status: 'no_denominator',
        companions: { suppression_rate: 1 },
      },
    },
  ],
  'AM.qbr_adherence': [
    {
      shows: 'held within 14 days',
      given: (rep) => {
        rep.review(rep.account(), '2026-02-01', { completed_date: '2026-02-15' });
        rep.review(rep.account(), '2026-02-02', { completed_date: '2026-02-17', scheduled_date: '2026-02-03' });
      },
      because: 'after 14 days and after 15; only the first was on the calendar by its due date',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, companions: { scheduled_rate: 0.5 } },
    },
    {
      shows: 'an obligation counts when its 14 days are over',
      given: (rep) => {
        for (const due of ['2025-11-30', '2025-12-01', '2026-03-01', '2026-03-02']) rep.review(rep.account(), due);
      },
      because: 'on 14 December, 15 December, 15 March and t: the middle two',
      expect: { numerator: 2, denominator: 2, size: 2, value: 1, newEvidence: 1, status: 'insufficient_sample' },
    },
    {
      shows: 'a customer moves it by 30 days at most, we not at all; who needs none owes none',
      given: (rep) => {
        const moved = {
          status: 'cancelled_customer',
          completed_date: null,
          rescheduled_due_date: '2026-02-24',
        } as const;
        const customer = rep.account();
        rep.review(customer, '2026-01-10', moved);
        rep.review(customer, '2026-01-10', { completed_date: '2026-02-23' });
        const ours = rep.account();
        rep.review(ours, '2026-01-10', { ...moved, status: 'cancelled_internal' });
        rep.review(ours, '2026-01-10', { completed_date: '2026-02-23' });
        rep.review(rep.account({ qbr_required: false }), '2026-01-10', moved);
      },
      because: 'moved to 9 February, 14 days later is the 23rd; the other was due by 24 January',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
    {
      shows: 'accounts acquired less than 30 days before it was due are left out, and those gone by then',
      given: (rep) => {
        rep.review(rep.account({}, { owned_from: '2026-01-03' }), '2026-02-01');
        rep.review(rep.account({}, { owned_from: '2026-01-02' }), '2026-02-01');
        rep.review(rep.account({ churned_at: '2026-01-31', is_active: false }), '2026-02-01');
        rep.review(rep.account({ churned_at: '2026-02-01', is_active: false }), '2026-02-01', {
          completed_date: null,
          status: 'due',
        });
      },
      because: 'acquired exactly 30 days before, and churned on the day: 1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
  ],
  'AM.qbr_outcome_quality': [
    {
      shows: 'the positive among what somebody else logged',
      given: (rep) => {
        for (const outcome of ['positive', 'positive', 'positive', 'neutral', 'negative'] as const) {
          rep.review(rep.account(), '2026-02-01', { outcome });
        }
      },
      because: '3 of 5',
      expect: {
        numerator: 3,
        denominator: 5,
        size: 5,
        value: 0.6,
        companions: { coverage: 1 },
        status: 'insufficient_sample',
      },
    },
    {
      shows: 'three of five logged are just enough',
      given: (rep) => {
        for (const outcome of ['positive', 'positive', 'negative'] as const) {
          rep.review(rep.account(), '2026-02-01', { outcome });
        }
        rep.review(rep.account(), '2026-02-01', { outcome_logged_by: rep.id });
        rep.review(rep.account(), '2026-02-01', { outcome: null, outcome_logged_by: null, outcome_logged_at: null });
      },
      because: 'the AM’s own entry is none: 2 of 3, of 5 held',
      expect: {
        numerator: 2,
        denominator: 3,
        size: 3,
        value: 2 / 3,
        companions: { coverage: 0.6 },
        status: 'insufficient_sample',
      },
    },
    {
      shows: 'half are not; held by the date it was held on, logged before t',
      given: (rep) => {
        rep.review(rep.account(), '2025-12-10', { completed_date: '2025-12-14' });
        rep.review(rep.account(), '2025-12-10', { completed_date: '2025-12-15' });
        rep.review(rep.account(), '2026-03-20', { completed_date: '2026-03-15', outcome_logged_at: midnight(T) });
      },
      because: '1 of 1, of 2 held in the window',
      expect: {
        numerator: 1,
        denominator: 1,
        size: 1,
        value: 1,
        newEvidence: 0,
        companions: { coverage: 0.5 },
        status: 'data_quality',
      },
    },
  ],
  'AM.objection_handling': scoreExamples({
    column: 'objection_handling_score',
    notCounted: { objections_raised: 0 },
    pair: [[44, 55], 99],
    edges: [[10, 90.5], 100.5],
    six: [[0, 20, 40, 60, 80, 100], 300],
  }),
  'AM.product_knowledge': scoreExamples({
    column: 'product_knowledge_score',
    notCounted: { is_external: false },
    pair: [[67, 68], 135],
    edges: [[12.5, 37.5], 50],
    six: [[0, 1, 2, 3, 4, 5], 15],
  }),
  'AM.discount_depth': depthExamples('new'),
  'AM.term_exception_rate': exceptionExamples('new'),
};
