import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  await database.owner('person').where({ person_id: people.manager }).update({ slack_user_id: null });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

describe('a manager whom Slack does not know yet', () => {
  it('misses nothing: the message waits, and the admins are told who lacks an account', async () => {
    await world.goTo('2026-03-16');
    await world.bot.audit();
    await expectSaid(world, ['admin_alert to ada']);
    expect(textOf(await world.lastMessage(people.admin))).toContain('*Mia Example has no Slack account.*');
    expect(await database.owner('delivery').where({ state: 'parked' }).pluck('kind')).toEqual(['review_request']);
  });

  it('gets it as soon as the account is known', async () => {
    await database
      .owner('person')
      .where({ person_id: people.manager })
      .update({ slack_user_id: slackIdOf(people.manager) });
    await world.bot.audit();
    await expectSaid(world, ['review_request to mia']);
  });
});

describe('a rep who leaves', () => {
  it('has a suggestion waiting and an escalation open', async () => {
    await world.goTo('2026-03-23');
    await world.goTo('2026-03-30');
    expect(await world.said()).toContain('escalation to sol');
    expect(await database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['pending_approval']);
  });

  it('has their items closed the next morning, and the thread says so', async () => {
    const lastDay = { deactivated_at: new Date('2026-03-30T22:00:00Z') };
    await database.owner('person').where({ person_id: people.rep }).update(lastDay);
    await world.goTo('2026-03-31');
    await expectSaid(world, ['escalation_followup to sol']);
    expect(await database.owner('pattern_episode').pluck('state')).toEqual(['rep_left']);
    const shown = (await world.screen(people.manager)).channels.flatMap(({ messages }) => messages);
    expect(shown.map(textOf).join()).not.toMatch(/Rae|%/);
    expect(shown.filter((message) => textOf(message).includes('Closed: this rep has left'))).toHaveLength(3);
    const { replies } = await world.lastMessage(people.slm);
    expect(textOf(replies.at(-1))).toContain('The rep has left');
  });

  it('leaves the escalation with its second-line manager, who resolves it', async () => {
    await world.click(people.slm, actionIds.openResolve, await world.lastMessage(people.slm));
    const modal = await world.modal(people.slm, viewIds.resolve);
    await world.fill(people.slm, modal, inputIds.resolveOutcome, 'left');
    await world.fill(people.slm, modal, inputIds.resolveNote, 'They have left the company.');
    expect(await world.submit(people.slm, modal)).toEqual({});
    await expect.poll(() => database.owner('escalation').pluck('outcome')).toEqual(['left']);
    await expectSaid(world, []);
  });

  it('gets no digest, and is heard of no more', async () => {
    await world.goTo('2026-04-06');
    expect((await world.said()).filter((line) => /rae|sol|review|week/.test(line))).toEqual([]);
  });
});
