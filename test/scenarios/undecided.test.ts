import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const canary = 'two of her accounts were sold in January';
const digests = [people.rep, ...people.peers].map((rep) => `rep_digest to ${rep}`);

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 34, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

const item = () => database.owner('rep_coaching_log').first();
const shown = (personId: string) =>
  world
    .screen(personId)
    .then(({ channels }) => channels.flatMap(({ messages }) => messages).filter((m) => !m.ephemeral));

describe('a suggestion that its manager leaves undecided', () => {
  it('is followed in week two by exactly what the second-line manager would see, and takes context', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    await world.goTo('2026-03-23');
    await expectSaid(world, ['week_two_notice to mia']);
    const notice = await world.lastMessage(people.manager);
    await world.click(people.manager, actionIds.openContext, notice);
    const modal = await world.modal(people.manager, viewIds.context);
    await world.fill(people.manager, modal, inputIds.contextText, `Beside the numbers: ${canary}.`);
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect.poll(async () => textOf(await world.lastMessage(people.manager))).toContain(canary);
    await expectSaid(world, []);
  });

  it('escalates in week three all the same, with the context in the thread, and the manager is reminded of it', async () => {
    await world.goTo('2026-03-30');
    await expectSaid(world, [
      'escalation to sol',
      'escalation_history to sol',
      'escalation_notice to mia',
      'review_reminder to mia',
    ]);
    const root = await world.lastMessage(people.slm);
    expect(JSON.stringify(root.replies)).toContain(canary);
    expect(JSON.stringify(root.replies)).toContain('Not decided yet');
  });

  it('is in no digest of the month', async () => {
    await world.goTo('2026-04-01');
    await expectSaid(world, monthlyMessages);
    const { recommended_action } = await item();
    expect(JSON.stringify(await world.screen(people.rep))).not.toContain(recommended_action);
  });

  it('is brought up again with the second-line manager after three business days without an owner', async () => {
    await world.goTo('2026-04-02');
    await expectSaid(world, ['escalation_reminder to sol']);
    const root = await world.lastMessage(people.slm);
    const reminder = root.replies.at(-1);
    await world.click(people.slm, actionIds.ownEscalation, { channel: root.channel, ts: reminder?.ts ?? '' });
    await expect
      .poll(async () => textOf((await world.lastMessage(people.slm)).replies.at(-1)))
      .toContain('Owned by Sol Example since');
    await world.goTo('2026-04-05');
    await expectSaid(world, []);
  });

  it('takes another word of the manager into the thread', async () => {
    const notice = (await shown(people.manager)).findLast(({ blocks }) => textOf({ blocks }).includes('now with'));
    const { channel } = await world.lastMessage(people.manager);
    await world.click(people.manager, actionIds.openEscalationContext, { channel, ts: notice?.ts ?? '' });
    const modal = await world.modal(people.manager, viewIds.escalationContext);
    await world.fill(people.manager, modal, inputIds.contextText, 'They are replaced from May on.');
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expectSaid(world, ['escalation_context to sol']);
    const { replies } = await world.lastMessage(people.slm);
    expect(textOf(replies.at(-1))).toContain('Mia Example adds');
    expect(textOf(replies.at(-1))).toContain('They are replaced from May on.');
  });

  it('can still be decided, and every message that shows it says so', async () => {
    const request = (await shown(people.manager)).at(0);
    const { channel } = await world.lastMessage(people.manager);
    await world.click(people.manager, actionIds.approve, { channel, ts: request?.ts ?? '' });
    await expect.poll(async () => (await item()).approval_status).toBe('approved');
    await world.settle();
    const [asked, , notice] = await shown(people.manager);
    expect(textOf(asked)).toContain('*Approved* by Mia Example');
    expect(textOf(asked)).toContain('digest of 1 May 2026');
    expect(textOf(notice)).not.toContain('can still be decided');
    expect(JSON.stringify((await world.lastMessage(people.slm)).replies)).toContain('*Approved* by Mia Example');
    await expectSaid(world, []);
  });

  it('goes out with the next digest', async () => {
    await world.goTo('2026-05-01');
    const said = await world.said();
    expect(said.filter((line) => line.startsWith('rep_digest'))).toEqual([...digests].sort());
    expect(said.filter((line) => !/^(rep_digest|manager_rollup|escalation_followup)/.test(line))).toEqual([]);
    expect(textOf(await world.lastMessage(people.rep))).toContain((await item()).recommended_action.slice(0, 40));
    const everything = JSON.stringify(await world.screen(people.rep));
    expect(everything).not.toContain(canary);
    expect(everything).not.toContain('replaced from May');
  });
});
