import { beforeEach, describe, expect, test } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { people } from '../../support/small-organisation.ts';
import { itemButtons } from './item-buttons.ts';
import { openStage } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let coachingId: string;

beforeEach(async () => {
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const row = () => database.owner('rep_coaching_log').where({ coaching_id: coachingId }).first();

/** Somebody else's transaction that has the item and does not let go. */
async function holdItem() {
  const held = await database.owner.transaction();
  await held('rep_coaching_log').where({ coaching_id: coachingId }).forUpdate();
  return held;
}

describe('a modal whose outcome takes longer than Slack waits', () => {
  async function submitWhileHeld() {
    await stage.click(people.manager, actionIds.openModify, await stage.post(people.manager, itemButtons(coachingId)));
    const modal = await stage.modal(people.manager, viewIds.modify);
    await stage.fill(people.manager, modal, inputIds.actionText, 'Agree on a next step in every call.');
    const held = await holdItem();
    await stage.submit(people.manager, modal);
    expect(textOf(await stage.modal(people.manager, viewIds.notice))).toContain('still being recorded');
    expect((await row()).approval_status).toBe('pending_approval');
    return held;
  }
  const notice = async () => textOf((await stage.screen(people.manager)).modals.at(-1));

  test('is acknowledged in time, and shows the outcome when there is one', async () => {
    const held = await submitWhileHeld();
    await held.rollback();
    await expect.poll(notice).toContain('Recorded.');
    expect((await row()).approval_status).toBe('modified');
  });

  test('shows a refusal when that is the outcome', async () => {
    const held = await submitWhileHeld();
    await held('rep_coaching_log').where({ coaching_id: coachingId }).update({
      approval_status: 'dismissed',
      dismiss_reason: 'other',
      approved_by: people.otherManager,
      decided_at: now,
      version: 2,
    });
    await held.commit();
    await expect.poll(notice).toContain('Dismissed by Max Example');
  });
});

test('a click is acknowledged at once, however long its outcome takes; stopping waits for it', async () => {
  const own = await openStage({ db: database.db, now: () => now });
  const message = await own.post(people.manager, itemButtons(coachingId));
  const held = await holdItem();
  await own.click(people.manager, actionIds.approve, message);
  const stopping = own.app.stop();
  await held.rollback();
  await stopping;
  expect((await row()).approval_status).toBe('approved');
  await own.slack.stop();
});
