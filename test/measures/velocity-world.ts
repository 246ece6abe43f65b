import { stageMoves } from '../../src/measures/stage-moves.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { type Deal, dealRows, instant, type Step } from './stage-history-rows.ts';

export const PEERS = ['ann', 'bea', 'cyd', 'dee', 'eve'];

/** Everybody's velocity on a Monday. */
export const RUN: TestRun = {
  metrics: ['AE.stage_velocity'],
  t: '2026-03-02',
  members: ['rita', ...PEERS].map((id) => member(id)),
};

let made = 0;

/** A deal told step by step: `2 2025-12-01`, `lost 2026-01-10 olaf` (from then on olaf's). */
export function deal(owner: string, ...steps: readonly string[]): Deal {
  made += 1;
  return { id: `deal ${made}`, owner, steps: steps.map(step) };
}

function step(told: string): Step {
  const [what = '', at = '', owner] = told.split(' ');
  return {
    what: what === 'won' || what === 'lost' ? what : Number(what),
    at,
    ...(owner !== undefined && { owner }),
  };
}

/** After so many times 24 hours. */
export function later(at: string, days: number): string {
  return new Date(instant(at).getTime() + days * 86_400_000).toISOString();
}

/** Deals that enter stage 2 in autumn and leave it for stage 3 after so many days each. */
export function stays(owner: string, days: readonly number[], segment = 'enterprise'): Deal[] {
  return days.map((count) => ({ ...deal(owner, '2 2025-10-15', `3 ${later('2025-10-15', count)}`), segment }));
}

/** Five peers with eight deals each, of 6 to 13 days: the median is 9. */
export function peers(): Deal[] {
  return PEERS.flatMap((id) => stays(id, [6, 7, 8, 9, 10, 11, 12, 13]));
}

/** What is found of one rep and stage in a database that has these deals and no others. Call it at the top of the file. */
export function useVelocity() {
  const database = useDatabase();
  return async (deals: readonly Deal[], run: TestRun = RUN, repId = 'rita', stage = '2') => {
    await database.owner.raw('truncate opportunities, opportunity_stage_history');
    await loadTables(database.owner, dealRows(deals));
    const { metrics, refused } = await stageMoves(database.db, measureRequest(run));
    const series = metrics[0]?.series.find((one) => one.repId === repId && one.dimension === stage);
    const { evidence, own } = series ?? {};
    return {
      slow: own?.map((one) => `${one.numerator}/${one.denominator}`).join(' '),
      evidence:
        evidence?.kind === 'counted' ? [evidence.worse, evidence.size, evidence.against?.toNumber()] : undefined,
      benchmark: series && [series.benchmark?.kind, series.benchmark?.value?.toNumber(), series.benchmark?.peerCount],
      newEvidence: series?.newEvidence,
      companions: series?.companions,
      stages: metrics[0]?.series.filter((one) => one.repId === repId).map((one) => one.dimension),
      quality: metrics[0]?.quality.get(repId)?.own,
      refused,
    };
  };
}
