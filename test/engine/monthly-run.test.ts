import { beforeAll, describe, expect, it } from 'vitest';
import { digestOfMonth } from '../../src/db/reads/stored-digest.ts';
import { saveSkillAssessments } from '../../src/db/stores/skill-assessments.ts';
import { isEmptyDigest } from '../../src/domain/digest.ts';
import { composeEngine } from '../../src/main.ts';
import { assessment } from '../slack/messages/sample.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-04-01T10:00:00Z');
const decidedAt = new Date('2026-03-20T10:00:00Z');
const [badData, otherReason, wholeMonth, allButOneDay, nothing] = people.peers;

/** A pattern seen on 16 March, and what became of its action. */
async function givePattern(repId: string, decision: object) {
  const { owner } = database;
  const { episodeId, coachingId } = await givePendingItem(owner, { repId, on: '2026-03-16' });
  await owner('pattern_week').insert({
    episode_id: episodeId,
    as_of: '2026-03-16',
    value: '0.2',
    flagged: true,
    clock: 1,
  });
  await owner('rep_coaching_log')
    .where({ coaching_id: coachingId })
    .update({ approved_by: people.manager, decided_at: decidedAt, ...decision });
  const subjects = [`coaching:${coachingId}`];
  await giveSent(owner, {
    key: `review:${repId}`,
    kind: 'review_request',
    to: people.manager,
    subjects,
    at: decidedAt,
  });
  return episodeId;
}

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-01-06');
  const resolved = await givePattern(people.rep, { approval_status: 'approved' });
  await owner('pattern_episode').where({ episode_id: resolved }).update({ state: 'resolved', closed_on: '2026-03-30' });
  await givePattern(badData, { approval_status: 'dismissed', dismiss_reason: 'bad_data' });
  await givePattern(wholeMonth, { approval_status: 'approved' });
  await givePattern(otherReason, { approval_status: 'dismissed', dismiss_reason: 'other', decision_note: 'Known.' });
  await owner('rep_absence').insert([
    { rep_id: wholeMonth, from_date: '2026-03-01', to_date: '2026-04-01', kind: 'leave' },
    { rep_id: allButOneDay, from_date: '2026-03-01', to_date: '2026-03-31', kind: 'leave' },
  ]);
  await saveSkillAssessments(owner, [
    assessment({ repId: people.rep, dimension: 'pricing_negotiation', severity: null, source: 'QuoteLog' }),
    assessment({ repId: people.rep, assessmentDate: '2026-03-22', severity: 'high' }),
    assessment({ repId: people.rep, assessmentDate: '2026-03-29', trend: 'improving' }),
    // The week that ends in April belongs to the next digest.
    assessment({ repId: people.rep, assessmentDate: '2026-04-05', severity: 'low' }),
  ]);
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const engine = composeEngine({ db: database.db, settings, jobTime: '06:00' });
  await engine.run({ job: 'monthly', localPeriod: '2026-04-01', now });
});

async function digestOf(repId: string) {
  const digest = await digestOfMonth(database.db, repId, '2026-03-01');
  if (digest === null) throw new Error(`${repId} has no digest.`);
  return digest.content;
}

describe('the monthly run', () => {
  it('fixes the skills of the month in the digest, as last assessed in it, the role’s headline first', async () => {
    const { skills } = await digestOf(people.rep);
    expect(skills).toMatchObject([
      { dimension: 'objection_handling', severity: 'medium', trend: 'improving', assessmentDate: '2026-03-29' },
      { dimension: 'pricing_negotiation', severity: null },
    ]);
    expect(skills[0]?.percentile?.toFixed(1)).toBe('7.1');
  });

  it('begins with what is first for an AE', async () => {
    const { summary } = await digestOf(people.rep);
    expect(summary.slice(0, 2).map((line) => line.metricKey)).toEqual(['AE.pace_attainment', 'AE.commit_accuracy']);
  });

  it('carries an approved action whose pattern is over, as improved since', async () => {
    const { actions, diagnosis } = await digestOf(people.rep);
    expect(actions).toMatchObject([{ improvedSince: true }]);
    expect(diagnosis).toMatchObject([{ metricKey: 'AE.stage_conversion', outcome: 'over' }]);
  });

  it('diagnoses what was dismissed, unless its data was wrong, and suggests neither', async () => {
    expect(await digestOf(badData)).toMatchObject({ diagnosis: [], actions: [] });
    expect(await digestOf(otherReason)).toMatchObject({
      diagnosis: [{ metricKey: 'AE.stage_conversion', dimension: '2>3', weeks: 1, outcome: 'seen' }],
      actions: [],
    });
  });

  it('has what was promised for it said anew where no digest came that could carry it', async () => {
    const redrawn = await database.owner('delivery').where('wanted_version', '>', 1).pluck('delivery_key');
    expect(redrawn.sort()).toEqual([`review:${wholeMonth}`, `review:${people.rep}`].sort());
    const left = await database.owner('digest_action').pluck('coaching_id');
    expect(left).toHaveLength(1);
  });

  it('sends an empty digest too, but none for a month wholly absent', async () => {
    expect(isEmptyDigest(await digestOf(nothing))).toBe(true);
    expect(isEmptyDigest(await digestOf(allButOneDay))).toBe(true);
    const sent = await database.owner('delivery').where({ kind: 'rep_digest' }).pluck('recipient_id');
    const there = [people.rep, ...people.peers].filter((repId) => repId !== wholeMonth);
    expect(sent.sort()).toEqual(there.sort());
    expect(await digestOfMonth(database.db, wholeMonth, '2026-03-01')).toBeNull();
  });
});
