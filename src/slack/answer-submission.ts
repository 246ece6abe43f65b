import type { AckFn, ViewResponseAction } from '@slack/bolt';
import { identify } from './identity.ts';
import { type ViewId, viewIds } from './ids.ts';
import type { Act, SlackContext, SubmissionAnswer, ViewListener } from './listener.ts';
import { noticeModal } from './messages/notice-modal.ts';
import { notFoundText } from './messages/refusal-texts.ts';
import { readPayload, type ViewSubmissionBody, viewSubmissionSchema } from './payloads.ts';
import { redrawScreens } from './redraw-screens.ts';
import { noteStranger } from './refusal-trail.ts';

/** Modals that the queue pushes. */
const decisions: readonly ViewId[] = [viewIds.modify, viewIds.dismiss];

/** A submission is acknowledged with its outcome; one that takes longer gets its outcome into the modal afterwards. */
const ANSWER_WITHIN_MS = 2_000;

const sentences = {
  underway: 'This is still being recorded. The outcome will be shown here.',
  recorded: 'Recorded.',
} as const;

/** A submitted modal: what it asks, who asks, what comes of it. The acknowledgement says it. */
export async function answerSubmission(
  listener: ViewListener,
  payload: unknown,
  ack: AckFn<ViewResponseAction>,
  context: SlackContext,
): Promise<void> {
  const body = readPayload('view_submission', viewSubmissionSchema, payload);
  const outcome = outcomeOf(listener, body, context);
  const inTime = await withinMs(ANSWER_WITHIN_MS, outcome);
  if (inTime === 'late') {
    await ack({ response_action: 'update', view: noticeModal(sentences.underway) });
    const { answer } = await outcome;
    await context.client.views.update({ view_id: body.view.id, view: noticeModal(sentenceOf(answer)) });
  } else {
    await ack(acknowledgementOf(inTime.answer));
  }
  const { answer, act } = await outcome;
  if (answer.kind === 'errors' || act === null) return;
  if (answer.kind === 'done') context.wake();
  // What is below a decision's modal is the queue; other modals were opened on something that need not be drawn anew.
  const below = decisions.includes(listener.viewId) ? body.view.previous_view_id : undefined;
  if (answer.kind === 'done' || below !== undefined)
    await redrawScreens(act, below === undefined ? null : { viewId: below, page: 1 }, context);
}

/** `act` is null for a stranger. */
async function outcomeOf(
  listener: ViewListener,
  body: ViewSubmissionBody,
  context: SlackContext,
): Promise<{ answer: SubmissionAnswer; act: Act | null }> {
  const now = context.clock.now();
  const user = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? '' };
  const person = await identify(context.db, user, context.teamId, now);
  if (person === null) {
    await noteStranger(context, user, listener.viewId, now);
    return { answer: { kind: 'say', text: notFoundText }, act: null };
  }
  const act: Act = { person, slackUserId: user.userId, now };
  return { answer: await listener.handle({ ...act, body, metadata: body.view.private_metadata }, context), act };
}

async function withinMs<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Nothing closes the top modal, so that a queue below it is seen again. */
function acknowledgementOf(answer: SubmissionAnswer): ViewResponseAction | undefined {
  switch (answer.kind) {
    case 'done':
      return undefined;
    case 'errors':
      return { response_action: 'errors', errors: answer.errors };
    case 'say':
      return { response_action: 'update', view: noticeModal(answer.text) };
  }
}

/** The outcome in one sentence, when the fields are gone that it could have stood under. */
function sentenceOf(answer: SubmissionAnswer): string {
  switch (answer.kind) {
    case 'done':
      return sentences.recorded;
    case 'errors':
      return `Not recorded. ${Object.values(answer.errors).join(' ')}`;
    case 'say':
      return answer.text;
  }
}
