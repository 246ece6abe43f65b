import { expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { waitingItems } from '../../src/db/reads/waiting-items.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { noonOf, useLineWeeks } from './line-weeks.ts';

const { database, run, follow, sendAll, messagesTo } = useLineWeeks(['2026-03-02']);
const { manager, slm, otherManager: delegate } = people;

const waitsFor = async (personId: string, date: string): Promise<number> => {
  const moment = { orgTz, now: noonOf(date) };
  return (await waitingItems(database.db, personId, moment, { limit: 9, offset: 0 })).total;
};

async function approve(actorId: string, date: string) {
  const { coaching_id: coachingId } = await database.owner('rep_coaching_log').first('coaching_id');
  return decideRecommendation(
    database.db,
    { orgTz, catalog: builtInCatalog },
    { coachingId, seenVersion: 1, decision: { kind: 'approve' }, actorId, now: noonOf(date) },
  );
}

it('what waits is the SLM’s while the manager and their delegate are away, and the delegate’s once they are back', async () => {
  const { owner } = database;
  await run(0, 1);
  const span = { from_date: '2026-03-04', to_date: '2026-03-13' };
  await owner('delegation').insert({ manager_id: manager, delegate_id: delegate, ...span });
  await owner('rep_absence').insert({ rep_id: delegate, ...span, to_date: '2026-03-06', kind: 'leave' });
  await follow('2026-03-04');
  expect(await messagesTo(delegate)).toEqual([]);
  expect(await messagesTo(slm)).toEqual(['review_request']);
  expect([await waitsFor(delegate, '2026-03-05'), await waitsFor(slm, '2026-03-05')]).toEqual([0, 1]);
  await sendAll();
  expect(await approve(delegate, '2026-03-05')).toEqual({ outcome: 'refused', refusal: 'not_found' });
  await follow('2026-03-06');
  expect(await messagesTo(delegate)).toEqual(['review_request']);
  const drawnAgain = owner('delivery').where({ recipient_id: slm }).whereRaw('shown_version < wanted_version');
  expect(await drawnAgain.pluck('kind')).toEqual(['review_request']);
  expect([await waitsFor(delegate, '2026-03-06'), await waitsFor(slm, '2026-03-06')]).toEqual([1, 0]);
  expect(await approve(slm, '2026-03-06')).toEqual({ outcome: 'refused', refusal: 'not_found' });
  expect(await approve(delegate, '2026-03-06')).toEqual({ outcome: 'done' });
  expect(await owner('rep_coaching_log').select('approved_by', 'decided_for')).toEqual([
    { approved_by: delegate, decided_for: manager },
  ]);
});
