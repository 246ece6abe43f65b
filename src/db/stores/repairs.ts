import type { Knex } from 'knex';
import type { RepairCounts } from '../../domain/system-status.ts';
import { appendAuditEvents } from './audit-events.ts';

/** Something that the auditor found undone and did. */
export interface Repair {
  readonly what: 'item_asked' | 'escalation_given';
  readonly subjectId: string;
  readonly repId: string | null;
  /** It had been overlooked; else only its reader had changed. */
  readonly wasForgotten: boolean;
}

const ACTION = 'auditor.repaired';

/** Keeps them in the trail, for good. */
export async function recordRepairs(db: Knex, repairs: readonly Repair[], at: Date): Promise<void> {
  if (repairs.length === 0) return;
  await db.transaction((trx) =>
    appendAuditEvents(
      trx,
      repairs.map(({ what, subjectId, repId, wasForgotten }) => ({
        at,
        actorId: null,
        action: ACTION,
        repId,
        subjectId,
        detail: { what, was_forgotten: wasForgotten },
      })),
    ),
  );
}

const DAYS = 7;

/** How many there were in the seven days before; none about `exceptAbout`, who is never told about themselves. */
export async function countRepairs(
  db: Knex,
  { now, exceptAbout }: { now: Date; exceptAbout: string | null },
): Promise<RepairCounts> {
  const { rows } = await db.raw<{ rows: RepairCounts[] }>(
    `select count(*) filter (where (detail ->> 'was_forgotten')::boolean) as forgotten,
            count(*) filter (where not (detail ->> 'was_forgotten')::boolean) as followed
     from audit_event
     where action = :action and at > :now::timestamptz - :days * interval '1 day' and at <= :now
       and coalesce(rep_id <> :exceptAbout, true)`,
    { action: ACTION, now, days: DAYS, exceptAbout },
  );
  return rows[0] ?? { forgotten: 0, followed: 0 };
}
