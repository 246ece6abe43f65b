import { trendExamples } from './books.ts';
import { scoreExamples, talkExamples } from './calls.ts';
import { type Example, type Examples, T } from './example.ts';
import type { ExampleRep } from './example-rep.ts';
import { at } from './local-time.ts';

type Survey = 'nps' | 'csat';

function answer(rep: ExampleRep, account: string, survey: Survey, logged: string, score: number, on = logged): void {
  const row =
    survey === 'nps' ? { nps_score: score, nps_response_date: on } : { csat_score: score, csat_response_date: on };
  rep.health(account, logged, 70, row);
}

/** What customers answered in the window and in the one before it. */
function paired(rep: ExampleRep, survey: Survey, pairs: readonly (readonly [then: number, now: number])[]): void {
  for (const [then, now] of pairs) {
    const account = rep.account();
    answer(rep, account, survey, '2025-10-15', then);
    answer(rep, account, survey, '2026-02-02', now);
  }
}

/** Edges that both surveys share. @param good counts one up, @param bad what nobody counts up. */
function surveyEdges(survey: Survey, good: number, bad: number, valueOfBad: number): Example[] {
  return [
    {
      shows: 'the last answer of the window counts, once, though the log repeats it',
      given: (rep) => {
        const account = rep.account();
        answer(rep, account, survey, '2025-12-22', good, '2025-12-20');
        answer(rep, account, survey, '2026-02-02', bad, '2026-02-01');
        answer(rep, account, survey, '2026-03-13', bad, '2026-02-01');
      },
      because: 'one customer, no longer content, who said nothing in the window before',
      expect: { denominator: 1, size: 0, value: valueOfBad, newEvidence: 0, companions: { previous: null } },
    },
    {
      shows: 'an answer is of the day it was given; at t it is not there yet',
      given: (rep) => {
        const account = rep.account();
        answer(rep, account, survey, '2025-12-20', good, '2025-12-14');
        answer(rep, account, survey, '2025-12-22', good, '2025-12-15');
        answer(rep, account, survey, '2026-03-15', bad, T);
        const early = rep.account();
        answer(rep, early, survey, '2025-09-20', bad, '2025-09-14');
        answer(rep, early, survey, '2026-03-15', good, '2026-03-15');
      },
      because: 'content before and since 15 December; what the second said was a day too old to compare with',
      expect: { denominator: 2, size: 1, value: 100, newEvidence: 1, companions: { previous: 100 } },
    },
  ];
}

export const csmExamples: Examples = {
  'CSM.ttv_on_target': [
    {
      shows: 'on the target day, or later by what the customer paused',
      given: (rep) => {
        const value = { is_ttv_milestone: true, status: 'achieved' } as const;
        rep.milestone('2026-01-02', { ...value, ttv_achieved_days: 60 });
        rep.milestone('2026-01-02', { ...value, ttv_achieved_days: 61 });
        rep.milestone('2026-01-02', { ...value, ttv_achieved_days: 61, paused_days: 1 });
      },
      because: '2 of 3; half of them had taken 61/60 of the target',
      expect: {
        numerator: 2,
        denominator: 3,
        size: 3,
        value: 2 / 3,
        newEvidence: 0,
        companions: { median_ratio: 61 / 60 },
      },
    },
    {
      shows: 'open past due is a miss; cancelled before it was due it never was',
      given: (rep) => {
        const value = { is_ttv_milestone: true, completed_date: null } as const;
        rep.milestone('2026-01-02', value);
        rep.milestone('2026-01-02', { ...value, status: 'cancelled', cancelled_date: '2026-01-01' });
        rep.milestone('2026-01-02', { ...value, status: 'cancelled', cancelled_date: '2026-01-02' });
      },
      because: '0 of 2: the last was cancelled on the day; nobody has got there, so half of them neither',
      expect: { numerator: 0, denominator: 2, size: 2, value: 0, companions: { median_ratio: null } },
    },
    {
      shows: 'due in the window: 60 days after the start',
      given: (rep) => {
        for (const start_date of ['2025-10-15', '2025-10-16', '2026-01-14', '2026-01-15']) {
          rep.milestone('2026-01-02', {
            is_ttv_milestone: true,
            start_date,
            ttv_achieved_days: 30,
            status: 'achieved',
          });
        }
      },
      because: 'on 14 and 15 December, 15 March and t: the middle two',
      expect: {
        numerator: 2,
        denominator: 2,
        size: 2,
        value: 1,
        newEvidence: 1,
        status: 'insufficient_sample',
        companions: { median_ratio: 0.5 },
      },
    },
  ],
  'CSM.nps_trend': [
    {
      shows: 'promoters less detractors, with those before',
      given: (rep) =>
        paired(rep, 'nps', [
          [9, 6],
          [10, 10],
          [7, 9],
          [6, 8],
        ]),
      because: '(-1 + 1 + 1 + 0) / 4 now; (1 + 1 + 0 - 1) / 4 then',
      expect: {
        numerator: 1,
        denominator: 4,
        size: 4,
        value: 25,
        companions: { previous: 25 },
        status: 'insufficient_sample',
      },
    },
    ...surveyEdges('nps', 9, 6, -100),
  ],
  'CSM.csat_trend': [
    {
      shows: 'the share of fours and fives, with that before',
      given: (rep) =>
        paired(rep, 'csat', [
          [5, 3],
          [4, 4],
          [3, 5],
          [4, 1],
          [4, 4],
        ]),
      because: '3 of 5 now, 4 of 5 then',
      expect: { numerator: 3, denominator: 5, size: 5, value: 60, companions: { previous: 80 } },
    },
    ...surveyEdges('csat', 4, 3, 0),
  ],
  'CSM.onboarding_milestone_on_time': [
    {
      shows: 'by the target day and what the customer paused',
      given: (rep) => {
        rep.milestone('2026-02-20');
        rep.milestone('2026-02-20', { paused_days: 2, completed_date: '2026-02-22' });
        rep.milestone('2026-02-20', { paused_days: 2, completed_date: '2026-02-23' });
        rep.milestone('2026-02-20', { completed_date: null });
      },
      because: '2 of 4, of four accounts',
      expect: {
        numerator: 2,
        denominator: 4,
        size: 4,
        value: 0.5,
        companions: { accounts: 4 },
        status: 'insufficient_sample',
      },
    },
    {
      shows: 'due in the window, not cancelled before',
      given: (rep) => {
        for (const target of ['2026-02-15', '2026-02-16', '2026-03-15', T]) rep.milestone(target);
        rep.milestone('2026-03-02', { status: 'cancelled', cancelled_date: '2026-03-01', completed_date: null });
      },
      because: 'the middle two of four',
      expect: { numerator: 2, denominator: 2, size: 2, value: 1, newEvidence: 1 },
    },
    {
      shows: 'ten milestones of two accounts say more of the customers',
      given: (rep) => {
        for (let nth = 0; nth < 10; nth += 1)
          rep.milestone('2026-02-20', { account_id: `${rep.id} customer ${nth % 2}` });
      },
      because: '10 of 10, of two accounts',
      expect: {
        numerator: 10,
        denominator: 10,
        size: 10,
        value: 1,
        companions: { accounts: 2 },
        status: 'insufficient_sample',
      },
    },
  ],
  'CSM.book_health_trend': trendExamples(),
  'CSM.call_sentiment': [
    ...scoreExamples({
      column: 'sentiment_score',
      notCounted: { is_external: false },
      pair: [[0.4, -0.1], 0.3],
      edges: [[-0.5, 0.25], -0.25],
      six: [[-1, 0, 0.1, 0.2, 0.3, 0.4], 0],
    }),
    {
      shows: 'which way it goes, by the week',
      given: (rep) => {
        rep.call(at('2026-02-16'), { sentiment_score: 0.2 });
        rep.call(at('2026-02-23'), { sentiment_score: 0.4 });
        rep.call(at('2026-03-02'), { sentiment_score: 0.45 });
      },
      because: 'slopes of 0.2, 0.125 and 0.05 a week',
      expect: { numerator: 1.05, size: 3, value: 0.35, companions: { slope_per_week: 0.125 } },
    },
  ],
  'CSM.talk_ratio': talkExamples('qbr'),
  'CSM.escalation_rate': [
    {
      shows: 'High or Critical of the active accounts scored of late',
      given: (rep) => {
        for (const health_tier of ['Low', 'Medium', 'High', 'Critical', 'Low'] as const) {
          rep.health(rep.account(), '2026-03-10', 50, { health_tier });
        }
      },
      because: '2 of 5',
      expect: { numerator: 2, denominator: 5, size: 5, value: 0.4, newEvidence: 5, status: 'insufficient_sample' },
    },
    {
      shows: 'a score of 14 days ago is of late, one of 15 is not; the last before t counts',
      given: (rep) => {
        rep.health(rep.account(), '2026-03-02', 50, { health_tier: 'High' });
        rep.health(rep.account(), '2026-03-01', 50, { health_tier: 'High' });
        const better = rep.account();
        rep.health(better, '2026-03-05', 20, { health_tier: 'Critical' });
        rep.health(better, '2026-03-15', 60, { health_tier: 'Medium' });
        rep.health(better, T, 20, { health_tier: 'Critical' });
      },
      because: 'the first is High, the third was Medium on Sunday',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1 },
    },
    {
      shows: 'churned accounts are gone, one that churns on t is not; taken over lately they wait',
      given: (rep) => {
        const risky = (account: string) => rep.health(account, '2026-03-06', 20, { health_tier: 'Critical' });
        risky(rep.account({ churned_at: '2026-03-15', is_active: false }));
        risky(rep.account({ churned_at: T, is_active: false }));
        risky(rep.account({ is_active: false }));
        risky(rep.account({}, { rep_id: 'somebody', owned_to: '2026-02-17' }, { owned_from: '2026-02-17' }));
        risky(rep.account({}, { owned_from: '2026-03-09' }));
      },
      because: 'the second, and the last, whose first owner the rep is',
      expect: { numerator: 2, denominator: 2, size: 2, value: 1, newEvidence: 0 },
    },
  ],
  'CSM.product_knowledge': scoreExamples({
    column: 'product_knowledge_score',
    notCounted: { is_external: false },
    pair: [[82, 43], 125],
    edges: [[5, 6], 11],
    six: [[0, 100, 50, 50, 25, 75], 300],
  }),
  'CSM.sales_methodology': [
    {
      shows: 'half the topics covered, half the next step',
      given: (rep) => {
        const topics = { qual_topics_covered: 3, qual_topics_required: 4 };
        rep.call(at('2026-02-20'), { call_type: 'expansion', next_step_score: 60, ...topics });
        rep.call(at('2026-02-21'), { call_type: 'qbr', next_step_score: 0, ...topics });
      },
      because: '37.5 + 30 and 37.5 + 0',
      expect: { numerator: 105, denominator: 2, size: 2, value: 52.5 },
    },
    {
      shows: 'a part that is missing, or nothing to cover, leaves the call unscored',
      given: (rep) => {
        const call = { call_type: 'renewal', qual_topics_covered: 1, qual_topics_required: 2, next_step_score: 80 };
        rep.call(at('2026-02-20'), call);
        rep.call(at('2026-02-21'), { ...call, next_step_score: null });
        rep.call(at('2026-02-22'), { ...call, qual_topics_covered: null });
        rep.call(at('2026-02-23'), { ...call, qual_topics_covered: 0, qual_topics_required: 0 });
      },
      because: '25 + 40',
      expect: { numerator: 65, size: 1, value: 65 },
    },
    {
      shows: 'only calls about growing and keeping the account',
      given: (rep) => {
        const call = { qual_topics_covered: 2, qual_topics_required: 2, next_step_score: 100 };
        for (const call_type of ['renewal', 'onboarding', 'support', 'demo', 'other']) {
          rep.call(at('2026-03-10'), { ...call, call_type });
        }
      },
      because: '50 + 50 of the renewal call',
      expect: { numerator: 100, size: 1, value: 100, newEvidence: 1 },
    },
  ],
};
