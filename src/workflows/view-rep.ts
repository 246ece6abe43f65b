import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { headlines } from '../catalog/headlines.ts';
import { metricInWords } from '../catalog/playbook/metric-wording.ts';
import { coachingItems } from '../db/reads/coaching-items.ts';
import { coachingOfRep, escalationsOfRep } from '../db/reads/coaching-of-rep.ts';
import { dailyFlagsOfRep } from '../db/reads/daily-flags-of-rep.ts';
import { latestReadingDate } from '../db/reads/latest-reading-date.ts';
import { patternsInChecks } from '../db/reads/month-patterns.ts';
import { type NamedPerson, personNamed } from '../db/reads/person-named.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import { skillsOfRep } from '../db/reads/skills-of-rep.ts';
import { digestOfMonth } from '../db/reads/stored-digest.ts';
import type { DateRange } from '../domain/calendar.ts';
import { addDays, addMonths, type LocalDate } from '../domain/local-date.ts';
import { composeView, type RepView, type ViewPeriod } from '../domain/view.ts';
import { OperatorError } from '../errors.ts';

export interface ViewRequest {
  /** A person_id or an e-mail address. */
  readonly rep: string;
  /** The first day of the month it is about; null: the latest week. */
  readonly month: LocalDate | null;
  readonly orgTz: string;
  readonly catalog: Catalog;
}

/** The four sections about a rep. Reads only. @throws OperatorError for somebody unknown, or without readings. */
export async function viewRep(db: Knex, { rep, ...asked }: ViewRequest): Promise<RepView> {
  const person = await personNamed(db, rep);
  if (person === null) throw unknownRep(rep);
  const view = await viewOf(db, person, asked);
  if (view === null) throw noReadings(person.personId, asked.month === null ? 'week' : asked.month.slice(0, 7));
  return view;
}

/** The same of a person who is known; null where no run has read them in that period. */
export async function viewOf(
  db: Knex,
  person: NamedPerson,
  { month, orgTz, catalog }: Omit<ViewRequest, 'rep'>,
): Promise<RepView | null> {
  const repId = person.personId;
  const latest = month === null ? await latestReadingDate(db, repId, 'week') : addMonths(month, 1);
  if (latest === null) return null;
  const shown = month === null ? weekOf(latest) : monthOf(month);
  const readings = await readingsOfRep(db, repId, shown);
  const digest = month === null ? null : await digestOfMonth(db, repId, month);
  const role = digest?.content.role ?? readings[0]?.role;
  if (role === undefined) return null;
  const carried = (digest?.content.actions ?? []).map(({ coachingId }) => coachingId);
  const items = new Set([...(await coachingOfRep(db, repId, shown.underWay)), ...carried]);
  return composeView({
    ...shown,
    repId,
    repName: person.fullName,
    role,
    metrics: catalog.metrics.filter((metric) => metric.role === role).map(metricInWords),
    readings: readings.filter((reading) => reading.role === role),
    previousReadings: await readingsOfRep(db, repId, { asOf: shown.before, period: shown.period }),
    patterns: await patternsInChecks(db, { repId, role }, shown.checks),
    skills: await skillsOfRep(db, { repId, role }, shown.assessed),
    items: await coachingItems(db, [...items], { orgTz }),
    flags: await dailyFlagsOfRep(db, repId, shown.flagged),
    escalations: await escalationsOfRep(db, repId, { dates: shown.underWay, orgTz }),
    digest,
    first: headlines[role],
  });
}

interface ShownPeriod extends ViewPeriod {
  /** The evaluation date before. */
  readonly before: LocalDate;
  /** Skills are dated on the Sunday of the week that they score. */
  readonly assessed: DateRange;
  /** Actions and escalations: what comes up within a week belongs to it, before the next check. */
  readonly underWay: DateRange;
  /** Daily flags: of a week, those since the check before, and those after it while no later check has been made. */
  readonly flagged: DateRange;
}

function weekOf(asOf: LocalDate): ShownPeriod {
  const checks = { start: asOf, end: addDays(asOf, 1) };
  const before = addDays(asOf, -7);
  const underWay = { start: asOf, end: addDays(asOf, 7) };
  const flagged = { start: addDays(before, 1), end: underWay.end };
  return { period: 'week', asOf, checks, before, assessed: { start: before, end: asOf }, underWay, flagged };
}

function monthOf(month: LocalDate): ShownPeriod {
  const asOf = addMonths(month, 1);
  const checks = { start: month, end: asOf };
  return { period: 'month', asOf, checks, before: month, assessed: checks, underWay: checks, flagged: checks };
}

/** Nobody is called so. */
export function unknownRep(rep: string): OperatorError {
  return new OperatorError({
    code: 'unknown_rep',
    what: `Nobody has the id or e-mail address ${rep}.`,
    expected: 'a person_id or email of the table coaching.person',
    remedy: 'Check the spelling, or fill in the person.',
  });
}

/** @param period `week`, or the month as YYYY-MM. */
export function noReadings(repId: string, period: string): OperatorError {
  return new OperatorError({
    code: 'no_readings',
    what: `There are no readings of ${repId} for ${period === 'week' ? 'any week' : period}.`,
    expected: 'a rep whom a run has read',
    remedy: 'Run `rep-coach run` or `rep-coach backfill` for that period, or choose another.',
  });
}
