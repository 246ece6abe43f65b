import type { Knex } from 'knex';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import type { Reading, Role } from '../../src/domain/metric.ts';
import { type RepWeek, type StepContext, stepPatterns } from '../../src/workflows/step-patterns.ts';
import { orgTz, people } from './small-organisation.ts';
import { giveReading } from './weekly-readings.ts';

/** A week of the rep's pattern: ".20 F" flagged, ".42" not, "gap" nothing new, "leave" away, "none" not read at all. */
export type ToldWeek = string;

export const firstWeek: LocalDate = '2026-03-02';
export const weekOf = (index: number): LocalDate => addDays(firstWeek, 7 * index);
export const mondayMorning = (date: LocalDate): Date => new Date(`${date}T11:00:00Z`);

/** Lets one week be read and stepped as the weekly run does: through the real workflow, in one transaction. */
export async function stepWeek(
  db: Knex,
  index: number,
  told: ToldWeek,
  of: { role?: Role; reading?: Partial<Reading>; week?: Partial<RepWeek>; context?: Partial<StepContext> } = {},
): Promise<void> {
  const asOf = weekOf(index);
  const { role = 'AE' } = of;
  const [value = '', flag] = told.split(' ');
  const isFlagged = flag === 'F';
  const measured = { value: new Decimal(['gap', 'leave', 'none'].includes(value) ? 0 : value) };
  if (told !== 'none') {
    await giveReading(db, people.rep, asOf, {
      ...of.reading,
      role,
      ...measured,
      material: isFlagged,
      credible: isFlagged,
      fired: isFlagged,
      newEvidence: told === 'gap' ? 0 : 3,
    });
  }
  const week = { repId: people.rep, role, segment: null, isLeaveWeek: told === 'leave', ...of.week };
  const context = {
    asOf,
    orgTz,
    now: mondayMorning(asOf),
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    catalog: builtInCatalog,
    sourceOutages: new Set<string>(),
    ...of.context,
  };
  await db.transaction((trx) => stepPatterns(trx, week, context));
}
