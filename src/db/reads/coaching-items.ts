import type { Knex } from 'knex';
import type { ApprovalStatus, DismissReason } from '../../domain/approval.ts';
import { localDateOf } from '../../domain/calendar.ts';
import type { CoachingItem, PatternRun } from '../../domain/coaching-item.ts';
import { nullableDecimal } from '../../domain/decimal.ts';
import type { EscalationOutcome } from '../../domain/escalation.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Reading, Role } from '../../domain/metric.ts';
import type { Severity } from '../../domain/pattern.ts';
import { keptReadingSchema } from './kept-reading-schema.ts';
import { readingsOfRep } from './readings.ts';

interface Row {
  coaching_id: string;
  version: number;
  rep_id: string;
  rep_name: string;
  role: Role;
  coaching_date: LocalDate;
  metric_key: MetricKey;
  dimension: string;
  severity: Severity;
  recommended_action: string;
  original_action: string | null;
  reading: unknown;
  approval_status: ApprovalStatus;
  decided_by: string | null;
  decided_for_name: string | null;
  decided_at: Date | null;
  dismiss_reason: DismissReason | null;
  decision_note: string | null;
  improvement_detected: boolean;
  episode_id: string | null;
  opened_on: LocalDate;
  clock: number;
  flagged_weeks: number;
  counted_on: LocalDate | null;
  needed: string | null;
  state: PatternRun['state'];
  closed_on: LocalDate | null;
  escalated_on: LocalDate | null;
  digest_id: string | null;
  period_month: LocalDate;
  run_start: Date;
  acknowledged_at: Date | null;
  done_at: Date | null;
  outcome: EscalationOutcome | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  latest_as_of: LocalDate | null;
}

/** Coaching rows as people meet them, in the order of the ids; ids that do not exist are left out. */
export async function coachingItems(
  db: Knex,
  coachingIds: readonly string[],
  settings: { orgTz: string },
): Promise<CoachingItem[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select item.*, coalesce(rep.full_name, item.rep_id) as rep_name, decider.full_name as decided_by, absent.full_name as decided_for_name,
            e.opened_on, e.clock, e.state, e.closed_on, e.escalated_on,
            (select count(*) from pattern_week w where w.episode_id = item.episode_id and w.flagged) as flagged_weeks,
            (select max(w.as_of) from pattern_week w
             where w.episode_id = item.episode_id and w.hold_reason is null) as counted_on,
            (select (array_agg(w.improvement_needed order by w.as_of desc))[1] from pattern_week w
             where w.episode_id = item.episode_id and w.improvement_needed is not null) as needed,
            (select max(r.as_of) from metric_reading r
             where r.rep_id = item.rep_id and r.metric_key = item.metric_key and r.dimension = item.dimension
               and r.period = 'week' and r.as_of >= item.coaching_date) as latest_as_of,
            digest.digest_id, digest.period_month, digest.run_start, digest.acknowledged_at,
            escalation.outcome, resolver.full_name as resolved_by, escalation.resolved_at
     from rep_coaching_log item
     left join person rep on rep.person_id = item.rep_id
     left join person decider on decider.person_id = item.approved_by
     left join person absent on absent.person_id = item.decided_for
     left join pattern_episode e on e.episode_id = item.episode_id
     left join digest_action da on da.coaching_id = item.coaching_id
     left join digest on digest.digest_id = da.digest_id
     left join lateral (
       select one.outcome, one.resolved_by, one.resolved_at from escalation one
       where one.coaching_id = item.coaching_id order by one.as_of desc limit 1) escalation on true
     left join person resolver on resolver.person_id = escalation.resolved_by
     where item.coaching_id = any(cast(:ids as text[]))
     order by array_position(cast(:ids as text[]), item.coaching_id)`,
    { ids: [...coachingIds] },
  );
  const readings = readingsOnce(db);
  const items: CoachingItem[] = [];
  for (const row of rows) {
    const reading = keptReading(row) ?? (await readings(row, row.coaching_date));
    const latest = row.latest_as_of === null ? reading : await readings(row, row.latest_as_of);
    items.push(itemOf(row, { reading, latest }, settings.orgTz));
  }
  return items;
}

/** The one coaching row of an episode; null when there is no such episode. */
export async function itemOfEpisode(
  db: Knex,
  episodeId: string,
  settings: { orgTz: string },
): Promise<CoachingItem | null> {
  const ids = await db('rep_coaching_log').where({ episode_id: episodeId }).pluck<string[]>('coaching_id');
  return (await coachingItems(db, ids, settings))[0] ?? null;
}

/** What a daily run saw when it made the row. */
function keptReading({ reading }: Row): Reading | null {
  return reading === null ? null : keptReadingSchema.parse(reading);
}

/** Looks a pattern's weekly reading up, asking for a rep's week only once. */
function readingsOnce(db: Knex): (row: Row, asOf: LocalDate) => Promise<Reading | null> {
  const asked = new Map<string, Promise<Reading[]>>();
  return async (row, asOf) => {
    const key = `${row.rep_id} ${asOf}`;
    const week = asked.get(key) ?? readingsOfRep(db, row.rep_id, { asOf, period: 'week' });
    asked.set(key, week);
    const found = (await week).filter((one) => one.metricKey === row.metric_key && one.dimension === row.dimension);
    return found.at(-1) ?? null;
  };
}

function itemOf(row: Row, readings: Pick<CoachingItem, 'reading' | 'latest'>, orgTz: string): CoachingItem {
  return {
    coachingId: row.coaching_id,
    version: row.version,
    repId: row.rep_id,
    repName: row.rep_name,
    role: row.role,
    coachingDate: row.coaching_date,
    metricKey: row.metric_key,
    dimension: row.dimension,
    severity: row.severity,
    recommendedAction: row.recommended_action,
    originalAction: row.original_action,
    status: row.approval_status,
    decidedBy: row.decided_by,
    decidedFor: row.decided_for_name,
    decidedAt: row.decided_at,
    dismissReason: row.dismiss_reason,
    decisionNote: row.decision_note,
    ...readings,
    improvementDetected: row.improvement_detected,
    run: runOf(row),
    carriedBy:
      row.digest_id === null
        ? null
        : {
            digestId: row.digest_id,
            periodMonth: row.period_month,
            runOn: localDateOf(row.run_start, orgTz),
            acknowledgedAt: row.acknowledged_at,
          },
    doneAt: row.done_at,
    resolved: resolvedOf(row),
  };
}

function resolvedOf({ outcome, resolved_by: by, resolved_at: at }: Row): CoachingItem['resolved'] {
  return outcome === null || at === null ? null : { by: by ?? 'someone', at, outcome };
}

function runOf(row: Row): PatternRun | null {
  if (row.episode_id === null) return null;
  return {
    episodeId: row.episode_id,
    openedOn: row.opened_on,
    clock: row.clock,
    flaggedWeeks: row.flagged_weeks,
    countedOn: row.counted_on,
    needed: nullableDecimal(row.needed),
    state: row.state,
    closedOn: row.closed_on,
    escalatedOn: row.escalated_on,
  };
}
