import { appendAuditEvent } from '../db/stores/audit-events.ts';
import type { SlackUser } from './identity.ts';
import type { Act, SlackContext } from './listener.ts';

/** Somebody who is not ours used a control. They are told what anybody is who may not; the trail knows they tried. */
export async function noteStranger(context: SlackContext, user: SlackUser, asked: string, now: Date): Promise<void> {
  await context.db.transaction((trx) =>
    appendAuditEvent(trx, {
      at: now,
      actorId: null,
      action: 'slack.stranger_refused',
      repId: null,
      subjectId: null,
      detail: { asked, slack_user_id: user.userId, slack_team_id: user.teamId },
    }),
  );
}

/** A person of ours asked to see what is not theirs, or does not exist. `repId` null: it does not exist. */
export async function noteRefused(
  context: SlackContext,
  act: Act,
  refused: { asked: string; repId: string | null; subjectId: string },
): Promise<void> {
  await context.db.transaction((trx) =>
    appendAuditEvent(trx, {
      at: act.now,
      actorId: act.person.personId,
      action: 'slack.view_refused',
      repId: refused.repId,
      subjectId: refused.repId === null ? null : refused.subjectId,
      detail: { asked: refused.asked },
    }),
  );
}
