import type { LedgerEntry } from '../../src/sandbox/slack/ledger-contract.ts';
import type { LocalSlack } from '../../src/sandbox/slack/local-slack.ts';

/** One thing that a person could see, or that their client was handed: of a message with its fallback text, of a view all of it. */
export interface Handed {
  /** Its number in the ledger. */
  readonly n: number;
  readonly method: string;
  /** All of it as JSON: blocks, alternative texts, values, metadata, private_metadata. */
  readonly json: string;
  /** What a notification would say. */
  readonly preview: string | null;
}

/**
 * Everything that went from the app to one person since Slack began, however: messages and their changes, private
 * answers, views, acknowledgements. What cannot be laid to anybody's door, such as an upload, counts as everybody's.
 */
export function handedTo({ ledger }: Pick<LocalSlack, 'ledger'>, user: string): Handed[] {
  const owners = new Map<string, string>();
  const handed: Handed[] = [];
  for (const entry of ledger.after()) {
    noteOwners(entry, owners);
    const said = saidIn(entry);
    if (said === null) continue;
    const owner = said.keys.map((key) => owners.get(key) ?? null).find((found) => found !== null) ?? null;
    if (owner === null || owner === user) handed.push({ n: entry.n, ...said.handed });
  }
  return handed;
}

/** Whose a user id, a direct conversation, a trigger, a view or an envelope is. */
function noteOwners(entry: LedgerEntry, owners: Map<string, string>): void {
  if (entry.kind === 'envelope') {
    const { payload } = entry;
    const by = textAt(payload, 'user', 'id') ?? textAt(payload, 'user_id') ?? textAt(payload, 'event', 'user');
    const trigger = textAt(payload, 'trigger_id');
    if (by === undefined) return;
    owners.set(entry.envelope_id, by);
    if (trigger !== undefined) owners.set(trigger, by);
  }
  if (entry.kind === 'response_url') owners.set(entry.user, entry.user);
  if (entry.kind !== 'api_call') return;
  const dm = textAt(entry.answer, 'channel', 'id');
  const users = textAt(entry.args, 'users');
  if (entry.method === 'conversations.open' && dm !== undefined && users !== undefined) owners.set(dm, users);
  const view = textAt(entry.answer, 'view', 'id');
  const by = owners.get(textAt(entry.args, 'trigger_id') ?? '') ?? textAt(entry.args, 'user_id');
  if (view !== undefined && by !== undefined) owners.set(view, by);
  for (const field of ['user', 'user_id']) {
    const named = textAt(entry.args, field);
    if (named !== undefined) owners.set(named, named);
  }
}

function saidIn(entry: LedgerEntry): { keys: string[]; handed: Omit<Handed, 'n'> } | null {
  if (entry.kind === 'response_url') {
    return { keys: [entry.user], handed: { method: 'response_url', json: JSON.stringify(entry.body), preview: null } };
  }
  if (entry.kind === 'ack') {
    return {
      keys: [entry.envelope_id],
      handed: { method: 'ack', json: JSON.stringify(entry.payload ?? null), preview: null },
    };
  }
  if (entry.kind !== 'api_call') return null;
  const keys = ['user', 'user_id', 'channel', 'trigger_id', 'view_id'].flatMap((key) => textAt(entry.args, key) ?? []);
  const preview = entry.method === 'chat.postMessage' ? (textAt(entry.args, 'text') ?? '') : null;
  return { keys, handed: { method: entry.method, json: JSON.stringify(entry.args), preview } };
}

function textAt(value: unknown, ...path: string[]): string | undefined {
  let at = value;
  for (const key of path)
    at = typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return typeof at === 'string' ? at : undefined;
}
