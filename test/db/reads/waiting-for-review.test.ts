import { beforeEach, expect, it } from 'vitest';
import { waitingForReview } from '../../../src/db/reads/waiting-for-review.ts';
import { enqueue } from '../../../src/delivery/outbox.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';

const database = useDatabase();
let coachingId: string;

beforeEach(async () => {
  await database.owner.raw('truncate person, rep_activity, territory_definitions, pattern_episode, delivery cascade');
  await loadPeople(database.owner, '2025-01-06');
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
  await enqueue(database.db, {
    key: 'review',
    kind: 'review_request',
    recipientId: people.manager,
    reference: { rep_id: people.rep, as_of: '2026-03-16' },
    subjects: [`coaching:${coachingId}`],
    now: new Date('2026-03-16T10:00:00Z'),
  });
});

const waitingFor = async (personId: string) =>
  (await waitingForReview(database.db, people.rep, personId)).map((item) => item.coachingId);

it('a person is not asked twice about the same, and each is asked for themselves', async () => {
  expect(await waitingFor(people.manager)).toEqual([]);
  expect(await waitingFor(people.otherManager)).toEqual([coachingId]);
});

it('a request that was withheld reached nobody: who may be asked again later, is', async () => {
  await database.owner('delivery').update({ state: 'withheld', reason: 'no_longer_theirs' });
  expect(await waitingFor(people.manager)).toEqual([coachingId]);
});
