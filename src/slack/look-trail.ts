import { appendAuditEvents } from '../db/stores/audit-events.ts';
import type { Act, SlackContext } from './listener.ts';

export interface Look {
  readonly action: 'view.item' | 'view.digest' | 'view.escalation';
  readonly repId: string;
  readonly subjectId: string;
}

export const lookAtEscalation = ({ escalationId, repId }: { escalationId: string; repId: string }): Look => ({
  action: 'view.escalation',
  repId,
  subjectId: escalationId,
});

export const lookAtItem = ({ coachingId, repId }: { coachingId: string; repId: string }): Look => ({
  action: 'view.item',
  repId,
  subjectId: coachingId,
});

/** A person of ours was shown something about reps: the trail keeps who saw what, about whom. */
export async function noteLook({ db }: Pick<SlackContext, 'db'>, act: Act, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  const by = { at: act.now, actorId: act.person.personId, detail: {} };
  await db.transaction((trx) =>
    appendAuditEvents(
      trx,
      looks.map((look) => ({ ...look, ...by })),
    ),
  );
}
