import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { openEscalations } from '../../src/db/reads/open-escalations.ts';
import { positionsOf } from '../../src/db/reads/positions.ts';
import { threadCounterpart } from '../../src/db/reads/thread-counterpart.ts';
import { waitingByDecider, waitingItems } from '../../src/db/reads/waiting-items.ts';

import type { DeliveryKind } from '../../src/delivery/delivery-kind.ts';
import { localDateOf } from '../../src/domain/calendar.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { rightsToRep } from '../../src/workflows/look-at-rep.ts';
import { mayTakeEscalation } from '../../src/workflows/may-take-escalation.ts';
import { mayRequestEscalation } from '../../src/workflows/request-escalation.ts';
import { rollupsDue } from '../../src/workflows/rollups-due.ts';
import { showTeams } from '../../src/workflows/show-teams.ts';
import { mayAddContext } from '../../src/workflows/write-context.ts';
import { reading } from '../slack/messages/sample.ts';
import { delivery } from '../slack/renderers/rendering-world.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { saveReadings } from '../support/save-readings.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, nameOf, orgTz, people } from '../support/small-organisation.ts';

/** From the 17th on the rep has another manager and second-line manager. In New York that begins at 04:00 UTC. */
const database = useDatabase();
const { rep, manager, otherManager: newManager, slm, admin: newSlm } = people;
const lastSecond = new Date('2026-03-17T03:59:59Z');
const midnight = new Date('2026-03-17T04:00:00Z');
const everyone = [manager, newManager, slm, newSlm];
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const renderers = createRenderers(settings, builtInCatalog);
let coachingId: string;
let escalationId: string;

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-01-06');
  await owner('person').update({ is_admin: false });
  await owner('reporting_line').whereNot({ rep_id: rep }).del();
  const line = () => owner('reporting_line').where({ rep_id: rep });
  await line().update({ effective_to: '2026-03-17' });
  const next = { rep_id: rep, manager_id: newManager, slm_id: newSlm, effective_from: '2026-03-17' };
  await owner('reporting_line').insert(next);
  await saveReadings(owner, [reading({ repId: rep, asOf: '2026-03-16' })]);
  const item = await givePendingItem(owner, { repId: rep, on: '2026-03-16' });
  coachingId = item.coachingId;
  escalationId = await giveEscalationOf(owner, item);
  const reference = { escalation_id: escalationId };
  await giveSent(owner, { key: 'notice', kind: 'escalation_notice', to: people.peers[0], reference, at: lastSecond });
});

/** Who of all of them may, by a question. */
async function those(may: (personId: string) => Promise<boolean>): Promise<string[]> {
  const found: string[] = [];
  for (const personId of everyone) if (await may(personId)) found.push(personId);
  return found;
}

/** Who answers for the rep and who takes their escalation, by everything that asks. */
async function answersAt(now: Date) {
  const { db } = database;
  const moment = { orgTz, now };
  const about = (actorId: string) => ({ actorId, repId: rep, now });
  const today = localDateOf(now, orgTz);
  const decide = (actorId: string) =>
    // What nobody has seen yet: nothing changes, whoever asks.
    decideRecommendation(
      db,
      { orgTz, catalog: builtInCatalog },
      {
        coachingId,
        seenVersion: 99,
        decision: { kind: 'approve' },
        actorId,
        now,
      },
    );
  const reads = (kind: DeliveryKind, reference: Record<string, string>) => async (recipientId: string) => {
    const subjects = [`coaching:${coachingId}`];
    return (await renderers[kind](db, delivery({ kind, recipientId, reference, subjects }), now)).outcome === 'message';
  };
  const page = { limit: 1, offset: 0 };
  const teams = (askerId: string) =>
    showTeams(db, { askerId, month: null, as: ['manager'], asked: null, ...moment, catalog: builtInCatalog });
  const escalation = { escalation_id: escalationId };
  return {
    manager: {
      decides: await those(async (id) => {
        const refused = await decide(id);
        return refused.outcome === 'refused' && refused.refusal === 'stale';
      }),
      queue: await those(async (id) => (await waitingItems(db, id, moment, page)).total > 0),
      reminded: (await waitingByDecider(db, moment, '2026-04-01')).map(({ personId }) => personId),
      view: await those(async (id) =>
        (await rightsToRep(db, { askerId: id, repId: rep, ...moment })).may('decide_action'),
      ),
      team: await those(async (id) => (await teams(id)).outcome === 'teams'),
      rollup: (await rollupsDue(db, new Map([[rep, 'AE']]), moment)).map(({ recipientId }) => recipientId),
      escalates: await those((id) => mayRequestEscalation(db, orgTz, about(id))),
      context: await those((id) => mayAddContext(db, orgTz, about(id))),
      position: await those(async (id) => (await positionsOf(db, id, today)).isManager),
      request: await those(reads('review_request', { rep_id: rep, as_of: '2026-03-16' })),
      notice: await those(reads('escalation_notice', escalation)),
    },
    slm: {
      takes: await those((id) => mayTakeEscalation(db, orgTz, { ...about(id), slmId: slm })),
      home: await those(async (id) => (await openEscalations(db, id, moment)).length > 0),
      view: await those(async (id) => {
        const { may } = await rightsToRep(db, { askerId: id, repId: rep, ...moment });
        return may('digest') && !may('decide_action');
      }),
      position: await those(async (id) => (await positionsOf(db, id, today)).isSlm),
      thread: await those(reads('escalation', escalation)),
      named: [await threadCounterpart(db, { channelId: 'D1', ts: '1.1', recipientId: people.peers[0] }, moment)],
    },
  };
}

const all = (question: Record<string, string[]>) => Object.entries(question).map(([name, who]) => [name, ...who]);

describe('who answers for a rep changes at midnight on the organisation’s clock, everywhere at once', () => {
  it.each([
    ['a second before', lastSecond, manager, slm],
    ['from midnight on', midnight, newManager, newSlm],
  ])('%s', async (_when, now, answers, takes) => {
    const asked = await answersAt(now);
    expect(all(asked.manager)).toEqual(Object.keys(asked.manager).map((name) => [name, answers]));
    const named = { ...asked.slm, named: asked.slm.named.map((name) => everyone.find((id) => nameOf(id) === name)) };
    expect(Object.entries(named).map(([name, who]) => [name, ...who])).toEqual(
      Object.keys(named).map((name) => [name, takes]),
    );
  });
});
