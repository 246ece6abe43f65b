import { beforeEach, describe, expect, test } from 'vitest';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { showEscalation } from './escalation-message.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let escalationId: string;
let thread: { channel: string; ts: string };

beforeEach(async () => {
  await changeSlm(people.slm);
  const item = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-09' });
  escalationId = await giveEscalationOf(database.owner, item);
  thread = await showEscalation(stage, database.owner, { escalationId, at: now });
});

const changeSlm = (slm_id: string) => database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id });
const user = slackIdOf(people.slm);
const write = async (text: string): Promise<string> =>
  (await stage.slack.control.message({ user, channel: thread.channel, thread_ts: thread.ts, text })).ts ?? '';
const notes = () => database.owner('escalation_note').orderBy('slack_ts').pluck('body');
/** The words to the former second-line manager that something was not kept. */
const words = () =>
  database
    .owner('delivery')
    .where({ kind: 'reply_not_kept' })
    .orderBy('seq')
    .select('delivery_key', 'recipient_id', 'thread_key', 'reference');
const refusals = () => database.owner('audit_event').where({ action: 'escalation.refused' }).pluck('detail');
const wordOn = (ts: string, what: 'reply' | 'edit') => ({
  delivery_key: `reply-not-kept:${thread.channel}:${ts}`,
  recipient_id: people.slm,
  thread_key: `escalation:${escalationId}:${people.slm}`,
  reference: { escalation_id: escalationId, what },
});

describe('a reply in the thread of an escalation that has moved', () => {
  test('is not kept, and its author is told so in the thread', async () => {
    await changeSlm(people.admin);
    const ts = await write('Still mine?');
    await expect.poll(words).toEqual([wordOn(ts, 'reply')]);
    await stage.app.idle();
    expect(await notes()).toEqual([]);
    expect(await refusals()).toEqual([{ asked: 'reply' }]);
    expect(await stage.privately(people.slm)).toEqual([]);
    expect(stage.calls.woken).toBe(1);
  });

  test('is found and refused when it was written while nobody listened, and said once', async () => {
    const ts = await write('I talk to both on Tuesday.');
    await expect.poll(notes).toHaveLength(1);
    await stage.app.idle();
    // As if the bot had been down, and the second-line manager changed before it came back.
    await database.owner('escalation_note').del();
    await changeSlm(people.admin);
    await stage.app.catchUp();
    await stage.app.catchUp();
    expect(await words()).toEqual([wordOn(ts, 'reply')]);
    expect(await refusals()).toHaveLength(1);
    expect(await notes()).toEqual([]);
  });

  test('stays refused when the escalation comes back to its author', async () => {
    await changeSlm(people.admin);
    await write('Still mine?');
    await expect.poll(words).toHaveLength(1);
    await changeSlm(people.slm);
    await stage.app.catchUp();
    expect(await notes()).toEqual([]);
    await write('Once more.');
    await expect.poll(notes).toEqual(['Once more.']);
    expect(await words()).toHaveLength(1);
  });
});

describe('a reply that was kept before the escalation moved', () => {
  test('stays, and nobody is told anything of it', async () => {
    await write('I talk to both on Tuesday.');
    await expect.poll(notes).toHaveLength(1);
    await changeSlm(people.admin);
    await stage.app.catchUp();
    expect(await notes()).toEqual(['I talk to both on Tuesday.']);
    expect(await words()).toEqual([]);
  });

  test('is not changed by its author any more, who is told so once', async () => {
    const ts = await write('I talk to both on Tuesday.');
    await expect.poll(notes).toHaveLength(1);
    await changeSlm(people.admin);
    const change = (text: string) => stage.slack.control.edit({ user, channel: thread.channel, ts, text });
    await change('I talk to nobody.');
    await expect.poll(words).toEqual([wordOn(ts, 'edit')]);
    await stage.app.catchUp();
    await change('I talk to nobody at all.');
    await stage.app.idle();
    expect(await notes()).toEqual(['I talk to both on Tuesday.']);
    expect(await words()).toHaveLength(1);
  });

  test('is deleted by its author all the same', async () => {
    const ts = await write('She seems tired lately.');
    await expect.poll(notes).toHaveLength(1);
    await changeSlm(people.admin);
    await stage.slack.control.delete({ user, channel: thread.channel, ts });
    await expect.poll(notes).toEqual([null]);
  });
});
