import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editReply } from '../../src/workflows/edit-reply.ts';
import { recordReply } from '../../src/workflows/record-reply.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
const [formerSlm] = people.peers;
const place = { channel: 'D1', ts: '1.1' };

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('truncate pattern_episode, rep_coaching_log, escalation, delivery, audit_event cascade');
});

/** The thread of an escalation about the rep, in the DM of whoever it was sent to. */
async function giveThread(to: string): Promise<void> {
  const pending = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
  const reference = { escalation_id: await giveEscalationOf(database.owner, pending) };
  await giveSent(database.owner, { key: 'escalation', kind: 'escalation', to, reference, place, at: now });
}

const reply = (authorId: string, text = 'I sit in on two demos.') => ({
  authorId,
  channelId: place.channel,
  threadTs: place.ts,
  ts: '1773669700.000100',
  text,
  now,
});
const record = (authorId: string) => recordReply(database.db, orgTz, reply(authorId));
const notes = () => database.owner('escalation_note').select('author_id', 'body', 'earlier_bodies');

describe('a reply', () => {
  it('is kept of the second-line manager in their own thread', async () => {
    await giveThread(people.slm);
    expect(await record(people.slm)).toBe('stored');
    expect(await notes()).toMatchObject([{ author_id: people.slm, body: 'I sit in on two demos.' }]);
  });

  it('is kept of nobody in the thread of somebody else, not even of today’s second-line manager', async () => {
    await giveThread(formerSlm);
    expect(await record(people.slm)).toBe('not_a_thread');
    expect(await record(formerSlm)).toBe('not_kept');
    expect(await notes()).toEqual([]);
  });

  it('is changed by its author alone', async () => {
    await giveThread(people.slm);
    await record(people.slm);
    await editReply(database.db, orgTz, reply(people.manager, 'Nothing of the kind.'));
    expect(await notes()).toMatchObject([{ body: 'I sit in on two demos.', earlier_bodies: [] }]);
    await editReply(database.db, orgTz, reply(people.slm, 'I sit in on three.'));
    expect(await notes()).toMatchObject([{ body: 'I sit in on three.' }]);
  });
});
