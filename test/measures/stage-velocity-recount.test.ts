import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kaplanMeierMedian, type Spell } from '../../src/domain/kaplan-meier.ts';
import { readStageHistory } from '../../src/measures/stage-history.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { randomDeals } from './random-deals.ts';
import { type Deal, dealRows, instant, type Step } from './stage-history-rows.ts';

const database = useDatabase();

const RUN_START = new Date('2026-03-09T10:00:00Z');
const REQUEST = measureRequest({
  metrics: ['AE.stage_velocity'],
  t: '2026-03-09',
  members: [member('ann'), member('bob', { stintStart: '2026-02-02' })],
  runStart: RUN_START,
});
const END = instant('2026-03-09').getTime();
const WEEK = instant('2026-03-02').getTime();
const FROM: Record<string, number> = {
  ann: instant('2025-09-10').getTime(),
  bob: instant('2026-02-02').getTime(),
};

interface Row {
  what: Step['what'];
  at: number;
  owner: string;
}

function knownRows(deal: Deal): Row[] {
  const rows: Row[] = [];
  let owner = deal.owner;
  for (const step of deal.steps) {
    owner = step.owner ?? owner;
    const at = instant(step.at).getTime();
    const isKnown = step.recordedAt === undefined || new Date(step.recordedAt) < RUN_START;
    if (step.what !== 'broken' && isKnown && at < END) rows.push({ what: step.what, at, owner });
  }
  return rows;
}

/** Walks the deal through one stage: minute by minute it runs, rests or is over. */
function spellIn(stage: number, rows: readonly Row[]): string | null {
  const first = rows.findIndex((row) => row.what === stage);
  const entry = rows[first];
  if (entry === undefined) return null;
  if (rows.slice(0, first).some((row) => typeof row.what === 'number' && row.what > stage)) return null;
  let ran = 0;
  let ranBefore = 0;
  let end: number | null = null;
  for (let index = first; index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined) break;
    const isStandingLoss = row.what === 'lost' && rows.slice(index).every((after) => after.what === 'lost');
    if (row.what === 'won' || isStandingLoss || (typeof row.what === 'number' && row.what > stage)) {
      end = row.at;
      break;
    }
    if (row.owner !== entry.owner) break;
    const until = rows[index + 1]?.at ?? END;
    if (row.what !== stage) continue;
    ran += until - row.at;
    ranBefore += Math.max(0, Math.min(until, WEEK) - row.at);
  }
  if (ran < 5 * 60_000) return null;
  const from = FROM[entry.owner];
  if (from === undefined || entry.at < from) return null;
  const isNew = entry.at >= WEEK || (end !== null && end >= WEEK);
  return [entry.owner, stage, ran / 1000, end !== null, (END - entry.at) / 1000, ranBefore / 1000, isNew].join(' ');
}

it('the spells are those that one finds by walking each deal', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(randomDeals, async (deals) => {
      await database.owner.raw('truncate opportunities, opportunity_stage_history');
      await loadTables(database.owner, dealRows(deals));
      const { spells } = await readStageHistory(
        database.db,
        { moves: [], spells: REQUEST.metrics, briefs: [] },
        REQUEST,
      );
      const read = spells.flatMap((row) =>
        row.seconds.map((seconds, place) =>
          [
            row.repId,
            row.stage,
            seconds,
            row.ended[place],
            row.secondsSinceEntry[place],
            row.secondsBeforeWeek[place],
            row.changedInWeek[place],
          ].join(' '),
        ),
      );
      const walked = deals.flatMap((deal) => [1, 2, 3, 4, 5].flatMap((stage) => spellIn(stage, knownRows(deal)) ?? []));
      expect(read.toSorted()).toEqual(walked.toSorted());
      found += walked.length;
    }),
    { numRuns: 120 },
  );
  expect(found).toBeGreaterThan(1000);
}, 60_000);

it('the worked example of the estimate: 21 days, not the 12 of those that ended', () => {
  const spell =
    (ended: boolean) =>
    (duration: number): Spell => ({ duration, ended });
  const spells = [...[5, 8, 12, 20, 21].map(spell(true)), ...[3, 15, 40, 44, 60].map(spell(false))];
  expect(kaplanMeierMedian(spells)).toBe(21);
});
