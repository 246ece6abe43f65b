import type { App, ViewSubmitAction } from '@slack/bolt';
import { answerClick } from './answer-click.ts';
import { answerCommand } from './answer-command.ts';
import { answerSubmission } from './answer-submission.ts';
import type { ActionListener, CommandListener, EventListener, SlackContext, ViewListener } from './listener.ts';
import { acknowledgeDigest } from './listeners/actions/acknowledge-digest.ts';
import { approve } from './listeners/actions/approve.ts';
import { evidenceBack } from './listeners/actions/evidence-back.ts';
import { evidenceOn } from './listeners/actions/evidence-on.ts';
import { markActionDone } from './listeners/actions/mark-action-done.ts';
import { openContext } from './listeners/actions/open-context.ts';
import { openDigest } from './listeners/actions/open-digest.ts';
import { openDismiss } from './listeners/actions/open-dismiss.ts';
import { openEscalate } from './listeners/actions/open-escalate.ts';
import { openEscalationContext } from './listeners/actions/open-escalation-context.ts';
import { openEvidence } from './listeners/actions/open-evidence.ts';
import { openModify } from './listeners/actions/open-modify.ts';
import { openNumbers } from './listeners/actions/open-numbers.ts';
import { openQueue } from './listeners/actions/open-queue.ts';
import { openRepView } from './listeners/actions/open-rep-view.ts';
import { openResolve } from './listeners/actions/open-resolve.ts';
import { openScoredCalls } from './listeners/actions/open-scored-calls.ts';
import { ownEscalation } from './listeners/actions/own-escalation.ts';
import { queueNewer } from './listeners/actions/queue-newer.ts';
import { queueOlder } from './listeners/actions/queue-older.ts';
import { undo } from './listeners/actions/undo.ts';
import { repCoach } from './listeners/commands/rep-coach.ts';
import { repEscalate } from './listeners/commands/rep-escalate.ts';
import { repView } from './listeners/commands/rep-view.ts';
import { teamView } from './listeners/commands/team-view.ts';
import { appHomeOpened } from './listeners/events/app-home-opened.ts';
import { appUninstalled } from './listeners/events/app-uninstalled.ts';
import { messageChanged } from './listeners/events/message-changed.ts';
import { messageDeleted } from './listeners/events/message-deleted.ts';
import { messageWritten } from './listeners/events/message-written.ts';
import { tokensRevoked } from './listeners/events/tokens-revoked.ts';
import { userChange } from './listeners/events/user-change.ts';
import { submitContext } from './listeners/views/submit-context.ts';
import { submitDismiss } from './listeners/views/submit-dismiss.ts';
import { submitEscalate } from './listeners/views/submit-escalate.ts';
import { submitEscalationContext } from './listeners/views/submit-escalation-context.ts';
import { submitModify } from './listeners/views/submit-modify.ts';
import { submitResolve } from './listeners/views/submit-resolve.ts';
import { eventEnvelopeSchema, readPayload } from './payloads.ts';

/** Every listener there is. A test compares these lists with the folders, with `ids.ts` and with manifest.yml. */
export const listeners: {
  readonly actions: readonly ActionListener[];
  readonly views: readonly ViewListener[];
  readonly commands: readonly CommandListener[];
  readonly events: readonly EventListener[];
} = {
  actions: [
    approve,
    openModify,
    openDismiss,
    undo,
    openQueue,
    queueOlder,
    queueNewer,
    ownEscalation,
    openResolve,
    openContext,
    openEscalationContext,
    acknowledgeDigest,
    markActionDone,
    openDigest,
    openRepView,
    openEscalate,
    openEvidence,
    evidenceBack,
    evidenceOn,
    openNumbers,
    openScoredCalls,
  ],
  views: [submitModify, submitDismiss, submitResolve, submitEscalate, submitContext, submitEscalationContext],
  commands: [repCoach, repView, repEscalate, teamView],
  events: [appHomeOpened, messageWritten, messageChanged, messageDeleted, userChange, appUninstalled, tokensRevoked],
};

/** Clicks and commands are acknowledged before anything is looked up; a submission is with its outcome. */
export function registerListeners(app: App, context: SlackContext): void {
  for (const listener of listeners.actions) {
    app.action({ type: 'block_actions', action_id: listener.actionId }, async ({ ack, body }) => {
      await ack();
      await answerClick(listener, body, context);
    });
  }
  for (const listener of listeners.views) {
    app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: listener.viewId }, async ({ ack, body }) => {
      await answerSubmission(listener, body, ack, context);
    });
  }
  for (const listener of listeners.commands) {
    app.command(listener.command, async ({ ack, body }) => {
      await ack();
      await answerCommand(listener, body, context);
    });
  }
  for (const listener of listeners.events) {
    app.event(listener.event, async ({ body }) => {
      const { team_id, event } = readPayload('an event', eventEnvelopeSchema, body);
      await listener.handle({ payload: event, teamId: team_id, now: context.clock.now() }, context);
    });
  }
}
