import { beforeEach, describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { DigestPictures } from '../../../src/domain/digest.ts';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { followReportingLines } from '../../../src/workflows/follow-reporting-lines.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { giveSent } from '../../support/sent-message.ts';
import { orgTz, people, slackIdOf } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const giveEscalation = () => giveEscalationOf(database.owner, { coachingId, episodeId });

describe('Home', () => {
  const open = (personId: string) => stage.slack.control.openHome({ user: slackIdOf(personId) });
  const home = async (personId: string) => textOf((await stage.screen(personId)).home);

  test('shows each person what they are', async () => {
    await giveEscalation();
    for (const personId of [people.manager, people.slm, people.rep]) await open(personId);
    await expect.poll(() => home(people.manager)).toContain('Open the queue');
    await expect.poll(() => home(people.slm)).toContain('I own this');
    await expect.poll(() => home(people.rep)).toContain('Your digests');
    for (const words of ['Waiting for you', 'escalation', 'Review two lost deals', 'Stage-to-stage']) {
      expect(await home(people.rep)).not.toContain(words);
    }
  });

  test('shows a manager their team, keeps that they looked, and opens the view of a rep', async () => {
    await saveReadings(database.owner, [reading({ repId: people.rep, asOf: '2026-03-16' })]);
    await open(people.manager);
    await expect.poll(() => home(people.manager)).toContain('▼ Behind: Stage-to-stage conversion, stage 2 to 3');
    expect(await database.owner('audit_event').where({ action: 'view.standing' }).pluck('rep_id')).toEqual(['rae']);
    const view = (await stage.screen(people.manager)).home;
    await stage.click(people.manager, actionIds.openRepView, { view_id: view?.id ?? '' });
    expect(textOf(await stage.modal(people.manager, viewIds.repView))).toContain('Rae Example (AE)');
  });

  test('leaves in the trail whose item and whose escalation was seen there, once a look', async () => {
    const seen = async () =>
      (await database.owner('audit_event').whereIn('action', ['view.item', 'view.escalation']).orderBy('seq')).map(
        ({ actor_id, action, rep_id, subject_id }) => [actor_id, action, rep_id, subject_id],
      );
    const escalationId = await giveEscalation();
    for (const personId of [people.manager, people.slm, people.rep]) {
      await open(personId);
      await stage.app.idle();
    }
    await stage.app.redrawHomes();
    expect(await seen()).toEqual([
      [people.manager, 'view.item', people.rep, coachingId],
      [people.slm, 'view.escalation', people.rep, escalationId],
    ]);
  });

  test('follows the reporting lines without being opened again', async () => {
    await open(people.manager);
    await open(people.otherManager);
    await expect.poll(() => home(people.manager)).toContain('Open the queue');
    await expect.poll(() => home(people.otherManager)).toContain('Nothing waits for your decision');
    const context = { orgTz, now, catalog: builtInCatalog };
    const line = () => database.owner('reporting_line').where({ rep_id: people.rep });
    await followReportingLines(database.db, context);
    await stage.app.redrawHomes();
    const before = await home(people.otherManager);
    await line().update({ manager_id: people.otherManager });
    try {
      expect(await home(people.otherManager)).toBe(before);
      await followReportingLines(database.db, context);
      await stage.app.redrawHomes();
      expect(await home(people.otherManager)).toContain('Open the queue');
      expect(await home(people.manager)).not.toContain('Open the queue');
      expect(await database.owner('home_shown').where({ is_stale: true })).toEqual([]);
    } finally {
      await line().update({ manager_id: people.manager });
    }
  });

  test('shows an admin the system, and nothing about themselves', async () => {
    const stuck = {
      kind: 'review_request',
      not_before: now,
      created_at: now,
      state: 'parked',
      reason: 'no_slack_user',
    };
    await database.owner('delivery').insert([
      { ...stuck, delivery_key: 'a', recipient_id: people.manager, reference: { rep_id: people.rep } },
      { ...stuck, delivery_key: 'b', recipient_id: people.slm, reference: { rep_id: people.admin } },
      { ...stuck, delivery_key: 'c', recipient_id: people.admin },
    ]);
    await giveEscalation();
    const own = {
      rule: 'E5',
      rep_id: people.admin,
      role: 'AE',
      as_of: '2026-03-16',
      with_since: now,
      dedup_key: 'E5:own',
    };
    await database.owner('escalation').insert(own);
    await open(people.admin);
    await expect.poll(() => home(people.admin)).toContain('1 stuck: Mia Example has no Slack account');
    expect(await home(people.admin)).not.toMatch(/Sol Example|stuck: Ada/);
    expect(await home(people.admin)).toContain('1 open, owned by nobody yet');
    await open(people.manager);
    await expect.poll(() => home(people.manager)).toContain('Open the queue');
    expect(await home(people.manager)).not.toMatch(/System|stuck|Auditor/);
  });

  test('tells a stranger nothing', async () => {
    await open(stranger);
    await expect.poll(() => home(stranger)).toContain('I do not know you yet');
  });

  test('is drawn anew after an own action there', async () => {
    await giveEscalation();
    await open(people.slm);
    await expect.poll(() => home(people.slm)).toContain('nobody owns it yet');
    const view = (await stage.screen(people.slm)).home;
    await stage.click(people.slm, actionIds.ownEscalation, { view_id: view?.id ?? '' });
    await expect.poll(() => home(people.slm)).toContain('owned by Sol Example');
  });
});

describe('a digest', () => {
  const summary = { summary: [], diagnosis: [] };

  async function giveDigest(repId: string = people.rep, pictures?: Partial<DigestPictures>) {
    await database.owner('rep_coaching_log').where({ coaching_id: coachingId }).update({
      approval_status: 'approved',
      approved_by: people.manager,
      decided_at: now,
      surfaced_at: now,
    });
    const content = {
      periodMonth: '2026-02-01',
      repId,
      role: 'AE',
      ...summary,
      ...(pictures && { pictures: { trend: null, pace: null, book: null, ...pictures } }),
      actions: [{ coachingId, title: 'Stage 2 to 3', text: 'Review two lost deals.', improvedSince: false }],
    };
    const [row] = await database
      .owner('digest')
      .insert({
        rep_id: repId,
        role: 'AE',
        period_month: '2026-02-01',
        run_start: now,
        content: JSON.stringify(content),
      })
      .returning<{ digest_id: string }[]>('digest_id');
    const digestId = row?.digest_id ?? '';
    await database.owner('digest_action').insert({ coaching_id: coachingId, digest_id: digestId });
    const key = `digest:2026-02:${repId}`;
    const reference = { digest_id: digestId };
    await giveSent(database.owner, { key, kind: 'rep_digest', to: repId, reference, at: now });
    return digestId;
  }

  const showDigest = (digestId: string, personId: string) =>
    stage.post(personId, [
      actions(
        'digest',
        button('Acknowledge', { id: actionIds.acknowledgeDigest, value: digestId }),
        button('Done', { id: actionIds.markActionDone, value: coachingId }),
      ),
    ]);

  test('is acknowledged and its action marked done by the rep', async () => {
    const message = await showDigest(await giveDigest(), people.rep);
    await stage.click(people.rep, actionIds.acknowledgeDigest, message);
    await expect.poll(async () => (await database.owner('digest').first()).acknowledged_at).toEqual(now);
    await stage.click(people.rep, actionIds.markActionDone, message);
    await expect.poll(async () => (await database.owner('rep_coaching_log').first()).done_at).toEqual(now);
    await expect.poll(() => stage.calls.woken).toBe(2);
  });

  test('of another rep cannot be acknowledged, and is not opened', async () => {
    const [peer] = people.peers;
    const digestId = await giveDigest();
    const message = await showDigest(digestId, peer);
    await stage.click(peer, actionIds.acknowledgeDigest, message);
    await expect.poll(() => stage.privately(peer)).toEqual([notFoundText]);
    await stage.click(peer, actionIds.markActionDone, message);
    await expect.poll(() => stage.privately(peer)).toHaveLength(2);
    const read = await stage.post(peer, [actions('x', button('Read', { id: actionIds.openDigest, value: digestId }))]);
    await stage.click(peer, actionIds.openDigest, read);
    await expect.poll(() => stage.privately(peer)).toHaveLength(3);
    expect((await stage.screen(peer)).modals).toEqual([]);
    expect((await database.owner('digest').first()).acknowledged_at).toBeNull();
  });

  const read = async (digestId: string) => {
    const control = button('Read', { id: actionIds.openDigest, value: digestId });
    await stage.click(people.rep, actionIds.openDigest, await stage.post(people.rep, [actions('x', control)]));
  };

  test('that has not reached the rep is on no list, cannot be read, and nothing of it marked done', async () => {
    const digestId = await giveDigest();
    await database.owner('delivery').update({ state: 'pending', message_ts: null });
    await database.owner('rep_coaching_log').update({ surfaced_at: null });
    await stage.slack.control.openHome({ user: slackIdOf(people.rep) });
    await expect.poll(async () => textOf((await stage.screen(people.rep)).home)).toContain('Your digests');
    expect(textOf((await stage.screen(people.rep)).home)).not.toContain('February 2026');
    await read(digestId);
    await expect.poll(() => stage.privately(people.rep)).toEqual([notFoundText]);
    const message = await showDigest(digestId, people.rep);
    await stage.click(people.rep, actionIds.markActionDone, message);
    await expect.poll(() => stage.privately(people.rep)).toEqual([notFoundText, notFoundText]);
    expect((await database.owner('rep_coaching_log').first()).done_at).toBeNull();
  });

  test('shows no action that is not approved, whatever its row says that it carries', async () => {
    const digestId = await giveDigest();
    const pending = { approval_status: 'pending_approval', approved_by: null, decided_at: null, surfaced_at: null };
    await database.owner('rep_coaching_log').update(pending);
    await read(digestId);
    expect(textOf(await stage.modal(people.rep, viewIds.pastDigest))).not.toContain('Review two lost deals');
  });

  test('is acknowledged once, and each action marked done once', async () => {
    const message = await showDigest(await giveDigest(), people.rep);
    for (const actionId of [actionIds.acknowledgeDigest, actionIds.markActionDone]) {
      for (let times = 0; times < 2; times += 1) {
        await stage.click(people.rep, actionId, message);
        await stage.app.idle();
      }
    }
    expect(await database.owner('audit_event').orderBy('seq').pluck('action')).toEqual([
      'digest.acknowledged',
      'digest.action_done',
    ]);
    expect(await stage.privately(people.rep)).toEqual([]);
  });

  test('is read again from Home, as it was sent', async () => {
    await giveDigest();
    await stage.slack.control.openHome({ user: slackIdOf(people.rep) });
    await expect.poll(async () => textOf((await stage.screen(people.rep)).home)).toContain('February 2026');
    const view = (await stage.screen(people.rep)).home;
    await stage.click(people.rep, actionIds.openDigest, { view_id: view?.id ?? '' });
    expect(textOf(await stage.modal(people.rep, viewIds.pastDigest))).toContain('Review two lost deals.');
    expect(await database.owner('audit_event').where({ action: 'view.digest' }).pluck('actor_id')).toEqual(['rae']);
  });

  test('is read again with its picture, which follows the words', async () => {
    const trend = { title: 'Conversion', unit: 'rate', direction: 'higher', comparedWith: 'none' } as const;
    const points = [{ asOf: '2026-02-02', value: new Decimal('0.38'), benchmark: null, flagged: false } as const];
    const digestId = await giveDigest(people.rep, { trend: { ...trend, points } });
    await read(digestId);
    expect(textOf(await stage.modal(people.rep, viewIds.pastDigest))).toContain('2 Feb 38.0%');
    const pictures = async () =>
      (await stage.screen(people.rep)).modals.at(-1)?.blocks.filter((block) => block.type === 'image');
    await expect
      .poll(pictures, { timeout: 5_000 })
      .toMatchObject([
        { alt_text: expect.stringContaining('2 Feb 38.0%'), slack_file: { id: expect.stringMatching(/^F/) } },
      ]);
  });
});

describe('an account', () => {
  test('that is opened again gets what waited for it', async () => {
    await database.owner('delivery').insert({
      delivery_key: 'review:x',
      kind: 'review_request',
      recipient_id: people.manager,
      not_before: now,
      created_at: now,
      state: 'parked',
      reason: 'user_disabled',
    });
    const user = slackIdOf(people.manager);
    await stage.slack.control.deactivate({ user });
    await stage.slack.control.reactivate({ user });
    await expect.poll(async () => (await database.owner('delivery').first()).state).toBe('pending');
    await expect.poll(() => stage.calls.woken).toBe(1);
  });
});
