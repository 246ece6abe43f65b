import type { ActionResult, CommandRequest } from '../control-contract.ts';
import { escapedCommandText, humanMessage } from '../messages/human-text.ts';
import { post } from '../messages/post.ts';
import { respond, responseBodySchema } from '../messages/respond.ts';
import { SlackRefusal } from '../refusal.ts';
import type { ResponseOrigin } from '../state/tickets.ts';
import { identity, type Workspace } from '../workspace.ts';
import { actor, Impossible, resultOf, toast, toastTimeout } from './act.ts';

/** A slash command: mentions escaped where the manifest says so, and the answer in its acknowledgement shown. */
export async function command(workspace: Workspace, request: CommandRequest): Promise<ActionResult> {
  const person = actor(workspace, request.user);
  const [name = '', ...words] = request.text.trim().split(/(\s+)/);
  const known = workspace.app.commands.get(name);
  if (!known) {
    toast(workspace, person, 'unknown_command', `${name} is not a valid command.`);
    throw new Impossible('unknown_command', name);
  }
  const channel = request.channel === undefined ? workspace.appDm(person.id) : workspace.channels.byId(request.channel);
  if (!channel?.members.includes(person.id)) throw new Impossible('channel_not_found');
  const typed = words.join('').trim();
  const origin: ResponseOrigin = { user: person.id, channel: channel.id };
  const delivery = workspace.link.deliver('slash_commands', {
    token: identity.verificationToken,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command: name,
    text: known.escape ? escapedCommandText(workspace, typed) : typed,
    api_app_id: identity.appId,
    is_enterprise_install: 'false',
    response_url: `${workspace.origin}/respond/${workspace.responseUrls.issue(origin)}`,
    trigger_id: workspace.triggers.issue(person.id),
  });
  const outcome = await delivery.outcome;
  toastTimeout(workspace, person, outcome, name);
  const result = resultOf(delivery, outcome);
  if (!outcome.acked) return result;
  try {
    answerCommand(workspace, origin, request.text, outcome.payload);
    return result;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    toast(workspace, person, error.code, `${name} failed with the error "${error.code}"`);
    return { ...result, ok: false, error: error.code, detail: JSON.stringify(error.extra) };
  }
}

function answerCommand(workspace: Workspace, origin: ResponseOrigin, typed: string, payload: unknown): void {
  if (payload === undefined || payload === null || payload === '') return;
  if (typeof payload === 'object' && Object.keys(payload).length === 0) return;
  const body = responseBodySchema.safeParse(typeof payload === 'string' ? { text: payload } : payload);
  if (!body.success) throw new SlackRefusal('invalid_command_response');
  if (body.data.response_type === 'in_channel') {
    const channel = workspace.channels.byId(origin.channel);
    if (channel) post(workspace, channel, { ...humanMessage(workspace, typed), attachments: [], user: origin.user });
  }
  respond(workspace, origin, { ...body.data, replace_original: false, delete_original: false });
}
