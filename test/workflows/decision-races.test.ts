import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import type { Decision } from '../../src/domain/approval.ts';
import { composeRepDigest } from '../../src/workflows/compose-digest.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { stepPatterns } from '../../src/workflows/step-patterns.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { giveReading } from '../support/weekly-readings.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
const runStart = new Date('2026-04-01T10:00:00Z');
let coachingId: string;
let episodeId: string;

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('drop trigger if exists slow on pattern_week');
  await database.owner.raw('truncate digest, pattern_episode, rep_coaching_log, delivery, metric_reading cascade');
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const ask = (decision: Decision, seenVersion = 1, id = coachingId) =>
  decideRecommendation(
    database.db,
    { orgTz, catalog: builtInCatalog },
    { coachingId: id, seenVersion, decision, actorId: people.manager, now },
  );
const composeIn = (trx: Knex.Transaction, periodMonth: '2026-03-01' | '2026-02-01') =>
  composeRepDigest(
    trx,
    { repId: people.rep, role: 'AE', readings: [], previousReadings: [], patterns: [] },
    { periodMonth, runStart, now: runStart, metrics, thresholds: defaultThresholds, reportingCurrency: 'USD' },
  );

/** Does the first in a transaction, and the second while that is still open. */
async function during<T>(first: (trx: Knex.Transaction) => Promise<unknown>, second: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined;
  await database.owner.transaction(async (trx) => {
    await first(trx);
    answer = second();
    await sleep(250);
  });
  if (answer === undefined) throw new Error('The second was never begun.');
  return answer;
}

describe('a decision that waits for another transaction', () => {
  it('cannot undo what a digest is taking up', async () => {
    await ask({ kind: 'approve' });
    const undo = during(
      (trx) => composeIn(trx, '2026-03-01'),
      () => ask({ kind: 'undo' }, 2),
    );
    expect(await undo).toEqual({ outcome: 'refused', refusal: 'in_digest' });
  });

  it('cannot approve when the pattern ends meanwhile', async () => {
    const approve = during(
      (trx) =>
        trx('pattern_episode').where({ episode_id: episodeId }).update({ state: 'resolved', closed_on: '2026-03-16' }),
      () => ask({ kind: 'approve' }),
    );
    expect(await approve).toEqual({ outcome: 'refused', refusal: 'pattern_over' });
  });

  it('of two digests composed at once, only one carries the action', async () => {
    await ask({ kind: 'approve' });
    await during(
      (trx) => composeIn(trx, '2026-03-01'),
      () => database.db.transaction((trx) => composeIn(trx, '2026-02-01')),
    );
    expect(await database.owner('digest')).toHaveLength(2);
    expect(await database.owner('digest_action')).toHaveLength(1);
  });

  it('and the weekly step of the same rep do not lock each other out', async () => {
    const second = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16', dimension: '3>4' });
    await enqueue(database.db, {
      key: 'review',
      kind: 'review_request',
      recipientId: people.manager,
      reference: { rep_id: people.rep, as_of: '2026-03-16' },
      subjects: [`coaching:${coachingId}`, `coaching:${second.coachingId}`],
      now,
    });
    for (const dimension of ['2>3', '3>4']) await giveReading(database.db, people.rep, '2026-03-23', { dimension });
    await database.owner.raw(`
      create or replace function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.2); return new; end $$;
      create trigger slow before insert on pattern_week for each row execute function slow()`);
    const step = database.db.transaction((trx) =>
      stepPatterns(
        trx,
        { repId: people.rep, role: 'AE', segment: null, isLeaveWeek: false },
        {
          asOf: '2026-03-23',
          orgTz,
          now: new Date('2026-03-23T10:00:00Z'),
          settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
          catalog: builtInCatalog,
          sourceOutages: new Set(),
        },
      ),
    );
    await sleep(100);
    expect(await ask({ kind: 'approve' }, 1, second.coachingId)).toEqual({ outcome: 'done' });
    await expect(step).resolves.toBeUndefined();
  });
});
