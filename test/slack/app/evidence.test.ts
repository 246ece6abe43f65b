import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { readingsOfRep } from '../../../src/db/reads/readings.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { actions } from '../../../src/slack/messages/blocks.ts';
import { whyButton } from '../../../src/slack/messages/evidence-modal.ts';
import { numbersButton } from '../../../src/slack/messages/numbers-modal.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { loadCohort } from '../../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../../src/workflows/read-metrics.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { loadWeek, orgTz, people } from '../../support/small-organisation.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const [peer, standIn] = people.peers;
const SECRET = 'Review two lost deals';
const { database, stage } = useStage(now, async ({ owner, db }) => {
  for (const monday of ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'] as const) {
    await loadWeek(owner, people.rep, monday, { passed: 1, lost: 4 });
    for (const one of people.peers) await loadWeek(owner, one, monday, { passed: 3, lost: 2 });
  }
  await owner('conv_intelligence').insert({
    call_id: 'c-1',
    call_owner_rep_id: people.rep,
    call_owner_role: 'AE',
    call_type: 'demo',
    call_at: '2026-03-10T15:00:00Z',
    duration_s: 900,
    rep_talk_s: 400,
    customer_talk_s: 400,
    other_internal_talk_s: 0,
    is_external: true,
    objections_raised: 0,
    objections_handled: 0,
    next_step_score: 70,
    scoring_model_version: 'v1',
    recording_url: 'https://calls.example.com/c-1',
    recorded_at: '2026-03-10T16:00:00Z',
  });
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  for (const run of [
    { t: '2026-03-16', period: 'week' },
    { t: '2026-03-01', period: 'month' },
  ] as const) {
    const request = { ...run, runStart: now, settings };
    const members = await loadCohort(db, { ...request, thresholds: builtInCatalog.thresholds });
    await readMetrics(db, { ...request, catalog: builtInCatalog, members });
  }
});
let coachingId: string;
let episodeId: string;
let weekly: Reading;

beforeAll(async () => {
  weekly = await found(people.rep);
});
beforeEach(async () => {
  await database.owner('delegation').del();
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

async function found(repId: string): Promise<Reading> {
  const readings = await readingsOfRep(database.db, repId, { asOf: '2026-03-16', period: 'week' });
  const reading = readings.find((one) => one.metricKey === 'AE.stage_conversion' && one.dimension === '2>3');
  if (reading === undefined) throw new Error(`Nothing was read of ${repId}.`);
  return reading;
}

/** Presses the button under a message, whoever's message it is. */
async function ask(personId: string, reading: Reading = weekly) {
  const message = await stage.post(personId, [actions('x', whyButton(reading))]);
  await stage.click(personId, actionIds.openEvidence, message);
}

/** What the person is shown, once it is there. */
async function rows(personId: string): Promise<string> {
  return textOf(await stage.modal(personId, viewIds.evidence));
}

const giveEscalation = () => giveEscalationOf(database.owner, { coachingId, episodeId });

const trail = async () =>
  (await database.owner('audit_event').orderBy('seq')).map(({ actor_id, action, rep_id }) => [
    actor_id,
    action,
    rep_id,
  ]);

describe('the rows behind a number', () => {
  test('are for the manager, from the very sources, and the trail keeps the look', async () => {
    await ask(people.manager);
    const said = await rows(people.manager);
    expect(said).toContain('*20.0%* of 20 deals, peers 60.0%');
    expect(said).toContain('4 of 20 deals moved on');
    expect(said).toContain('*Counted: 20*\\nlost: 16, moved on: 4');
    expect(said).toContain('deal rae-2026-02-23-1');
    expect(said).toContain('Account rae-2026-02-23-1: lost (deal rae-2026-02-23-1)');
    expect(said).not.toContain('A source has changed');
    expect(said).not.toContain(peer);
    expect(await trail()).toEqual([[people.manager, 'view.evidence', people.rep]]);
    const { detail } = await database.owner('audit_event').first();
    expect(detail).toEqual({
      asked: 'evidence',
      metric: 'AE.stage_conversion',
      dimension: '2>3',
      as_of: '2026-03-16',
      period: 'week',
    });
  });

  test('of calls lead to the calls', async () => {
    const readings = await readingsOfRep(database.db, people.rep, { asOf: '2026-03-16', period: 'week' });
    const calls = readings.find((one) => one.metricKey === 'AE.next_step_quality');
    await ask(people.manager, calls);
    expect(await rows(people.manager)).toContain('"url":"https://calls.example.com/c-1"');
  });

  test('are for the rep: their own, with nothing of peers, of what waits, or of an escalation', async () => {
    await giveEscalation();
    await ask(people.rep);
    const said = await rows(people.rep);
    expect(said).toContain('*20.0%* of 20 deals');
    expect(said).toContain('deal rae-2026-02-23-1');
    for (const word of [SECRET, 'peer', '60.0', 'median', 'scalat', 'pending', 'Approve', peer]) {
      expect(said).not.toContain(word);
    }
  });

  test.each([
    ['a peer', peer],
    ['another manager', people.otherManager],
    ['an admin', people.admin],
    ['a second-line manager while nothing is escalated', people.slm],
  ])('are for %s as if there were no such number', async (_who, personId) => {
    await ask(personId);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    await ask(personId, { ...weekly, repId: 'nobody' });
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText, notFoundText]);
    expect((await stage.screen(personId)).modals).toEqual([]);
    expect(await trail()).toEqual([
      [personId, 'view.refused', people.rep],
      [personId, 'view.refused', null],
    ]);
  });

  test('are for a stranger as if there were nothing at all', async () => {
    await ask(stranger);
    await expect.poll(() => stage.privately(stranger)).toEqual([notFoundText]);
    expect(await trail()).toEqual([[null, 'slack.stranger_refused', null]]);
  });

  test('are for the second-line manager while an escalation is open, and no longer', async () => {
    const escalationId = await giveEscalation();
    await ask(people.slm);
    expect(await rows(people.slm)).toContain('4 of 20 deals moved on');
    await stage.slack.reset();
    await database.owner('escalation').where({ escalation_id: escalationId }).update({
      resolved_at: now,
      resolved_by: people.slm,
      outcome: 'improving',
      resolution_note: 'Better.',
    });
    await ask(people.slm);
    await expect.poll(() => stage.privately(people.slm)).toEqual([notFoundText]);
  });

  test('are for whoever stands in for the absent manager, today', async () => {
    const away = { manager_id: people.manager, delegate_id: standIn };
    await database.owner('delegation').insert({ ...away, from_date: '2026-03-10', to_date: '2026-03-20' });
    await ask(standIn);
    expect(await rows(standIn)).toContain('4 of 20 deals moved on');
    await stage.slack.reset();
    await database.owner('delegation').update({ to_date: '2026-03-16' });
    await ask(standIn);
    await expect.poll(() => stage.privately(standIn)).toEqual([notFoundText]);
  });

  test('that nobody has read are not found by those whose they are', async () => {
    await ask(people.manager, { ...weekly, asOf: '2020-01-06' });
    await expect.poll(() => stage.privately(people.manager)).toEqual([notFoundText]);
  });

  test('stand behind every item of the queue', async () => {
    await stage.command(people.manager, '/rep-coach queue');
    const queue = await stage.modal(people.manager, viewIds.queue);
    await stage.click(people.manager, actionIds.openEvidence, { view_id: queue.id });
    expect(await rows(people.manager)).toContain('4 of 20 deals moved on');
  });

  test('that cannot be read leave a word instead of a modal that waits for ever', async () => {
    await database.owner.raw('alter table opportunity_stage_history rename to elsewhere');
    try {
      await ask(people.manager);
      const shown = async () => textOf((await stage.screen(people.manager)).modals.at(-1));
      await expect.poll(shown).toContain('That could not be looked up');
    } finally {
      await database.owner.raw('alter table elsewhere rename to opportunity_stage_history');
    }
  });
});

describe('the numbers of a month', () => {
  const month = { repId: people.rep, asOf: '2026-03-01', period: 'month' } as const;

  async function askNumbers(personId: string) {
    const message = await stage.post(personId, [actions('x', numbersButton(month))]);
    await stage.click(personId, actionIds.openNumbers, message);
  }

  test('each lead the rep to their rows', async () => {
    await askNumbers(people.rep);
    const numbers = await stage.modal(people.rep, viewIds.numbers);
    expect(textOf(numbers)).toContain('Stage-to-stage conversion, stage 2 to 3');
    expect(textOf(numbers)).not.toMatch(/peer|Review two/);
    const line = numbers.blocks.find((block) => textOf({ blocks: [block] }).includes('stage 2 to 3'));
    const more = { block_id: line?.block_id ?? '' };
    await stage.click(people.rep, actionIds.openEvidence, { view_id: numbers.id }, more);
    expect(await rows(people.rep)).toContain('deal rae-2026-02-23-1');
  });

  test.each([peer, people.otherManager, people.slm, people.admin])('are not for %s', async (personId) => {
    await askNumbers(personId);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    expect(await trail()).toEqual([[personId, 'view.refused', people.rep]]);
  });
});
