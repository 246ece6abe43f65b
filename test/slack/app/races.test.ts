import { beforeEach, describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { composeRepDigest } from '../../../src/workflows/compose-digest.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { giveSent } from '../../support/sent-message.ts';
import { people } from '../../support/small-organisation.ts';
import { itemButtons } from './item-buttons.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const delegate = people.otherManager;
const { database, stage } = useStage(now, async ({ owner }) => {
  const away = { manager_id: people.manager, delegate_id: delegate, from_date: '2026-03-10', to_date: '2026-03-30' };
  await owner('delegation').insert(away);
});
let coachingId: string;

beforeEach(async () => {
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
  for (const personId of [people.manager, delegate]) await giveRequest(personId);
});

const row = () => database.owner('rep_coaching_log').first();
const showItem = (personId: string, version = 1) => stage.post(personId, itemButtons(coachingId, version));
const told = async () => [...(await stage.privately(people.manager)), ...(await stage.privately(delegate))];
/** How often each of the two messages that show the item is to be drawn again. */
const drawn = async () =>
  (await database.owner('delivery').orderBy('recipient_id').pluck<number[]>('wanted_version')).map(
    (wanted) => wanted - 1,
  );

/** The message that shows the item to a person, as the outbox has it once sent. */
function giveRequest(personId: string) {
  const reference = { rep_id: people.rep, as_of: '2026-03-16' };
  const subjects = [`coaching:${coachingId}`];
  const request = { key: `review:${personId}`, kind: 'review_request', to: personId, reference, subjects } as const;
  return giveSent(database.owner, { ...request, place: { channel: `D-${personId}`, ts: '1.1' }, at: now });
}

async function dismiss(personId: string, version = 1) {
  await stage.click(personId, actionIds.openDismiss, await showItem(personId, version));
  const modal = await stage.modal(personId, viewIds.dismiss);
  await stage.fill(personId, modal, inputIds.dismissReason, 'not_coachable');
  return modal;
}

const run = { periodMonth: '2026-03-01', runStart: new Date('2026-04-01T10:00:00Z'), now } as const;
const takeUp = () =>
  database.db.transaction((trx) =>
    composeRepDigest(
      trx,
      { repId: people.rep, role: 'AE', readings: [], previousReadings: [], patterns: [] },
      { ...run, metrics, thresholds: builtInCatalog.thresholds, reportingCurrency: 'USD' },
    ),
  );

describe('a manager and who stands in', () => {
  test('who click at the same moment make one decision; the other is told whose, and both messages show it', async () => {
    const [mine, theirs] = [await showItem(people.manager), await showItem(delegate)];
    await Promise.all([
      stage.click(people.manager, actionIds.approve, mine),
      stage.click(delegate, actionIds.approve, theirs),
    ]);
    await expect.poll(told).toHaveLength(1);
    const { approved_by, decided_for, version } = await row();
    expect([people.manager, delegate]).toContain(approved_by);
    expect(decided_for).toBe(approved_by === delegate ? people.manager : null);
    expect(version).toBe(2);
    const [line] = await told();
    expect(line).toContain(
      approved_by === delegate ? 'Approved by Max Example for Mia Example' : 'Approved by Mia Example',
    );
    expect(await drawn()).toEqual([1, 1]);
  });

  test('one of whom dismisses in a modal that was open before the other approved changes nothing', async () => {
    const modal = await dismiss(people.manager);
    await stage.click(delegate, actionIds.approve, await showItem(delegate));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.submit(people.manager, modal);
    expect(textOf(await stage.modal(people.manager, viewIds.notice))).toContain('Approved by Max Example for Mia');
    expect(await row()).toMatchObject({ approval_status: 'approved', dismiss_reason: null, version: 2 });
    expect(await drawn()).toEqual([1, 1]);
  });
});

describe('the queue of a manager', () => {
  test('that was open before who stands in decided says what holds, and is drawn anew', async () => {
    await stage.command(people.manager, '/rep-coach queue');
    const queue = await stage.modal(people.manager, viewIds.queue);
    const block = queue.blocks.find(({ block_id }) => block_id?.startsWith('item:'))?.block_id ?? '';
    await stage.click(delegate, actionIds.approve, await showItem(delegate));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.click(people.manager, actionIds.approve, { view_id: queue.id }, { block_id: block });
    const shown = async () => (await stage.screen(people.manager)).modals.map(textOf).join();
    await expect.poll(shown).toContain('Approved by Max Example for Mia');
    await expect.poll(shown).not.toContain('Review two lost deals');
    expect(await row()).toMatchObject({ approval_status: 'approved', approved_by: delegate, version: 2 });
    expect(await drawn()).toEqual([1, 1]);
  });

  test('that lies under a modal that is refused is drawn anew', async () => {
    await stage.command(people.manager, '/rep-coach queue');
    const queue = await stage.modal(people.manager, viewIds.queue);
    const block = queue.blocks.find(({ block_id }) => block_id?.startsWith('item:'))?.block_id ?? '';
    await stage.click(people.manager, actionIds.openDismiss, { view_id: queue.id }, { block_id: block });
    const modal = await stage.modal(people.manager, viewIds.dismiss);
    await stage.fill(people.manager, modal, inputIds.dismissReason, 'not_coachable');
    await stage.click(delegate, actionIds.approve, await showItem(delegate));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.submit(people.manager, modal);
    const shown = async () => (await stage.screen(people.manager)).modals.map(textOf);
    await expect
      .poll(shown)
      .toEqual([
        expect.stringContaining('Nothing waits for you'),
        expect.stringContaining('Approved by Max Example for Mia'),
      ]);
  });
});

describe('Undo', () => {
  test('after a dismissal puts it back to pending, and another may decide then; the old Undo is refused', async () => {
    const modal = await dismiss(people.manager);
    expect(await stage.submit(people.manager, modal)).toEqual({});
    const stale = await showItem(people.manager, 2);
    await stage.click(people.manager, actionIds.undo, stale);
    await expect.poll(row).toMatchObject({ approval_status: 'pending_approval', dismiss_reason: null, version: 3 });
    expect(await row()).toMatchObject({ approved_by: null, decided_for: null, decided_at: null });
    await stage.click(delegate, actionIds.approve, await showItem(delegate, 3));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await stage.click(people.manager, actionIds.undo, stale);
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('changed while you')]);
    expect(await row()).toMatchObject({ approval_status: 'approved', version: 4 });
    expect(await drawn()).toEqual([3, 3]);
  });

  test('clicked twice is one, and the second click is told what holds', async () => {
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).version).toBe(2);
    const message = await showItem(people.manager, 2);
    await Promise.all([
      stage.click(people.manager, actionIds.undo, message),
      stage.click(people.manager, actionIds.undo, message),
    ]);
    await expect.poll(told).toEqual([expect.stringContaining('nothing to undo')]);
    expect(await row()).toMatchObject({ approval_status: 'pending_approval', version: 3 });
  });
});

describe('after the digest’s run', () => {
  test('what it carries can neither be undone nor decided again, and both are told which digest', async () => {
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).version).toBe(2);
    await takeUp();
    await stage.click(people.manager, actionIds.undo, await showItem(people.manager, 2));
    await stage.click(delegate, actionIds.approve, await showItem(delegate, 1));
    await expect
      .poll(told)
      .toEqual(Array.from({ length: 2 }, () => expect.stringMatching(/has run already.*digest of 1 Apr 2026/)));
    expect(await row()).toMatchObject({ approval_status: 'approved', version: 2 });
  });

  test('what it did not carry is decided as before, for the next one', async () => {
    await takeUp();
    await stage.click(people.manager, actionIds.approve, await showItem(people.manager));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    expect(await told()).toEqual([]);
    expect(await database.owner('digest_action')).toEqual([]);
  });
});
