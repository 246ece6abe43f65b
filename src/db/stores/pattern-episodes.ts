import type { Knex } from 'knex';
import { Decimal, nullableDecimal, nullableNumericText } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { PatternIdentity, Role } from '../../domain/metric.ts';
import type { EndReason, OpenEpisode, PatternWeek } from '../../domain/persistence-clock.ts';

/** An open episode with what identifies it. */
export interface StoredEpisode extends OpenEpisode, PatternIdentity {
  episodeId: string;
  definitionVersion: number;
  openedOn: LocalDate;
  /** The latest week that it was stepped for. */
  steppedOn: LocalDate;
}

interface Row {
  episode_id: string;
  rep_id: string;
  role: Role;
  metric_key: PatternIdentity['metricKey'];
  dimension: string;
  definition_version: number;
  opened_on: LocalDate;
  clock: number;
  gaps: number;
  clear_weeks: number;
  last_value: string | null;
  escalated_on: LocalDate | null;
  state: 'open' | EndReason;
  closed_on: LocalDate | null;
}

/** Lets one change of a rep's patterns follow the other, until the transaction ends. */
export async function lockPatterns(trx: Knex.Transaction, repId: string): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(705, hashtext(?))', [repId]);
}

/** The rep's open episodes, locked until the transaction ends, in a fixed order. */
export async function lockOpenEpisodes(trx: Knex.Transaction, repId: string): Promise<StoredEpisode[]> {
  const rows = await trx<Row>('pattern_episode as e')
    .where({ rep_id: repId, state: 'open' })
    .orderBy(['metric_key', 'dimension', 'episode_id'])
    .forUpdate()
    .select<(Row & { stepped_on: LocalDate })[]>(
      'e.*',
      trx.raw(
        `greatest(opened_on, (select max(as_of) from pattern_week w where w.episode_id = e.episode_id)) as stepped_on`,
      ),
    );
  return rows.map((row) => ({
    episodeId: row.episode_id,
    repId: row.rep_id,
    role: row.role,
    metricKey: row.metric_key,
    dimension: row.dimension,
    definitionVersion: row.definition_version,
    openedOn: row.opened_on,
    steppedOn: row.stepped_on,
    clock: row.clock,
    gaps: row.gaps,
    clearWeeks: row.clear_weeks,
    lastValue: nullableDecimal(row.last_value),
    escalatedOn: row.escalated_on,
  }));
}

/** Starts an episode in its state after the first week. @returns its id. */
export async function openEpisode(
  trx: Knex.Transaction,
  pattern: PatternIdentity & { definitionVersion: number; openedOn: LocalDate },
  state: OpenEpisode,
): Promise<string> {
  const [row] = await trx<Row>('pattern_episode')
    .insert({
      rep_id: pattern.repId,
      role: pattern.role,
      metric_key: pattern.metricKey,
      dimension: pattern.dimension,
      definition_version: pattern.definitionVersion,
      opened_on: pattern.openedOn,
      ...columnsOf(state),
    })
    .returning('episode_id');
  if (row === undefined) throw new Error('Inserting a pattern episode returned no row.');
  return row.episode_id;
}

/** Keeps the episode's state after a week. */
export async function saveEpisode(trx: Knex.Transaction, episodeId: string, state: OpenEpisode): Promise<void> {
  await trx<Row>('pattern_episode').where({ episode_id: episodeId }).update(columnsOf(state));
}

export async function closeEpisode(
  trx: Knex.Transaction,
  episodeId: string,
  reason: EndReason,
  closedOn: LocalDate,
): Promise<void> {
  await trx('pattern_episode').where({ episode_id: episodeId }).update({ state: reason, closed_on: closedOn });
}

export async function recordWeek(trx: Knex.Transaction, episodeId: string, week: PatternWeek): Promise<void> {
  await trx('pattern_week').insert({
    episode_id: episodeId,
    as_of: week.asOf,
    value: nullableNumericText(week.value),
    flagged: week.flagged,
    improvement: nullableNumericText(week.improvement),
    improvement_needed: nullableNumericText(week.needed),
    clock: week.clock,
    hold_reason: week.holdReason,
  });
}

/** The pattern's last ended episode, whatever ended it. */
export interface EarlierEpisode {
  episodeId: string;
  closedOn: LocalDate;
  escalatedOn: LocalDate | null;
}

/** @returns the last ended episode (null when there is none) and how many there were. */
export async function earlierEpisodes(
  trx: Knex.Transaction,
  pattern: PatternIdentity,
): Promise<{ last: EarlierEpisode | null; count: number }> {
  const rows = await trx<Row>('pattern_episode')
    .where({ rep_id: pattern.repId, role: pattern.role, metric_key: pattern.metricKey, dimension: pattern.dimension })
    .whereNot('state', 'open')
    .orderBy([
      { column: 'closed_on', order: 'desc' },
      { column: 'opened_on', order: 'desc' },
    ])
    .select('episode_id', 'closed_on', 'escalated_on');
  const row = rows[0];
  if (row === undefined || row.closed_on === null) return { last: null, count: rows.length };
  const last = { episodeId: row.episode_id, closedOn: row.closed_on, escalatedOn: row.escalated_on };
  return { last, count: rows.length };
}

function columnsOf(state: OpenEpisode) {
  return {
    clock: state.clock,
    gaps: state.gaps,
    clear_weeks: state.clearWeeks,
    last_value: state.lastValue === null ? null : new Decimal(state.lastValue).toFixed(),
    escalated_on: state.escalatedOn,
  };
}
