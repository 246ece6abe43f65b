import type { Knex } from 'knex';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { loadTables } from './rows.ts';
import { people } from './small-organisation.ts';

/** What a call was scored; what is left out was not. */
export interface CallScores {
  readonly quality_score?: number;
  readonly objection_handling_score?: number;
  readonly next_step_score?: number;
  readonly product_knowledge_score?: number;
}

let calls = 0;

interface CallsOfDay {
  readonly repId: string;
  readonly on: LocalDate;
  readonly count?: number;
}

/** The rows of scored calls of an AE on one local date, at noon, known at once. */
export function callRows({ repId, on, count = 1 }: CallsOfDay, scores: CallScores) {
  return Array.from({ length: count }, () => {
    calls += 1;
    return {
      call_id: `call-${calls}`,
      call_owner_rep_id: repId,
      call_owner_role: 'AE',
      call_type: 'demo',
      call_at: `${on}T16:00:00Z`,
      duration_s: 1800,
      rep_talk_s: 700,
      customer_talk_s: 900,
      other_internal_talk_s: 0,
      is_external: true,
      objections_raised: 1,
      objections_handled: 1,
      scoring_model_version: 'v1',
      recorded_at: `${on}T16:00:00Z`,
      ...scores,
    };
  });
}

export async function giveCalls(owner: Knex, ofDay: CallsOfDay, scores: CallScores): Promise<void> {
  await loadTables(owner, { conv_intelligence: callRows(ofDay, scores) });
}

const GOOD: CallScores = { objection_handling_score: 70, next_step_score: 70, product_knowledge_score: 70 };

/** Three good calls a week of every peer, from a Monday on. */
export async function givePeersCalls(owner: Knex, from: LocalDate, weeks: number): Promise<void> {
  const tuesdays = Array.from({ length: weeks }, (_, week) => addDays(from, 7 * week + 1));
  const rows = tuesdays.flatMap((on) => people.peers.flatMap((repId) => callRows({ repId, on, count: 3 }, GOOD)));
  await loadTables(owner, { conv_intelligence: rows });
}

/** The first quarter of 2026, and a quota of 300,000 for each of the reps. */
export async function giveQuarter(owner: Knex, repIds: readonly string[]): Promise<void> {
  await loadTables(owner, {
    fiscal_calendar: [
      { fiscal_quarter: 'Q1-2026', fiscal_year: '2026', start_date: '2026-01-01', end_date: '2026-04-01' },
      { fiscal_quarter: 'Q2-2026', fiscal_year: '2026', start_date: '2026-04-01', end_date: '2026-07-01' },
    ],
    quota_store: repIds.map((rep_id) => ({
      rep_id,
      fiscal_quarter: 'Q1-2026',
      effective_from: '2026-01-01',
      effective_to: '2026-04-01',
      quota_amount: 300_000,
      currency: 'USD',
      recorded_at: '2026-01-01T12:00:00Z',
    })),
  });
}

let lines = 0;

/** A line of closed business. */
export async function giveClosed(owner: Knex, repId: string, on: LocalDate, amount: number): Promise<void> {
  lines += 1;
  await loadTables(owner, {
    quota_retirement_ledger: [
      {
        ledger_id: `line-${lines}`,
        rep_id: repId,
        opp_id: `opp-${lines}`,
        fiscal_quarter: 'Q1-2026',
        entry_type: amount < 0 ? 'clawback' : 'closed_credit',
        amount,
        currency: 'USD',
        effective_date: on,
        recorded_at: `${on}T16:00:00Z`,
      },
    ],
  });
}
