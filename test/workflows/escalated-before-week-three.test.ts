import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays } from '../../src/domain/local-date.ts';
import { raiseCondition } from '../../src/workflows/raise-condition.ts';
import { reading } from '../slack/messages/sample.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { mondayMorning, stepWeek, weekOf } from '../support/stepped-weeks.ts';

const database = useDatabase();
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };

beforeEach(async () => {
  await database.owner.raw(
    'truncate person, metric_reading, pattern_episode, escalation, delivery, audit_event cascade',
  );
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

const thursday = addDays(weekOf(0), 3);

/** The daily run of the Thursday of the first week finds the rep far behind the quota. */
async function raiseFarBehind(): Promise<void> {
  const context = { d: thursday, now: mondayMorning(thursday), settings, catalog: builtInCatalog };
  const facts = {
    rule: 'E1',
    fiscalQuarter: 'Q1-2026',
    quarterEnd: '2026-04-01',
    daysLeft: 27,
    attainment: new Decimal('0.4'),
    below: new Decimal('0.5'),
  } as const;
  const held = { repId: people.rep, role: 'AE', reading: reading({ repId: people.rep }), facts } as const;
  await database.db.transaction((trx) => raiseCondition(trx, held, context));
}

describe('a pattern that went up before its third week', () => {
  it('keeps the date on which it first did; each escalation has its own', async () => {
    await stepWeek(database.db, 0, '.20 F');
    await raiseFarBehind();
    for (const index of [1, 2]) await stepWeek(database.db, index, '.20 F');
    expect(await database.owner('escalation').orderBy('as_of').select('rule', 'as_of')).toEqual([
      { rule: 'E1', as_of: thursday },
      { rule: 'E2', as_of: weekOf(2) },
    ]);
    expect(await database.owner('rep_coaching_log').select('escalated_to_slm', 'escalation_date')).toEqual([
      { escalated_to_slm: true, escalation_date: thursday },
    ]);
    expect(await database.owner('pattern_episode').pluck('escalated_on')).toEqual([weekOf(2)]);
  });
});
