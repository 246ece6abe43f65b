import { beforeEach, describe, expect, test } from 'vitest';
import { metricInWords } from '../../../src/catalog/playbook/metric-wording.ts';
import { addDigest } from '../../../src/db/stores/digests.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeRep } from '../../../src/slack/messages/references.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { metricOf } from '../../support/metric-of.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { giveSent } from '../../support/sent-message.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { digestContent, reading } from '../messages/sample.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-04-06T14:00:00Z');
const [peer, standIn] = people.peers;
const secret = 'Review two lost deals';
const { database, stage } = useStage(now, async ({ owner }) => {
  await saveReadings(owner, [
    reading({ repId: people.rep, asOf: '2026-03-30' }),
    reading({ repId: people.rep, asOf: '2026-04-01', period: 'month' }),
  ]);
});
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  await database.owner('delegation').del();
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-30' }));
  await database.owner('daily_breach').insert({
    rep_id: people.rep,
    role: 'AE',
    metric_key: 'AE.stage_conversion',
    dimension: '2>3',
    breach_date: '2026-03-30',
    value: '0.111',
    gap: '0.4',
    weight: '4',
    reading: JSON.stringify(reading({ repId: people.rep, asOf: '2026-03-30' })),
    is_onset: true,
    delivered_on: '2026-03-30',
    delivered_as: 'flag',
  });
});

const mention = `<@${slackIdOf(people.rep)}|rae>`;
const ask = (personId: string, words: string) => stage.command(personId, `/rep-view ${words}`);

/** What the person was answered, blocks and all. */
async function answered(personId: string): Promise<string> {
  const answers = async () =>
    (await stage.screen(personId)).channels.flatMap(({ messages }) => messages).filter(({ ephemeral }) => ephemeral);
  await expect.poll(async () => (await answers()).length).toBeGreaterThan(0);
  return textOf((await answers()).at(-1));
}

const trail = () =>
  database
    .owner('audit_event')
    .orderBy('seq')
    .select('actor_id', 'action', 'rep_id')
    .then((rows) => rows.map(({ actor_id, action, rep_id }) => [actor_id, action, rep_id]));

describe('/rep-view', () => {
  test('shows the manager everything: numbers, pattern, what waits, flags, escalations', async () => {
    await giveEscalationOf(database.owner, { coachingId, episodeId });
    await ask(people.manager, mention);
    const said = await answered(people.manager);
    expect(said).toContain('Rae Example (AE), week of 23 Mar to 29 Mar 2026');
    expect(said).toContain('38.1% of 21 deals, peers 55.0%');
    expect(said).toContain('▼ Behind');
    expect(said).toContain(secret);
    expect(said).toContain('Waits for your decision');
    expect(said).toContain(actionIds.openQueue);
    expect(said).toContain(actionIds.openNumbers);
    expect(said).toContain(actionIds.openEscalate);
    expect(said).toMatch(/daily flag of 30 Mar 2026: 11.1%/);
    expect(said).toContain('escalated');
    expect(await trail()).toEqual([[people.manager, 'view.rep', people.rep]]);
  });

  test('draws the trend of what stood out: flagged weeks are marked for the manager, never for the rep', async () => {
    const week = { episode_id: episodeId, as_of: '2026-03-30', value: '0.38', flagged: true, clock: 1 };
    await database.owner('pattern_week').insert(week);
    await ask(people.manager, mention);
    const toManager = await answered(people.manager);
    expect(toManager).toMatch(
      /"type":"image".*Weekly checks, 5 Jan to 30 Mar 2026: .*30 Mar 38\.1% \(peers 55\.0%\) marked/,
    );
    await ask(people.rep, mention);
    const toRep = await answered(people.rep);
    expect(toRep).toMatch(/"type":"image".*Weekly checks, 5 Jan to 30 Mar 2026: .*30 Mar 38\.1% \(peers 55\.0%\)/);
    expect(toRep).not.toMatch(/marked/i);
  });

  test('shows the manager the daily flags since the check before, of those they were told of', async () => {
    const [breach] = await database.owner('daily_breach');
    const of = (breach_date: string, told = true) => ({
      ...breach,
      breach_date,
      delivered_on: told ? breach_date : null,
      delivered_as: told ? breach.delivered_as : null,
      manager_id: told ? breach.manager_id : null,
    });
    await database
      .owner('daily_breach')
      .insert([of('2026-03-23'), of('2026-03-24'), of('2026-04-02'), of('2026-04-03', false)]);
    await ask(people.manager, mention);
    const said = await answered(people.manager);
    expect(said.match(/daily flag of \d+ \w+ 2026/g)).toEqual([
      'daily flag of 24 Mar 2026',
      'daily flag of 30 Mar 2026',
      'daily flag of 2 Apr 2026',
    ]);
  });

  test('shows what was escalated after the weekly check, before the next', async () => {
    const escalationId = await giveEscalationOf(database.owner, { coachingId, episodeId });
    await database.owner('escalation').where({ escalation_id: escalationId }).update({
      as_of: '2026-04-02',
    });
    await ask(people.manager, mention);
    expect(await answered(people.manager)).toContain('escalated on 2 Apr 2026');
  });

  test('finds a rep by e-mail address, in any case', async () => {
    await ask(people.manager, 'Rae@Example.com');
    expect(await answered(people.manager)).toContain('Rae Example (AE)');
    await ask(people.manager, 'rae@example.com 2026-03');
    await expect.poll(() => answered(people.manager)).toContain('Rae Example (AE), March 2026');
  });

  test.each([
    ['a peer', peer],
    ['another manager', people.otherManager],
    ['an admin', people.admin],
    ['a second-line manager while nothing is escalated', people.slm],
  ])('is for %s as if there were no such rep', async (_who, personId) => {
    await ask(personId, mention);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    await ask(personId, 'nobody@example.com');
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText, notFoundText]);
    expect(await trail()).toEqual([
      [personId, 'view.refused', people.rep],
      [personId, 'view.refused', null],
    ]);
  });

  test('opens to the second-line manager while an escalation is open, without a way to decide', async () => {
    const escalationId = await giveEscalationOf(database.owner, { coachingId, episodeId });
    await ask(people.slm, mention);
    const said = await answered(people.slm);
    expect(said).toContain(secret);
    expect(said).not.toContain(actionIds.openQueue);
    expect(said).not.toContain(actionIds.openEscalate);
    await database.owner('escalation').where({ escalation_id: escalationId }).update({
      resolved_at: now,
      resolved_by: people.slm,
      outcome: 'improving',
      resolution_note: 'Better.',
    });
    await ask(people.slm, mention);
    await expect.poll(() => stage.privately(people.slm)).toContain(notFoundText);
  });

  test('opens to whoever stands in for an absent manager, today', async () => {
    const away = { manager_id: people.manager, delegate_id: standIn };
    await database.owner('delegation').insert({ ...away, from_date: '2026-04-01', to_date: '2026-04-10' });
    await ask(standIn, mention);
    expect(await answered(standIn)).toContain(secret);
    await database.owner('delegation').update({ to_date: '2026-04-06' });
    await ask(standIn, mention);
    await expect.poll(() => stage.privately(standIn)).toContain(notFoundText);
  });

  test('shows a rep their own numbers and no trace of what waits, is flagged or escalated', async () => {
    await giveEscalationOf(database.owner, { coachingId, episodeId });
    await ask(people.rep, mention);
    const said = await answered(people.rep);
    expect(said).toContain('Your week of 23 Mar to 29 Mar 2026');
    expect(said).toContain('38.1% of 21 deals, peers 55.0%');
    for (const words of [secret, 'Waits', 'ecommended', 'scalat', 'flag', '11.1%', 'queue', actionIds.openEscalate]) {
      expect(said).not.toContain(words);
    }
  });

  test('shows a past month as its digest told it, with what it brought', async () => {
    await giveDigest(digestContent({ repId: people.rep, actions: [action()] }));
    await ask(people.rep, `${mention} 2026-03`);
    const said = await answered(people.rep);
    expect(said).toContain('Your March 2026');
    // The digest's own words: 50% the month before stands in no reading.
    expect(said).toContain('50.0%');
    expect(said).toContain(secret);
  });

  test('shows with a past month the pictures of its digest, and to the manager that it was acknowledged', async () => {
    await giveDigest(
      digestContent(
        { repId: people.rep, actions: [action()] },
        {
          trend: {
            ...{ title: 'Conversion', unit: 'rate', direction: 'higher', comparedWith: 'segment_peers' },
            points: [{ asOf: '2026-03-02', value: new Decimal('0.38'), benchmark: new Decimal('0.55'), flagged: true }],
          },
        },
      ),
    );
    await database.owner('digest').update({ acknowledged_at: now });
    await ask(people.manager, `${mention} 2026-03`);
    const said = await answered(people.manager);
    expect(said).toContain('Rae Example acknowledged the digest of this month, 6 Apr 2026, 10:00');
    expect(said).toMatch(/"alt_text":"[^"]*2 Mar 38.0% \(peers 55.0%\) marked/);
    expect(said).toMatch(/"slack_file":\{"id":"F/);
    await ask(people.rep, `${mention} 2026-03`);
    const own = await answered(people.rep);
    expect(own).toMatch(/"slack_file":\{"id":"F/);
    expect(own).not.toContain('acknowledged');
  });

  test('keeps an approved action to itself until a digest has brought it', async () => {
    await giveDigest(digestContent({ repId: people.rep, actions: [action()] }), { isSent: false });
    await ask(people.rep, `${mention} 2026-03`);
    expect(await answered(people.rep)).not.toContain(secret);
    await ask(people.manager, `${mention} 2026-03`);
    expect(await answered(people.manager)).toContain(secret);
  });

  test.each(['', 'rae', `${mention} march`, `${mention} 2026-13`, `${mention} 2026-03 please`])(
    'says how it is used when it is asked "%s"',
    async (words) => {
      await ask(people.manager, words);
      await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('/rep-view @name')]);
      expect(await trail()).toEqual([]);
    },
  );

  test('says that there are no numbers for a month, to those who may know', async () => {
    await ask(people.manager, `${mention} 2026-04`);
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('no numbers of Rae')]);
    await ask(peer, `${mention} 2026-04`);
    await expect.poll(() => stage.privately(peer)).toEqual([notFoundText]);
  });

  test('tells a stranger nothing', async () => {
    await ask(stranger, mention);
    await expect.poll(() => stage.privately(stranger)).toEqual([expect.stringContaining('I do not know you yet')]);
  });
});

describe('the view in a modal', () => {
  const show = (personId: string) => {
    const value = encodeRep({ repId: people.rep, month: '2026-03-01' });
    return stage.post(personId, [actions('x', button('View', { id: actionIds.openRepView, value }))]);
  };

  test('opens for the manager', async () => {
    await stage.click(people.manager, actionIds.openRepView, await show(people.manager));
    const modal = await stage.modal(people.manager, viewIds.repView);
    expect(textOf(modal)).toContain('Rae Example (AE), March 2026');
    expect(textOf(modal)).toContain(secret);
  });

  test('does not open for who may not see the rep, whatever the button says', async () => {
    await stage.click(peer, actionIds.openRepView, await show(peer));
    await expect.poll(() => stage.privately(peer)).toEqual([notFoundText]);
    expect((await stage.screen(peer)).modals).toEqual([]);
    expect(await trail()).toEqual([[peer, 'view.refused', people.rep]]);
  });
});

const action = () => ({
  coachingId,
  title: metricInWords(metricOf('AE.stage_conversion')).titleOf('2>3'),
  text: secret,
  improvedSince: false,
  progress: null,
});

async function giveDigest(content: ReturnType<typeof digestContent>, { isSent } = { isSent: true }): Promise<void> {
  const { owner } = database;
  await owner('rep_coaching_log').update({ approval_status: 'approved', approved_by: people.manager, decided_at: now });
  const digestId = await owner.transaction((trx) =>
    addDigest(trx, {
      repId: people.rep,
      role: 'AE',
      periodMonth: '2026-03-01',
      runStart: new Date('2026-04-01T10:00:00Z'),
      content,
      coachingIds: [coachingId],
    }),
  );
  const digest = { key: 'digest:2026-03:rae', kind: 'rep_digest', to: people.rep } as const;
  await giveSent(owner, { ...digest, reference: { digest_id: digestId ?? '' }, at: now });
  if (!isSent) await owner('delivery').update({ state: 'pending', channel_id: null, message_ts: null, sent_at: null });
}
