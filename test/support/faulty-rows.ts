import type { Knex } from 'knex';
import type { SourceColumn } from '../../src/db/source-contract/column.ts';
import type { SourceTable } from '../../src/db/source-contract/source-table.ts';
import { sourceTables } from '../../src/db/source-contract/source-tables.ts';

export type Row = Readonly<Record<string, unknown>>;

/** One way in which a row of a table can be at fault. */
export interface FaultCase {
  readonly table: SourceTable;
  readonly column: string;
  readonly what: string;
  /** Rows to add beside a sound one. */
  readonly rows: (sound: Row) => readonly Row[];
}

/** Long after every run of a test. */
const LATER = { date: '2031-05-05', timestamptz: '2031-05-05T12:00:00Z' } as const;

/** What happened, told by column: nothing of it may be later than the run. */
const HAPPENED: Readonly<Record<string, readonly string[]>> = {
  opportunities: ['created_at', 'closed_at', 'qualified_at'],
  opportunity_stage_history: ['entered_at'],
  cadence_event_log: ['event_at', 'flag_resolved_at'],
  conv_intelligence: ['call_at'],
  opportunity_brief_log: ['scored_at'],
  discovery_brief_log: ['created_at'],
  customer_health_log: ['score_date', 'nps_response_date', 'csat_response_date'],
  churn_risk_log: ['event_date'],
  expansion_log: ['opened_at', 'status_at'],
  onboarding_log: ['completed_date', 'cancelled_date'],
  qbr_log: ['completed_date', 'outcome_logged_at'],
  quote_log: ['quote_date'],
  leads: ['created_at', 'meeting_booked_at', 'qualified_at', 'disqualified_at'],
  rep_activity: ['activity_date'],
};

const PEOPLE: Readonly<Record<string, readonly string[]>> = {
  quota_retirement_ledger: ['rep_id'],
  quota_store: ['rep_id'],
  comp_plans: ['rep_id'],
  opportunity_stage_history: ['owner_rep_id'],
  cadence_event_log: ['rep_id'],
  conv_intelligence: ['call_owner_rep_id'],
  opportunity_brief_log: ['rep_id'],
  discovery_brief_log: ['rep_id'],
  expansion_log: ['am_rep_id'],
  onboarding_log: ['csm_rep_id'],
  qbr_log: ['am_rep_id'],
  quote_log: ['rep_id'],
  leads: ['sdr_rep_id'],
  account_ownership: ['rep_id'],
  territory_definitions: ['rep_id'],
  rep_activity: ['rep_id'],
};

/** Durations, counts and amounts. */
const NEVER_NEGATIVE: Readonly<Record<string, readonly string[]>> = {
  quota_store: ['quota_amount', 'relief_amount'],
  comp_plans: ['target_value'],
  opportunities: ['amount'],
  opportunity_stage_history: ['stage_order'],
  cadence_event_log: ['step_number'],
  conv_intelligence: ['duration_s', 'rep_talk_s', 'customer_talk_s', 'other_internal_talk_s', 'objections_raised'],
  opportunity_brief_log: ['objectives_stated', 'objectives_executed', 'advance_score'],
  discovery_brief_log: ['qual_topics_required', 'qual_topics_covered', 'depth_score'],
  customer_health_log: ['health_score', 'nps_score', 'csat_score'],
  churn_risk_log: ['arr', 'proximity_window_days'],
  expansion_log: ['expansion_arr'],
  onboarding_log: ['paused_days', 'ttv_target_days', 'ttv_achieved_days'],
  quote_log: ['list_amount', 'net_amount', 'term_exception_count'],
  accounts: ['qbr_cadence_days', 'ttv_target_days', 'ttv_achieved_days'],
};

/** Every source table with every fault that its columns can have. */
export const faultCases: readonly FaultCase[] = sourceTables.flatMap((table) => {
  const changed = (column: string, what: string, value: unknown): FaultCase => {
    return {
      table,
      column,
      what,
      rows: (sound) => [{ ...withKey(table, sound, `${what} ${column}`), [column]: value }],
    };
  };
  const columns = Object.entries(table.columns).filter(([name]) => name !== 'recorded_at');
  const isKey = (name: string) => table.key.includes(name);
  return [
    { table, column: table.key.join(', '), what: 'not unique', rows: (sound: Row) => [sound] },
    ...columns
      .filter(([, { family }]) => family === 'numeric')
      .flatMap(([name]) => ['NaN', 'Infinity'].map((value) => changed(name, 'no finite number', value))),
    ...columns
      .filter(([, { oneOf }]) => oneOf !== null)
      .map(([name]) => changed(name, 'of no known kind', 'horoscope')),
    ...columns
      .filter(([name, column]) => isRequired(column) && !isKey(name))
      .map(([name]) => changed(name, 'missing', null)),
    ...(NEVER_NEGATIVE[table.name] ?? []).map((name) => changed(name, 'below 0', -3)),
    ...(PEOPLE[table.name] ?? []).map((name) => changed(name, 'nobody known', 'somebody')),
    ...(HAPPENED[table.name] ?? []).map((name) => {
      return changed(name, 'after the run', table.columns[name]?.family === 'date' ? LATER.date : LATER.timestamptz);
    }),
  ];
});

function isRequired({ nullable, defaultSql }: SourceColumn): boolean {
  return !nullable && defaultSql === null;
}

/** The row under a key of its own. */
function withKey(table: SourceTable, row: Row, suffix: string): Row {
  const last = table.key.findLast((name) => table.columns[name]?.family === 'text');
  return last === undefined ? row : { ...row, [last]: `${String(row[last])} ${suffix}` };
}

/** Makes the source tables what views of other systems are: without keys, checks and precision. */
export async function liftConstraints(owner: Knex): Promise<void> {
  for (const table of sourceTables) {
    const { rows } = await owner.raw(
      `select o.conname as name from pg_constraint o where o.conrelid = cast(? as regclass) and o.contype in ('p', 'c')`,
      [table.name],
    );
    for (const { name } of rows) await owner.raw('alter table ?? drop constraint ??', [table.name, name]);
    for (const [name, { family, nullable }] of Object.entries(table.columns)) {
      if (!nullable) await owner.raw('alter table ?? alter ?? drop not null', [table.name, name]);
      if (family === 'numeric') await owner.raw('alter table ?? alter ?? type numeric', [table.name, name]);
    }
  }
}
