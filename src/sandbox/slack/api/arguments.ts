/** Arguments of Web API methods: the same from a form (strings, nested values as JSON text) and from a JSON body. */
import { z } from 'zod';
import { SlackRefusal } from '../refusal.ts';
import { type Channel, findMessage, type StoredMessage } from '../state/channels.ts';
import type { Workspace } from '../workspace.ts';

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A nested value; text that is no JSON stays text, so that its own check refuses it. */
export const nested = z.preprocess(parsed, z.unknown());
export const flag = z.preprocess(
  (value) => (typeof value === 'string' ? value === 'true' || value === '1' : value),
  z.boolean(),
);
export const count = z.coerce.number().int();
export const text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());
export const ids = z.preprocess(
  (value) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean)
      : value,
  z.array(z.string()),
);

/** @throws SlackRefusal `channel_not_found` */
export function channelOf(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.byId(id);
  if (!channel) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** @throws SlackRefusal `message_not_found`; ephemeral messages cannot be found either */
export function messageOf(channel: Channel, ts: string): StoredMessage {
  const message = findMessage(channel, ts);
  if (!message || message.ephemeralTo !== undefined || message.tombstone) throw new SlackRefusal('message_not_found');
  return message;
}

/** One page of a list by Slack's cursors, with the `response_metadata` that leads to the next. */
export function page<Item>(
  items: readonly Item[],
  limit: number,
  cursor: string | undefined,
): { items: Item[]; next: string } {
  const start = cursor
    ? Number(
        Buffer.from(cursor, 'base64')
          .toString('utf8')
          .replace(/^offset:/, ''),
      )
    : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackRefusal('invalid_cursor');
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), next };
}
