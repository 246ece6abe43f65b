import type { Knex } from 'knex';
import type { Lap } from './stopwatch.ts';

/** Whose a row is, and something to add up. Tables without a rep are grouped by the account or deal. */
const COLUMNS: Readonly<Record<string, readonly [key: string, summed: string]>> = {
  quota_retirement_ledger: ['rep_id', 'amount'],
  quota_store: ['rep_id', 'quota_amount'],
  comp_plans: ['rep_id', 'target_value'],
  opportunities: ['owner_rep_id', 'amount'],
  opportunity_stage_history: ['owner_rep_id', 'stage_order'],
  cadence_event_log: ['rep_id', 'step_number'],
  conv_intelligence: ['call_owner_rep_id', 'duration_s'],
  opportunity_brief_log: ['rep_id', 'objectives_executed'],
  discovery_brief_log: ['rep_id', 'qual_topics_covered'],
  customer_health_log: ['csm_rep_id', 'health_score'],
  churn_risk_log: ['am_rep_id', 'arr'],
  expansion_log: ['am_rep_id', 'expansion_arr'],
  onboarding_log: ['csm_rep_id', 'paused_days'],
  qbr_log: ['am_rep_id', "due_date - date '2020-01-01'"],
  quote_log: ['rep_id', 'net_amount'],
  leads: ['sdr_rep_id', 'cast(qualified_at is null as int)'],
  accounts: ['territory_id', 'cast(is_active as int)'],
  account_ownership: ['rep_id', "owned_from - date '2020-01-01'"],
  territory_definitions: ['rep_id', "effective_from - date '2020-01-01'"],
  rep_activity: ['rep_id', "activity_date - date '2020-01-01'"],
};

/**
 * The least that a weekly run could take: each source table is read once and grouped by rep, and nothing is done with
 * it. As the bot, with the settings of the server.
 * @throws RangeError for a source table that is not listed here.
 */
export async function measureFloor(db: Knex, tables: Iterable<string>): Promise<Lap[]> {
  const laps: Lap[] = [];
  for (const table of tables) {
    const columns = COLUMNS[table];
    if (columns === undefined) throw new RangeError(`The floor has no columns for ${table}.`);
    const [key, summed] = columns;
    const start = performance.now();
    await db.raw(`select ${key}, count(*), sum(${summed}) from ${table} group by ${key}`);
    laps.push({ name: table, ms: performance.now() - start });
  }
  return laps;
}
