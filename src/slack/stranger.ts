import { appendAuditEvent } from '../db/stores/audit-events.ts';
import type { SlackUser } from './identity.ts';
import type { SlackContext } from './listener.ts';

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
