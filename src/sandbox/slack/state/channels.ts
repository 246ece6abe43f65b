import type { JsonObject } from '../blocks/rules.ts';
import type { Ids } from './ids.ts';
import { compareTs } from './timestamps.ts';

export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

/** `state[block_id][action_id]`, as in Slack's payloads. */
export type StateValues = Record<string, Record<string, JsonObject & { type: string }>>;

export interface StoredMessage {
  ts: string;
  user: string;
  text: string;
  blocks: JsonObject[];
  attachments: unknown[];
  threadTs?: string;
  /** A reply that is shown in the channel as well. */
  broadcast: boolean;
  metadata?: MessageMetadata;
  edited?: { user: string; ts: string };
  reactions: Map<string, string[]>;
  fileIds: string[];
  /** Set on an ephemeral message: the only person who sees it. */
  ephemeralTo?: string;
  clientMsgId?: string;
  /** A deleted parent whose replies are still there. */
  tombstone: boolean;
  /** What each person has chosen in the message's elements. */
  state: Map<string, StateValues>;
}

export interface Channel {
  id: string;
  kind: 'im' | 'mpim' | 'channel';
  name: string;
  members: string[];
  created: number;
  messages: StoredMessage[];
}

/** Conversations and the messages in them. */
export class Channels {
  readonly #ids: Ids;
  readonly #initial: readonly Channel[];
  /** A pair of people keeps its DM's id for good, over resets too. */
  readonly #directIds = new Map<string, string>();
  #channels = new Map<string, Channel>();

  constructor(ids: Ids, initial: readonly Channel[]) {
    this.#ids = ids;
    this.#initial = initial;
    this.reset();
  }

  byId(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  ofMember(user: string): Channel[] {
    return [...this.#channels.values()].filter((channel) => channel.members.includes(user));
  }

  /** The direct conversation of exactly these members; `opened` says whether it is new. */
  direct(members: readonly string[], created: number): { channel: Channel; opened: boolean } {
    const wanted = [...new Set(members)].sort();
    for (const channel of this.#channels.values()) {
      if (channel.kind !== 'channel' && channel.members.join() === wanted.join()) return { channel, opened: false };
    }
    const kind = wanted.length > 2 ? 'mpim' : 'im';
    const id = this.#directIds.get(wanted.join()) ?? this.#ids.next(kind === 'im' ? 'D' : 'G');
    this.#directIds.set(wanted.join(), id);
    const channel: Channel = {
      id,
      kind,
      name: kind === 'im' ? 'directmessage' : `mpdm-${id}`,
      members: wanted,
      created,
      messages: [],
    };
    this.#channels.set(id, channel);
    return { channel, opened: true };
  }

  reset(): void {
    this.#channels = new Map(
      this.#initial.map((channel) => [channel.id, { ...channel, members: [...channel.members], messages: [] }]),
    );
  }
}

export function findMessage(channel: Channel, ts: string): StoredMessage | undefined {
  return channel.messages.find((message) => compareTs(message.ts, ts) === 0);
}

/** The replies of a thread, oldest first, without the parent and without anything ephemeral. */
export function repliesTo(channel: Channel, parentTs: string): StoredMessage[] {
  return channel.messages.filter(
    (message) => message.threadTs === parentTs && message.ts !== parentTs && message.ephemeralTo === undefined,
  );
}

export function isReply(message: StoredMessage): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts;
}
