import { beforeEach, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { type HeldCondition, raiseCondition } from '../../src/workflows/raise-condition.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const first: LocalDate = '2026-03-02';
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };

beforeEach(async () => {
  await database.owner.raw('truncate person, rep_activity, territory_definitions, escalation, delivery cascade');
  await loadPeople(database.owner, '2025-01-06');
});

/** Lets the condition hold on these days after the first. @returns the days on which it was raised. */
async function raisedOn(days: readonly number[], facts: HeldCondition['facts']): Promise<number[]> {
  const raised: number[] = [];
  for (const day of days) {
    const d = addDays(first, day);
    const context = { d, now: new Date(`${d}T11:00:00Z`), settings, catalog: builtInCatalog };
    const held = { repId: people.rep, role: 'AE', reading: null, facts } as const;
    const outcome = await database.db.transaction((trx) => raiseCondition(trx, held, context));
    if (outcome.raised) raised.push(day);
  }
  return raised;
}

const facts: readonly HeldCondition['facts'][] = [
  {
    rule: 'E4',
    from: '2026-02-02',
    to: first,
    book: 5,
    compared: 5,
    dropped: 3,
    churned: 0,
    shareAbove: new Decimal('0.5'),
  },
  { rule: 'E6', windowDays: 28, onsets: [{ metricKey: 'AE.objection_handling', dimension: '', on: first }] },
];

it.each(facts.map((one) => ({ rule: one.rule, one })))(
  '$rule is raised once in 28 days, and on the 28th again',
  async ({ one }) => {
    expect(await raisedOn([0, 1, 27, 28, 29, 55, 56], one)).toEqual([0, 28, 56]);
  },
);
