import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actionIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeRep } from '../../../src/slack/messages/references.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { giveSent } from '../../support/sent-message.ts';
import { loadPeople, people, slackIdOf } from '../../support/small-organisation.ts';
import { itemButtons } from './item-buttons.ts';
import { openStage, type Stage } from './stage.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
/** Names that Slack would read as a call to everybody, a mention and a link. */
const names = { rep: '<!channel> <https://x9.example|Rae>', manager: '<@U0ADA0000> & *Mia*' } as const;
let stage: Stage;

beforeAll(async () => {
  await loadPeople(database.owner, '2025-01-06');
  await database.owner('person').where({ person_id: people.rep }).update({ full_name: names.rep });
  await database.owner('person').where({ person_id: people.manager }).update({ full_name: names.manager });
  stage = await openStage({ db: database.db, now: () => now });
});
afterAll(() => stage.stop());
beforeEach(() => stage.clear(database.owner));

/** What the person alone was told, once there is something. */
async function told(personId: string): Promise<string> {
  await expect.poll(async () => (await stage.privately(personId)).length).toBe(1);
  return (await stage.privately(personId)).join();
}

describe('names in a private answer are inert', () => {
  test('to a click in a message that came too late', async () => {
    const { coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
    const message = await stage.post(people.manager, itemButtons(coachingId));
    await stage.click(people.manager, actionIds.approve, message);
    await stage.app.idle();
    await stage.click(people.manager, actionIds.approve, message);
    const answer = await told(people.manager);
    expect(answer).toContain('&lt;!channel&gt; &lt;https://x9.example|Rae&gt;');
    expect(answer).toContain('&lt;@U0ADA0000&gt;');
    expect(answer).not.toMatch(/[<>]/);
  });

  test('to a command about somebody who was never read', async () => {
    await stage.command(people.manager, `/rep-view ${people.rep}@example.com`);
    expect(await told(people.manager)).toMatch(/^There are no numbers of &lt;!channel&gt;[^<>]*$/);
  });

  test('to a reply in a thread that is not kept', async () => {
    const place = await stage.post(people.manager, [actions('x', button('x', { id: actionIds.openQueue }))]);
    const reference = { rep_id: people.rep };
    const about = { key: 'review', kind: 'review_request', to: people.manager, reference, place, at: now } as const;
    await giveSent(database.owner, about);
    const user = slackIdOf(people.manager);
    await stage.slack.control.message({ user, text: 'Why this one?', thread_ts: place.ts });
    expect(await told(people.manager)).toMatch(/talk to &lt;!channel&gt; &lt;https:[^<>]*$/);
    // Shown as it is written: by itself the text would still be formatted, and an address in it a link.
    const said = stage.slack.ledger
      .after()
      .find((one) => one.kind === 'api_call' && one.method === 'chat.postEphemeral');
    expect(said).toMatchObject({ args: { blocks: expect.stringContaining('"type":"plain_text"') } });
  });

  test('to a click for somebody who was never read', async () => {
    const value = encodeRep({ repId: people.rep, month: null });
    const view = actions('view', button('View', { id: actionIds.openRepView, value }));
    await stage.click(people.manager, actionIds.openRepView, await stage.post(people.manager, [view]));
    expect(await told(people.manager)).toMatch(/^There are no numbers of &lt;!channel&gt;[^<>]*$/);
  });
});
