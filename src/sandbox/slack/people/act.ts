import type { JsonObject } from '../blocks/rules.ts';
import type { ActionResult, Person } from '../control-contract.ts';
import type { Delivery, Outcome } from '../link/envelope.ts';
import { identity, type Workspace } from '../workspace.ts';

/** Something that Slack's client would not let a person do. */
export class Impossible extends Error {
  readonly code: string;

  constructor(code: string, detail = '') {
    super(detail);
    this.name = 'Impossible';
    this.code = code;
  }
}

/** The person who acts. @throws Impossible `user_not_found`, `user_disabled` */
export function actor(workspace: Workspace, id: string): Person {
  const person = workspace.directory.byId(id);
  if (!person || person.is_bot) throw new Impossible('user_not_found', id);
  if (person.deleted) throw new Impossible('user_disabled', id);
  return person;
}

/** The fields that every interaction payload starts with. */
export function interactionBase(workspace: Workspace, type: string, person: Person): JsonObject {
  return {
    type,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: workspace.team.id },
    api_app_id: identity.appId,
    token: identity.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Slack's own word to a person whose action the app did not answer in time. */
export function toastTimeout(workspace: Workspace, person: Person, outcome: Outcome, what: string): void {
  if (outcome.acked) return;
  const error = outcome.error ?? 'operation_timeout';
  toast(workspace, person, error, `${what} failed with the error "${error}"`);
}

export function toast(workspace: Workspace, person: Person, error: string, text: string): void {
  workspace.notes.toast(person.id, { error, text });
  workspace.changes.announce([person.id], 'toast');
}

/** The answer of an action whose envelope has had its outcome. */
export function resultOf(delivery: Delivery, outcome: Outcome): ActionResult {
  const base = { ok: outcome.acked, envelope_id: delivery.envelopeId, acked: outcome.acked };
  return outcome.error === undefined ? base : { ...base, error: outcome.error };
}

/** The same for an event, which is nothing that a person waits for: not subscribed or not acknowledged is fine too. */
export async function eventResult(
  delivery: { envelopeId: string; outcome: Promise<{ acked: boolean }> } | undefined,
): Promise<ActionResult> {
  if (!delivery) return { ok: true };
  return { ok: true, envelope_id: delivery.envelopeId, acked: (await delivery.outcome).acked };
}
