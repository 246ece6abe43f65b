import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { showRep } from '../../src/workflows/show-rep.ts';
import { reading } from '../slack/messages/sample.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { saveReadings } from '../support/save-readings.ts';
import { loadPeople, nameOf, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-04-02T14:00:00Z');
const monday: LocalDate = '2026-03-30';
const items = { escalated: '', waits: '', dismissed: '' };

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-01-06');
  await saveReadings(owner, [reading({ repId: people.rep, asOf: monday })]);
  const dimensions = { escalated: '2>3', waits: '3>4', dismissed: '4>5' } as const;
  for (const name of ['escalated', 'waits', 'dismissed'] as const) {
    const item = await givePendingItem(owner, { repId: people.rep, on: monday, dimension: dimensions[name] });
    items[name] = item.coachingId;
    if (name !== 'escalated') continue;
    const escalationId = await giveEscalationOf(owner, item);
    await owner('escalation').where({ escalation_id: escalationId }).update({ as_of: '2026-03-29' });
  }
  const decided = { approval_status: 'dismissed', approved_by: people.manager, decided_at: now };
  await owner('rep_coaching_log')
    .where({ coaching_id: items.dismissed })
    .update({ ...decided, dismiss_reason: 'known_context' });
  await owner('daily_breach').insert(['2026-03-24', monday].map(flagOf));
});

const flagOf = (breach_date: string) => ({
  rep_id: people.rep,
  role: 'AE',
  metric_key: 'AE.stage_conversion',
  dimension: '2>3',
  breach_date,
  value: '0.111',
  gap: '0.4',
  weight: '4',
  reading: JSON.stringify(reading({ repId: people.rep, asOf: monday })),
  is_onset: true,
  delivered_on: breach_date,
  delivered_as: 'flag',
});

/** Which of the items, and the flags of which days, somebody is shown. */
async function shownTo(askerId: string) {
  const rep = { personId: people.rep, fullName: nameOf(people.rep) };
  const asked = { askerId, rep, month: null, asked: 'rep_view', orgTz, now, catalog: builtInCatalog };
  const answer = await showRep(database.db, asked);
  if (answer.outcome !== 'view') return answer.outcome;
  const { actions, flags } = answer.view;
  const nameOfItem = (id: string) => Object.entries(items).find(([, coachingId]) => coachingId === id)?.[0];
  return { items: actions.map(({ coachingId }) => nameOfItem(coachingId)).sort(), flags: flags.map(({ on }) => on) };
}

describe('the view of a rep while an escalation is open', () => {
  it('tells the second-line manager what its history tells of, and nothing else that waits, was dismissed or flagged', async () => {
    expect(await shownTo(people.slm)).toEqual({ items: ['escalated'], flags: ['2026-03-24'] });
  });

  it('tells the manager everything, and the second-line manager too who stands in', async () => {
    const all = { items: ['dismissed', 'escalated', 'waits'], flags: ['2026-03-24', monday] };
    expect(await shownTo(people.manager)).toEqual(all);
    const away = { rep_id: people.manager, from_date: '2026-04-01', to_date: '2026-04-03', kind: 'leave' };
    await database.owner('rep_absence').insert(away);
    expect(await shownTo(people.slm)).toEqual(all);
  });

  it('tells the rep of none of it', async () => {
    expect(await shownTo(people.rep)).toEqual({ items: [], flags: [] });
  });
});
