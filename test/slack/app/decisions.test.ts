import { beforeEach, describe, expect, test } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeItem } from '../../../src/slack/messages/references.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { people } from '../../support/small-organisation.ts';
import { itemButtons } from './item-buttons.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let coachingId: string;

beforeEach(async () => {
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const row = () => database.owner('rep_coaching_log').where({ coaching_id: coachingId }).first();
const trail = () => database.owner('audit_event').orderBy('seq').select('actor_id', 'action', 'rep_id');

const showItem = (personId: string, version = 1) => stage.post(personId, itemButtons(coachingId, version));

describe('Approve', () => {
  test('by the manager is recorded and sends word to the sender', async () => {
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await expect.poll(() => stage.calls.woken).toBe(1);
    expect(await row()).toMatchObject({ approved_by: people.manager, decided_at: now, version: 2 });
    expect(await stage.privately(people.manager)).toEqual([]);
  });

  test.each([people.rep, people.otherManager, people.slm, people.admin])(
    'by %s is answered as if there were nothing, and leaves a trace',
    async (personId) => {
      await stage.click(personId, actionIds.approve, await showItem(personId));
      await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
      expect(await row()).toMatchObject({ approval_status: 'pending_approval', version: 1 });
      expect(await trail()).toEqual([{ actor_id: personId, action: 'recommendation.refused', rep_id: people.rep }]);
      expect(stage.calls.woken).toBe(0);
    },
  );

  test('of an item that does not exist is answered in the same words', async () => {
    const value = encodeItem({ coachingId: 'none', version: 1 });
    const message = await stage.post(people.manager, [
      actions('item', button('Approve', { id: actionIds.approve, value })),
    ]);
    await stage.click(people.manager, actionIds.approve, message);
    await expect.poll(() => stage.privately(people.manager)).toEqual([notFoundText]);
  });

  test('by a stranger is answered in the same words, and leaves a trace without a person', async () => {
    await stage.click(stranger, actionIds.approve, await showItem(stranger));
    await expect.poll(() => stage.privately(stranger)).toEqual([notFoundText]);
    expect((await row()).approval_status).toBe('pending_approval');
    expect(await trail()).toEqual([{ actor_id: null, action: 'slack.stranger_refused', rep_id: null }]);
  });

  test('by a manager whose account was deactivated in our data is a stranger’s', async () => {
    await database.owner('person').where({ person_id: people.manager }).update({ deactivated_at: '2026-03-01' });
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(() => stage.privately(people.manager)).toEqual([notFoundText]);
    await database.owner('person').where({ person_id: people.manager }).update({ deactivated_at: null });
    expect((await row()).approval_status).toBe('pending_approval');
  });

  test('clicked twice has one outcome, and the second click is told what was decided', async () => {
    const message = await showItem(people.manager);
    await Promise.all([
      stage.click(people.manager, actionIds.approve, message),
      stage.click(people.manager, actionIds.approve, message),
    ]);
    await expect
      .poll(() => stage.privately(people.manager))
      .toEqual([expect.stringContaining('Approved by Mia Example')]);
    expect(await row()).toMatchObject({ approval_status: 'approved', version: 2 });
    expect(stage.calls.woken).toBe(1);
  });

  test('with a value that is none of ours is refused with a reference, and the bot goes on', async () => {
    const message = await stage.post(people.manager, [
      actions('item', button('Approve', { id: actionIds.approve, value: '{"coachingId":7}' })),
    ]);
    await stage.click(people.manager, actionIds.approve, message);
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringMatching(/reference [0-9a-f]{8}/)]);
    expect(stage.logged.join('')).toContain('BadPayload');
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
  });
});

describe('Undo', () => {
  test('takes a decision back; from a message that shows an older state it does not', async () => {
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.click(people.manager, actionIds.undo, await showItem(people.manager, 1));
    await expect.poll(() => stage.privately(people.manager)).toHaveLength(1);
    expect((await row()).approval_status).toBe('approved');
    await stage.click(people.manager, actionIds.undo, await showItem(people.manager, 2));
    await expect.poll(async () => (await row()).approval_status).toBe('pending_approval');
  });
});

describe('Modify', () => {
  const text = 'Before each demo, agree with the buyer what would make it a success.';

  async function openModify(personId: string) {
    await stage.click(personId, actionIds.openModify, await showItem(personId));
    return stage.modal(personId, viewIds.modify);
  }

  test('approves in the manager’s own words, and keeps ours', async () => {
    const modal = await openModify(people.manager);
    expect(modal.state[inputIds.actionText.block]?.[inputIds.actionText.action]?.value).toContain(
      'Review two lost deals',
    );
    await stage.fill(people.manager, modal, inputIds.actionText, text);
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await row()).toMatchObject({
      approval_status: 'modified',
      recommended_action: text,
      original_action: 'Review two lost deals with your manager this week.',
    });
    expect((await stage.screen(people.manager)).modals).toEqual([]);
    await expect.poll(() => stage.calls.woken).toBe(1);
  });

  test('with a text that is only blanks says so under the field, and keeps the modal open', async () => {
    const modal = await openModify(people.manager);
    await stage.fill(people.manager, modal, inputIds.actionText, `short${' '.repeat(20)}`);
    expect(await stage.submit(people.manager, modal)).toEqual({
      [inputIds.actionText.block]: expect.stringContaining('Too short: 5'),
    });
    expect((await stage.screen(people.manager)).modals).toHaveLength(1);
    expect((await row()).approval_status).toBe('pending_approval');
  });

  test('of what has been decided meanwhile is refused with who decided what', async () => {
    const modal = await openModify(people.manager);
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.fill(people.manager, modal, inputIds.actionText, text);
    await stage.submit(people.manager, modal);
    const notice = await stage.modal(people.manager, viewIds.notice);
    expect(textOf(notice)).toContain('Approved by Mia Example');
    expect((await row()).recommended_action).toContain('Review two lost deals');
  });

  test('of what has been decided already does not open', async () => {
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.click(people.manager, actionIds.openModify, await showItem(people.manager));
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('Approved by Mia')]);
    expect((await stage.screen(people.manager)).modals).toEqual([]);
  });

  test('is not opened for the rep, who would read the action in it', async () => {
    const { last } = await stage.slack.control.ledger();
    await stage.click(people.rep, actionIds.openModify, await showItem(people.rep));
    await expect.poll(() => stage.privately(people.rep)).toEqual([notFoundText]);
    const { entries } = await stage.slack.control.ledger({ after: last });
    expect(JSON.stringify(entries).includes('Review two lost deals')).toBe(false);
    expect(await trail()).toEqual([{ actor_id: people.rep, action: 'slack.view_refused', rep_id: people.rep }]);
  });

  test('opened before the manager changed is refused when it is sent after', async () => {
    const modal = await openModify(people.manager);
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.otherManager });
    await stage.fill(people.manager, modal, inputIds.actionText, text);
    await stage.submit(people.manager, modal);
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.manager });
    expect(textOf(await stage.modal(people.manager, viewIds.notice))).toContain('Not found');
    expect((await row()).approval_status).toBe('pending_approval');
  });
});

describe('Dismiss', () => {
  test('for another reason needs a note, and says so under it', async () => {
    await stage.click(people.manager, actionIds.openDismiss, await showItem(people.manager));
    const modal = await stage.modal(people.manager, viewIds.dismiss);
    await stage.fill(people.manager, modal, inputIds.dismissReason, 'other');
    expect(await stage.submit(people.manager, modal)).toEqual({
      [inputIds.dismissNote.block]: 'Please say in a few words what the reason is.',
    });
    expect((await row()).approval_status).toBe('pending_approval');
    await stage.fill(people.manager, modal, inputIds.dismissNote, 'She moves to another team in May.');
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await row()).toMatchObject({ approval_status: 'dismissed', dismiss_reason: 'other' });
  });

  test('is recorded with reason and note', async () => {
    await stage.click(people.manager, actionIds.openDismiss, await showItem(people.manager));
    const modal = await stage.modal(people.manager, viewIds.dismiss);
    await stage.fill(people.manager, modal, inputIds.dismissReason, 'known_context');
    await stage.fill(people.manager, modal, inputIds.dismissNote, 'On leave until April.');
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await row()).toMatchObject({
      approval_status: 'dismissed',
      dismiss_reason: 'known_context',
      decision_note: 'On leave until April.',
    });
  });
});
