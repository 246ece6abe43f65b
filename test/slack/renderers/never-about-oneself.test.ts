import { beforeEach, describe, expect, test } from 'vitest';
import { addTeamRollup } from '../../../src/db/stores/team-rollups.ts';
import { type DeliveryKind, deliveryKinds } from '../../../src/delivery/delivery-kind.ts';
import { giveEscalationOf } from '../../support/coaching-rows.ts';
import { people } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { delivery, monday, now, sent, useRendering } from './rendering-world.ts';

/**
 * Every kind of message but the digest, addressed to the rep whom it is about, as a mistake would: whatever the rep is
 * besides, it does not go, and what went is left with nothing about them.
 */
const { world, ids, render } = useRendering();
const { rep, manager, slm } = people;
const [peer] = people.peers;
const CANARY = 'zqcanary';
let references: Readonly<Record<Exclude<DeliveryKind, 'rep_digest'>, Record<string, string>>>;

const line = () => world.owner('reporting_line').where({ rep_id: rep });
const standings = [
  ['only a rep', async () => undefined],
  ['an admin', () => world.owner('person').where({ person_id: rep }).update({ is_admin: true })],
  ['a manager of others', () => world.owner('reporting_line').where({ rep_id: peer }).update({ manager_id: rep })],
  ['named as their own manager', () => line().update({ manager_id: rep })],
  ['named as their own second-line manager', () => line().update({ slm_id: rep })],
  [
    'the delegate of their manager',
    () => world.owner('delegation').insert({ manager_id: manager, delegate_id: rep, ...around }),
  ],
] as const;
const around = { from_date: '2026-03-01', to_date: '2026-03-20' };

beforeEach(async () => {
  const { owner } = world;
  await owner.raw('truncate daily_breach, quality_day, delegation');
  await owner('rep_coaching_log').update({ recommended_action: `Look back at two lost deals, ${CANARY}.` });
  await owner('pattern_episode').update({ clock: 2 });
  const pattern = { rep_id: rep, metric_key: 'AE.stage_conversion', dimension: '2>3' };
  await owner('daily_breach').insert({
    ...pattern,
    role: 'AE',
    breach_date: monday,
    value: '0.12',
    gap: '0.43',
    weight: '4.3',
    is_onset: true,
    held_back: 'stale',
    summarised_on: monday,
    reading: JSON.stringify(reading({ repId: rep })),
    coaching_id: ids.coachingId,
  });
  const quality = { q: '58.2', tau: '65.5', median: '71', calls: 14, cohort: 9, below_days: 30, unmeasured_days: 0 };
  const since = { below_since: '2026-02-01', is_told: true };
  await owner('quality_day').insert({ rep_id: rep, day: monday, role: 'AE', ...quality, ...since });
  const escalation_id = await giveEscalationOf(owner, ids);
  const [note] = await owner('escalation_note')
    .insert({ escalation_id, author_id: slm, body: CANARY, written_at: now, slack_channel: 'D1', slack_ts: '1.2' })
    .returning<{ note_id: string }[]>('note_id');
  const note_id = note?.note_id ?? '';
  const team = { sizes: [{ role: 'AE', reps: 1 }], metrics: [], patterns: [], pendingDecisions: 7, openEscalations: 3 };
  const content = { periodMonth: '2026-02-01', teamId: manager, repIds: [rep], team } as const;
  const toRep = { recipientId: rep, runStart: now, content: { ...content, team: { ...team, sizes: [] } } };
  const rollup_id = (await owner.transaction((trx) => addTeamRollup(trx, toRep))) ?? '';
  references = {
    escalation: { escalation_id },
    escalation_history: { escalation_id },
    escalation_followup: { escalation_id, what: 'persisting', as_of: monday },
    escalation_context: { escalation_id, note_id },
    escalation_reminder: { escalation_id },
    escalation_notice: { escalation_id },
    daily_flag: { ...pattern, on: monday },
    weak_calls: { rep_id: rep, on: monday },
    flag_summary: { on: monday },
    admin_alert: { topic: 'no_slm', subject: escalation_id, rep_id: rep },
    note_reaction: { note_id },
    reply_not_kept: { escalation_id, what: 'reply' },
    week_two_notice: { episode_id: ids.episodeId },
    review_request: { rep_id: rep, as_of: monday },
    review_reminder: { digest_on: '2026-04-01' },
    manager_rollup: { rollup_id },
  };
});

const kinds = deliveryKinds.filter((kind) => kind !== 'rep_digest');
/** A sign under a message of theirs says nothing; the reminder counts what waits for them, which is none of it. */
const countsOthers: readonly DeliveryKind[] = ['note_reaction', 'review_reminder'];
const subjects = () => [`coaching:${ids.coachingId}`];

describe('what is about a rep', () => {
  test.each(standings)('never goes to them who are %s, and where it went says nothing of them', async (_who, given) => {
    await given();
    for (const kind of kinds) {
      const one = delivery({ kind, recipientId: rep, reference: references[kind], subjects: subjects() });
      const before = await render(one);
      if (kind !== 'note_reaction') expect({ kind, ...before }).toMatchObject({ kind, outcome: 'withhold' });
      const words = countsOthers.includes(kind)
        ? /zqcanary/
        : /zqcanary|scalat|onversion|Rae|flag|quality|[0-9]%|pending/;
      expect(JSON.stringify(await render({ ...one, ...sent })), kind).not.toMatch(words);
    }
  });

  test('goes to those whose it is', async () => {
    const reference = references.review_request;
    const review = delivery({ kind: 'review_request', recipientId: manager, reference, subjects: subjects() });
    expect(JSON.stringify(await render(review))).toContain(CANARY);
  });
});
