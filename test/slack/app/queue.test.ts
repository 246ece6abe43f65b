import { beforeEach, describe, expect, test } from 'vitest';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { people } from '../../support/small-organisation.ts';
import { itemButtons } from './item-buttons.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let coachingId: string;

beforeEach(async () => {
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const row = () => database.owner('rep_coaching_log').where({ coaching_id: coachingId }).first();
const showItem = (personId: string) => stage.post(personId, itemButtons(coachingId));

describe('the queue', () => {
  test('opens from a message and from Home and by command, shows what waits, and is drawn anew after a decision', async () => {
    await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-09', dimension: '3>4' });
    await stage.click(people.manager, actionIds.openQueue, await showItem(people.manager));
    const queue = await stage.modal(people.manager, viewIds.queue);
    expect(textOf(queue)).toContain('2 waiting');
    const first = queue.blocks.find(({ block_id }) => block_id?.startsWith('item:'))?.block_id ?? '';
    await stage.click(people.manager, actionIds.approve, { view_id: queue.id }, { block_id: first });
    await expect.poll(async () => textOf((await stage.screen(people.manager)).modals[0])).toContain('1 waiting');
    await expect.poll(async () => textOf((await stage.screen(people.manager)).home)).toContain('Mia');
  });

  test('is turned page by page; what was decided meanwhile closes the gap', async () => {
    for (let stageNumber = 3; stageNumber < 9; stageNumber += 1) {
      const dimension = `${stageNumber}>${stageNumber + 1}`;
      await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-09', dimension });
    }
    await stage.command(people.manager, '/rep-coach queue');
    const queue = await stage.modal(people.manager, viewIds.queue);
    const turn = (action: string) => stage.click(people.manager, action, { view_id: queue.id });
    const shown = async () => textOf((await stage.screen(people.manager)).modals[0]);
    await turn(actionIds.queueNewer);
    await expect.poll(shown).toContain('Page 2 of 2');
    await turn(actionIds.queueOlder);
    await expect.poll(shown).toContain('Page 1 of 2');
    await database.owner('rep_coaching_log').where('coaching_date', '2026-03-09').del();
    await turn(actionIds.queueNewer);
    await expect.poll(shown).toContain('1 waiting, oldest first. Page 1 of 1');
  });

  test('has Modify pushed on it, and shows what is left when that is sent', async () => {
    await stage.command(people.manager, '/rep-coach queue');
    const queue = await stage.modal(people.manager, viewIds.queue);
    await stage.click(people.manager, actionIds.openModify, { view_id: queue.id });
    const modify = await stage.modal(people.manager, viewIds.modify);
    await stage.submit(people.manager, modify);
    await expect
      .poll(async () =>
        (await stage.screen(people.manager)).modals.map(({ callback_id, blocks }) => [callback_id, textOf({ blocks })]),
      )
      .toEqual([[viewIds.queue, expect.stringContaining('Nothing waits for you')]]);
    // The text was sent back as it stood.
    expect((await row()).approval_status).toBe('approved');
  });

  test('leaves in the trail whose item was shown to whom', async () => {
    const looks = () =>
      database.owner('audit_event').orderBy('seq').select('actor_id', 'action', 'rep_id', 'subject_id');
    await stage.command(people.otherManager, '/rep-coach queue');
    await stage.modal(people.otherManager, viewIds.queue);
    expect(await looks()).toEqual([]);
    await stage.command(people.manager, '/rep-coach queue');
    await stage.modal(people.manager, viewIds.queue);
    const look = { actor_id: people.manager, action: 'view.item', rep_id: people.rep, subject_id: coachingId };
    expect(await looks()).toEqual([look]);
  });

  test('of another manager is empty', async () => {
    await stage.command(people.otherManager, '/rep-coach queue');
    const queue = await stage.modal(people.otherManager, viewIds.queue);
    expect(textOf(queue)).not.toContain('Review two lost deals');
  });

  test.each([people.rep, people.slm])('is none of %s’s, who decides nothing today', async (personId) => {
    await stage.command(personId, '/rep-coach queue');
    await expect.poll(() => stage.privately(personId)).toEqual(['You have nothing to decide here.']);
    expect((await stage.screen(personId)).modals).toEqual([]);
  });
});
