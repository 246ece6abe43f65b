import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import type { EscalationOutcome, EscalationRule } from '../../domain/escalation.ts';
import type { EarlierEscalation, EscalationCase, EscalationResolution } from '../../domain/escalation-case.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { saidOf } from '../../domain/manager-context.ts';
import { coachingItems } from './coaching-items.ts';
import { earlierEscalation } from './earlier-escalation.ts';
import { episodeWeeks } from './episode-weeks.ts';
import { escalationFactsSchema } from './escalation-facts-schema.ts';
import { managerContext } from './manager-context.ts';
import { recentFlags } from './recent-flags.ts';

interface Row {
  rule: EscalationRule;
  as_of: LocalDate;
  rep_id: string;
  rep_name: string;
  slm_id: string | null;
  with_since: Date;
  manager_name: string | null;
  owner_name: string | null;
  outcome: EscalationOutcome | null;
  resolution_note: string | null;
  resolver_name: string | null;
  resolved_at: Date | null;
  coaching_id: string | null;
  episode_id: string | null;
  facts: unknown;
  note: string | null;
  requester_name: string | null;
}

/**
 * An escalation with its pattern, weeks and what became of it; null when there is none.
 * @param today the manager named is the one of this local date.
 */
export async function escalationCase(
  db: Knex,
  escalationId: string,
  today: LocalDate,
  settings: { orgTz: string },
): Promise<EscalationCase | null> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select e.rule, e.as_of, e.rep_id, e.slm_id, e.with_since, coalesce(rep.full_name, e.rep_id) as rep_name,
            manager.full_name as manager_name, owner.full_name as owner_name, e.outcome, e.resolution_note,
            resolver.full_name as resolver_name, e.resolved_at, e.coaching_id, e.facts, e.note,
            coalesce(e.episode_id, item.episode_id) as episode_id, requester.full_name as requester_name
     from escalation e
     left join person rep on rep.person_id = e.rep_id
     left join reporting_line line
       on line.rep_id = e.rep_id and line.effective_from <= :today
       and (line.effective_to is null or :today < line.effective_to)
     left join person manager on manager.person_id = line.manager_id and line.manager_id <> e.rep_id
     left join person owner on owner.person_id = e.owned_by
     left join person resolver on resolver.person_id = e.resolved_by
     left join person requester on requester.person_id = e.requested_by
     left join rep_coaching_log item on item.coaching_id = e.coaching_id
     where e.escalation_id = :escalationId`,
    { escalationId, today },
  );
  const row = rows[0];
  if (row === undefined) return null;
  const [item = null] = row.coaching_id === null ? [] : await coachingItems(db, [row.coaching_id], settings);
  return {
    escalationId,
    rule: row.rule,
    asOf: row.as_of,
    repId: row.rep_id,
    repName: row.rep_name,
    slmId: row.slm_id,
    since: localDateOf(row.with_since, settings.orgTz),
    earlier: await earlierOf(db, escalationId, row, settings),
    managerName: row.manager_name,
    ownerName: row.owner_name,
    resolution: resolutionOf(row),
    item,
    weeks: row.episode_id === null ? [] : await episodeWeeks(db, row.episode_id),
    context: row.episode_id === null ? null : saidOf(await managerContext(db, row.episode_id)),
    flags: await recentFlags(db, row.rep_id, row.as_of),
    facts: row.facts === null ? null : escalationFactsSchema.parse(row.facts),
    request: row.note === null ? null : { by: row.requester_name ?? 'someone', note: row.note },
  };
}

async function earlierOf(
  db: Knex,
  before: string,
  { coaching_id: coachingId, slm_id: slmId }: Row,
  settings: { orgTz: string },
): Promise<EarlierEscalation | null> {
  return coachingId === null || slmId === null ? null : earlierEscalation(db, { coachingId, slmId, before }, settings);
}

function resolutionOf(row: Row): EscalationResolution | null {
  const { outcome, resolution_note: note, resolver_name: by, resolved_at: at } = row;
  if (outcome === null || note === null || at === null) return null;
  return { outcome, note, by: by ?? 'someone', at };
}
