import { z } from 'zod';
import type { ActionResult, CloseRequest, FillRequest, Person, SubmitRequest } from '../control-contract.ts';
import { SlackRefusal } from '../refusal.ts';
import type { StoredView } from '../state/views.ts';
import { pushModal, updateView } from '../views/open-view.ts';
import { viewJson } from '../views/view-json.ts';
import { formErrors } from '../views/view-state.ts';
import type { Workspace } from '../workspace.ts';
import { actor, Impossible, interactionBase, resultOf, toast, toastTimeout } from './act.ts';
import { choose, findElement, surfaceOf } from './click.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Types or selects in an input; nothing is sent. */
export async function fill(workspace: Workspace, request: FillRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const surface = surfaceOf(workspace, person, { view_id: request.view_id });
  choose(surface, person, findElement(surface, request.action_id, request.block_id), request.value);
  workspace.changes.announce([person.id], 'view' in surface ? surface.view.type : 'message');
  return { ok: true };
}

/** @throws Impossible `view_not_found` */
function topModal(workspace: Workspace, person: Person, viewId: string): StoredView {
  const top = workspace.views.stack(person.id).at(-1);
  if (top?.id !== viewId) throw new Impossible('view_not_found', 'not the top modal');
  return top;
}

/** Sends a form, unless Slack's own checks of its fields fail, and does what the app answers. */
export async function submit(workspace: Workspace, request: SubmitRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const view = topModal(workspace, person, request.view_id);
  if (view.submit === null) throw new Impossible('no_submit_button');
  view.errors = formErrors(view.blocks, view.state);
  if (Object.keys(view.errors).length > 0) {
    workspace.changes.announce([person.id], 'modal');
    return { ok: false, error: 'invalid_fields', field_errors: view.errors };
  }
  const delivery = workspace.link.deliver('interactive', {
    ...interactionBase(workspace, 'view_submission', person),
    trigger_id: workspace.triggers.issue(person.id, view.id),
    view: viewJson(workspace, view),
    response_urls: [],
  });
  const outcome = await delivery.outcome;
  const result = resultOf(delivery, outcome);
  if (!outcome.acked) {
    toastTimeout(workspace, person, outcome, 'The form');
    return result;
  }
  return { ...result, ...answerForm(workspace, person, view, outcome.payload) };
}

const formAnswer = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

/** Does what the app's acknowledgement of a form says; what Slack cannot do with it, the person is told. */
function answerForm(workspace: Workspace, person: Person, view: StoredView, payload: unknown): Partial<ActionResult> {
  const empty =
    payload === undefined || payload === null || payload === '' || Object.keys(Object(payload)).length === 0;
  if (empty) {
    removeFromStack(workspace, person, view);
    return {};
  }
  const answer = formAnswer.safeParse(payload);
  if (!answer.success) return trouble(workspace, person, 'invalid_response', z.prettifyError(answer.error));
  try {
    return follow(workspace, person, view, answer.data);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return trouble(workspace, person, error.code, JSON.stringify(error.extra));
  }
}

function follow(
  workspace: Workspace,
  person: Person,
  view: StoredView,
  answer: z.infer<typeof formAnswer>,
): Partial<ActionResult> {
  switch (answer.response_action) {
    case 'update':
      updateView(workspace, view, answer.view);
      return {};
    case 'push':
      pushModal(workspace, person.id, answer.view);
      return {};
    case 'clear':
      workspace.views.setStack(person.id, []);
      workspace.changes.announce([person.id], 'modal');
      return {};
    case 'errors': {
      const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
      const named = Object.keys(answer.errors);
      const stray = named.find((id) => !inputs.has(id));
      if (named.length === 0 || stray !== undefined) {
        return trouble(
          workspace,
          person,
          'invalid_response',
          `errors must name input blocks: ${stray ?? 'none named'}`,
        );
      }
      view.errors = answer.errors;
      workspace.changes.announce([person.id], 'modal');
      return { ok: false, error: 'field_errors', field_errors: answer.errors };
    }
  }
}

function trouble(workspace: Workspace, person: Person, error: string, detail: string): Partial<ActionResult> {
  toast(workspace, person, error, TROUBLE);
  return { ok: false, error, detail };
}

function removeFromStack(workspace: Workspace, person: Person, view: StoredView): void {
  const left = workspace.views.stack(person.id).filter((entry) => entry !== view);
  workspace.views.setStack(person.id, left);
  workspace.changes.announce([person.id], 'modal');
}

/** Closes the top modal, or all of them; view_closed for each that asks for it. */
export async function close(workspace: Workspace, request: CloseRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const top = topModal(workspace, person, request.view_id);
  const all = request.all === true || top.clearOnClose;
  const closing = all ? [...workspace.views.stack(person.id)].reverse() : [top];
  const left = all ? [] : workspace.views.stack(person.id).slice(0, -1);
  workspace.views.setStack(person.id, left);
  workspace.changes.announce([person.id], 'modal');
  const deliveries = closing
    .filter((view) => view.notifyOnClose)
    .map((view) =>
      workspace.link.deliver('interactive', {
        ...interactionBase(workspace, 'view_closed', person),
        view: viewJson(workspace, view),
        is_cleared: all,
      }),
    );
  const [first] = deliveries;
  if (!first) return { ok: true };
  const [outcome] = await Promise.all(deliveries.map((delivery) => delivery.outcome));
  return { ok: true, envelope_id: first.envelopeId, acked: outcome?.acked ?? false };
}
