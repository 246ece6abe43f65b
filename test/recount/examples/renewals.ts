import { type Examples, T } from './example.ts';
import { at, midnight } from './local-time.ts';

export const renewalExamples: Examples = {
  'AM.gross_renewal_rate': [
    {
      shows: 'growth does not make up for losses',
      given: (rep) => {
        for (const [due, expiring, renewed] of [
          ['2026-02-01', 100, 120],
          ['2026-02-10', 200, 150],
        ] as const) {
          const account = rep.account();
          rep.log(account, 'arr_snapshot', '2025-06-01', expiring);
          rep.renewal(account, due, { amount: renewed, is_won: true, closed_at: at('2026-01-20') });
        }
      },
      because: '100 of 100 and 150 of 200; both customers stayed',
      expect: {
        numerator: 250,
        denominator: 300,
        size: 2,
        value: 250 / 300,
        newEvidence: 0,
        companions: { logo_rate: 1 },
      },
    },
    {
      shows: 'open for 30 days it is left out, then it is nothing; lost, it is nothing at once',
      given: (rep) => {
        for (const [due, lost] of [
          ['2026-02-13', null],
          ['2026-02-14', null],
          ['2026-03-10', at('2026-03-01')],
        ] as const) {
          const account = rep.account();
          rep.log(account, 'arr_snapshot', '2025-06-01', 100);
          rep.renewal(account, due, lost === null ? {} : { is_won: false, closed_at: lost });
        }
      },
      because: 'at t the first is 31 days late, the second 30; both that count were decided, or fell due, in the week',
      expect: { numerator: 0, denominator: 200, size: 2, value: 0, newEvidence: 2, companions: { logo_rate: 0 } },
    },
    {
      shows: 'dates within 60 days are one renewal, the opportunity’s; without a snapshot before it nothing expires',
      given: (rep) => {
        const account = rep.account({ renewal_date: '2026-01-10' });
        rep.log(account, 'arr_snapshot', '2025-06-01', 300);
        rep.log(account, 'arr_snapshot', '2026-03-05', 900);
        rep.renewal(account, '2026-03-01', { amount: 300, is_won: true, closed_at: at('2026-03-08') });
        const unseen = rep.account({ renewal_date: '2026-02-01' });
        rep.log(unseen, 'arr_snapshot', '2026-02-02', 100);
      },
      because: 'one renewal of 300, won a week late; the snapshot after it is of the new contract',
      expect: { numerator: 300, denominator: 300, size: 1, value: 1, newEvidence: 0 },
    },
    {
      shows: 'an account that churned stays with who had it that day, and counts by its due date',
      given: (rep) => {
        const churned = { churned_at: '2026-01-05', is_active: false, renewal_date: '2026-02-01' };
        const account = rep.account(
          churned,
          { owned_to: '2026-01-05' },
          { rep_id: 'somebody', owned_from: '2026-01-06' },
        );
        rep.log(account, 'arr_snapshot', '2025-06-01', 100);
        const later = rep.account({ ...churned, renewal_date: '2025-12-14' });
        rep.log(later, 'arr_snapshot', '2025-06-01', 100);
      },
      because: '0 of 100; the other was due a day before the window',
      expect: { numerator: 0, denominator: 100, size: 1, value: 0 },
    },
  ],
  'AM.on_time_renewal_opening': [
    {
      shows: 'opened by the end of the local day 120 days before',
      given: (rep) => {
        const onTime = rep.account();
        rep.renewal(onTime, '2026-06-01', { created_at: at('2026-02-01', '23:30') });
        const late = rep.account();
        rep.renewal(late, '2026-06-02', { created_at: midnight('2026-02-03') });
      },
      because: '120 days before are 1 and 2 February',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 0, status: 'insufficient_sample' },
    },
    {
      shows: 'without an opportunity it is late; the risk log may ask for it later',
      given: (rep) => {
        rep.account({ renewal_date: '2026-06-10' });
        const short = rep.account();
        rep.log(short, 'risk_update', '2026-01-15', 100, { renewal_date: '2026-04-11', proximity_window_days: 30 });
        rep.renewal(short, '2026-04-11', { created_at: at('2026-03-12') });
      },
      because: 'due on 10 February: late; 30 days before 11 April are 12 March: on time',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1 },
    },
    {
      shows: 'accounts acquired less than 30 days before are left out, as are those that churned before',
      given: (rep) => {
        const due = { renewal_date: '2026-06-01' };
        rep.account(due, { owned_from: '2026-01-02' });
        rep.account(due, { owned_from: '2026-01-03' });
        rep.account({ ...due, churned_at: '2026-01-31', is_active: false });
        rep.account({ ...due, churned_at: '2026-02-01', is_active: false });
      },
      because: '30 days before 1 February are 2 January: that one, and the one that churned on the very day',
      expect: { numerator: 0, denominator: 2, size: 2, value: 0 },
    },
  ],
  'AM.net_revenue_retention': [
    {
      shows: 'expansion, contraction and churn, account by account',
      dimension: 'all',
      given: (rep) => {
        const grown = rep.account();
        rep.log(grown, 'arr_snapshot', '2025-03-16', 100);
        rep.play('closed_won', at('2025-08-30'), {
          account_id: grown,
          expansion_arr: 30,
          effective_date: '2025-09-01',
        });
        rep.log(grown, 'contraction', '2026-03-09', 10);
        const gone = rep.account({ churned_at: '2026-01-05', is_active: false });
        rep.log(gone, 'arr_snapshot', '2025-01-10', 200);
        rep.log(gone, 'churn', '2026-01-05', 200);
      },
      because: '100 + 30 - 10 and nothing, of 300; without growth 100 of 300',
      expect: { numerator: 120, denominator: 300, size: 2, value: 0.4, newEvidence: 1, companions: { grr: 1 / 3 } },
    },
    {
      shows: 'snapshots since then are not looked at; who came since then is new',
      dimension: 'enterprise/retail',
      given: (rep) => {
        const old = rep.account();
        rep.log(old, 'arr_snapshot', '2025-03-01', 100);
        rep.log(old, 'arr_snapshot', '2026-03-10', 500);
        const young = rep.account();
        rep.log(young, 'arr_snapshot', '2025-03-17', 100);
        const other = rep.account({ vertical: 'energy' });
        rep.log(other, 'arr_snapshot', '2025-03-01', 900);
      },
      because: '100 of 100',
      expect: { numerator: 100, denominator: 100, size: 1, value: 1, newEvidence: 0, companions: { grr: 1 } },
    },
    {
      shows: 'taken over 90 days ago it is the rep’s, with its whole year; no account closes below nothing',
      dimension: 'all',
      given: (rep) => {
        for (const [owned_from, contraction] of [
          ['2025-12-16', 150],
          ['2025-12-17', 10],
        ] as const) {
          const account = rep.account({}, { rep_id: 'somebody', owned_to: owned_from }, { owned_from });
          rep.log(account, 'arr_snapshot', '2025-03-01', 100);
          rep.log(account, 'contraction', '2025-06-01', contraction);
        }
      },
      because: '0 of 100; the second is nobody’s yet',
      expect: { numerator: 0, denominator: 100, size: 1, value: 0, companions: { grr: 0 } },
    },
    {
      shows: 'the year begins with its first day and ends before t',
      dimension: 'all',
      given: (rep) => {
        const account = rep.account();
        rep.log(account, 'arr_snapshot', '2025-03-01', 100);
        rep.log(account, 'contraction', '2025-03-15', 1);
        rep.log(account, 'contraction', '2025-03-16', 2);
        rep.log(account, 'contraction', T, 4);
        rep.play('closed_won', at('2026-03-10'), { account_id: account, expansion_arr: 8, effective_date: T });
        rep.play('closed_won', at('2026-03-15', '23:59'), { account_id: account, expansion_arr: 16 });
      },
      because: '100 - 2 + 16',
      expect: { numerator: 114, denominator: 100, size: 1, value: 1.14, newEvidence: 1, companions: { grr: 1 } },
    },
  ],
};
