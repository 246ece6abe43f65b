import { expect, it } from 'vitest';
import { worstRows } from '../../src/catalog/playbook/examples.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { evidenceFor } from '../../src/measures/evidence/index.ts';
import { metricOf } from '../support/metric-of.ts';
import { health, owned, weekly } from './customer-rows.ts';
import { evidenceRequest } from './evidence-request.ts';
import { cora, FRIDAY, T, useHealthWorld } from './health-world.ts';

const world = useHealthWorld();
const { measure, remeasure } = world;

const NPS = 'CSM.nps_trend';

/** An account's log repeats its last answer every week. */
function answers(id: string, ...given: [on: `${number}-${number}-${number}`, score: number][]) {
  return given.flatMap(([on, score], index) => {
    const until = given[index + 1]?.[0] ?? T;
    return weekly(
      id,
      FRIDAY,
      Array.from({ length: 26 }, () => 70),
    )
      .filter((row) => on <= row.score_date && row.score_date < until)
      .map((row) => ({ ...row, nps_score: score, nps_response_date: on }));
  });
}

it('is the NPS of the last answers, against that of the quarter before', async () => {
  const found = await measure(NPS, {
    health: [
      ...answers('C1', ['2025-10-10', 9], ['2026-01-10', 6]),
      ...answers('C2', ['2025-10-10', 10], ['2026-01-10', 8]),
      ...answers('C3', ['2025-10-10', 7], ['2026-01-10', 9]),
      // A tie: a pair, but neither better nor worse.
      ...answers('C4', ['2025-10-10', 9], ['2026-01-10', 9]),
      // Answered once: counts in the value, and in no pair.
      ...answers('C5', ['2026-02-24', 3]),
      ...answers('C6', ['2025-10-10', 2]),
    ],
  });
  // Now: 2 promoters and 2 detractors of 5; before: 3 and 1 of 5.
  expect(found).toMatchObject({ value: 0, counts: '0/5', size: 4, previous: 40, pairs: '2/3', newEvidence: 1 });
  expect(found.series).toMatchObject({
    benchmark: { kind: 'own_past', peerCount: 0 },
    companions: { previous: 40 },
  });
});

it.each([
  ['the first day of the window', '2025-12-01', 100, null],
  ['the day before it', '2025-11-30', null, 100],
  ['the first day of the window before', '2025-09-01', null, 100],
  ['the day before that', '2025-08-31', null, null],
  ['the last day', '2026-03-01', 100, null],
  ['t itself', T, null, null],
])('an answer of %s', async (_name, on, value, previous) => {
  const row = health('C1', '2026-03-01', 70, { nps_score: 9, nps_response_date: on });
  expect(await measure(NPS, { health: [row] })).toMatchObject({ value, previous });
});

it('takes the latest answer of a window, and of an answer that was corrected the last word', async () => {
  const found = await measure(NPS, {
    health: [
      health('C1', '2026-01-16', 70, { nps_score: 3, nps_response_date: '2026-01-12' }),
      health('C1', '2026-01-23', 70, { nps_score: 9, nps_response_date: '2026-01-20' }),
      health('C1', '2026-01-30', 70, { nps_score: 7, nps_response_date: '2026-01-20' }),
    ],
  });
  expect(found).toMatchObject({ value: 0, counts: '0/1' });
});

it('finds an answer that only a row older than the window holds', async () => {
  const found = await measure(NPS, {
    health: [
      health('C1', '2025-08-29', 70, { nps_score: 9, nps_response_date: '2025-09-02', recorded_at: '2025-09-03' }),
    ],
  });
  expect(found.previous).toBe(100);
});

it('without earlier answers has nothing to compare with', async () => {
  const found = await measure(NPS, { health: answers('C1', ['2026-01-10', 9]) });
  expect(found).toMatchObject({ value: 100, previous: null, size: 0, pairs: '0/0' });
  expect(found.series).toMatchObject({ benchmark: { kind: 'none' }, companions: { previous: null } });
});

it('counts answers of the stint only, and inherited accounts after 28 days, with what they answered before', async () => {
  const rows = answers('C1', ['2025-10-10', 9], ['2026-01-10', 6]);
  const ownership = [
    owned('C1', 'olaf', { owned_to: '2026-02-02' }),
    owned('C1', 'cora', { owned_from: '2026-02-02' }),
  ];
  expect(await measure(NPS, { ownership, health: rows })).toMatchObject({ value: -100, previous: 100, pairs: '1/1' });
  const since = (stintStart: '2025-12-01' | '2026-01-11') => ({ members: [{ ...cora, stintStart }] });
  expect(await remeasure(NPS, since('2025-12-01'))).toMatchObject({ value: -100, previous: null, pairs: '0/0' });
  expect(await remeasure(NPS, since('2026-01-11'))).toMatchObject({ value: null, size: 0, newEvidence: 0 });
  await world.database.owner('account_ownership').where('rep_id', 'cora').update({ owned_from: '2026-02-03' });
  expect(await remeasure(NPS)).toMatchObject({ size: 0, value: null });
});

it('cannot use an answer without a date, and counts it', async () => {
  const found = await measure(NPS, {
    health: [
      health('C1', FRIDAY, 70, { nps_score: 9 }),
      health('C2', FRIDAY, 70, { nps_score: 10, nps_response_date: '2026-02-25' }),
      health('C3', FRIDAY, 70, { nps_score: 11, nps_response_date: '2026-02-25' }),
      health('C4', FRIDAY, 70),
    ],
  });
  expect(found).toMatchObject({ value: 100, counts: '1/1', quality: { own: { rows: 3, excluded: 2 } } });
});

it('of CSAT is the share of fours and fives', async () => {
  const answered = (id: string, before: number, now: number) => [
    health(id, '2025-10-17', 70, { csat_score: before, csat_response_date: '2025-10-15' }),
    health(id, '2026-01-16', 70, { csat_score: now, csat_response_date: '2026-01-15' }),
  ];
  const found = await measure('CSM.csat_trend', {
    health: [...answered('C1', 5, 3), ...answered('C2', 4, 4), ...answered('C3', 5, 4), ...answered('C4', 3, 2)],
  });
  expect(found).toMatchObject({ value: 50, counts: '2/4', size: 4, previous: 75, pairs: '3/3' });
});

it('is explained by the accounts whose answer fell, not by those that were never content', async () => {
  await measure(NPS, {
    health: [
      ...answers('always low', ['2025-10-10', 2], ['2026-01-10', 2]),
      ...answers('fell far', ['2025-10-10', 10], ['2026-01-10', 5]),
      ...answers('fell a little', ['2025-10-10', 10], ['2026-01-10', 9]),
      ...answers('rose', ['2025-10-10', 3], ['2026-01-10', 6]),
      ...answers('new', ['2026-01-10', 0]),
    ],
  });
  const metric = metricOf(NPS);
  const request = evidenceRequest({ metrics: [NPS], t: T, members: [cora] });
  const found = await evidenceFor(metric)(world.database.db, request);
  const rows = found.map((row) => ({ ...row, account: row.accountId }));
  const named = worstRows(metric, { benchmark: new Decimal(20) }, rows, 5);
  expect(named.map(({ account }) => account)).toEqual(['fell far', 'fell a little']);
});
