import type { Knex } from 'knex';
import { availableDays } from '../domain/availability.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { compareWithPeers, type Measured } from '../domain/compare-with-peers.ts';
import { Decimal } from '../domain/decimal.ts';
import { judgeRep } from '../domain/judge-metric.ts';
import { addDays, type LocalDate, laterOf } from '../domain/local-date.ts';
import type { Reading } from '../domain/metric.ts';
import type { RepDates, RepToMeasure } from '../measures/measure.ts';
import { expectedTouches, outreachPlans } from '../measures/outreach-plan.ts';
import { touchesSent } from '../measures/recent-touches.ts';
import type { DayToRead } from './read-day.ts';

/** Further back nobody's days are looked for: who was there on fewer has been away for long. */
const LOOK_BACK_DAYS = 28;

/**
 * Touches against the plan over the last few business days on which each SDR was there; of those who were there in the
 * last week, and as long in the role. Nobody sent anything: the log is silent, and nothing is new in these readings.
 */
export async function recentOutreach(db: Knex, day: DayToRead): Promise<Reading[]> {
  const { d, runStart, settings, catalog, members } = day;
  const { outreachDays } = catalog.thresholds.dailyFlags;
  const metric = catalog.find('SDR.outreach_volume');
  const end = startOfDay(d, settings.orgTz);
  const reps = members.flatMap((member) => {
    if (member.role !== 'SDR' || member.isLeaveWeek) return [];
    const start = startOfLastDays(member, d, outreachDays);
    return start === null ? [] : [repFrom(start, member, { d, end, orgTz: settings.orgTz })];
  });
  if (metric === undefined || reps.length === 0) return [];
  const window = { start: addDays(d, -LOOK_BACK_DAYS), end: d, from: end, to: end, onLeave: false };
  const { plans } = await outreachPlans(db, window, runStart);
  const asked = expectedTouches(plans);
  const sent = await touchesSent(
    db,
    reps.map(({ repId, own }) => ({ repId, from: own.from })),
    { end, runStart },
  );
  const measured = reps.map((rep): Measured => {
    const { touches, days, isPlanned } = asked(rep);
    const numerator = new Decimal(sent.get(rep.repId) ?? 0);
    return {
      rep: {
        repId: rep.repId,
        segment: rep.segment,
        ramping: rep.isRamping,
        own: { ...rep.own, poorData: rep.isTied },
        evidence: { ...rep.evidence, poorData: rep.isTied },
      },
      series: {
        repId: rep.repId,
        dimension: '',
        own: [{ segment: rep.segment, numerator, denominator: touches, size: days }],
        evidence: { kind: 'none' },
        newEvidence: sent.size === 0 ? 0 : 1,
        companions: {},
        ...(!isPlanned && { status: 'not_applicable' }),
      },
    };
  });
  const { alpha, minimumPeers } = catalog.thresholds.roles.SDR;
  const lenient = { ...metric, minimumSample: Math.min(metric.minimumSample, outreachDays) };
  return compareWithPeers(lenient, measured, minimumPeers).flatMap((draft) =>
    judgeRep([draft], { asOf: d, period: 'week' }, alpha),
  );
}

/** The first of the last business days on which the rep was there in the stint; null when there were too few. */
function startOfLastDays(
  { stintStart, calendar, absences }: CohortMember,
  d: LocalDate,
  days: number,
): LocalDate | null {
  const range = { start: laterOf(addDays(d, -LOOK_BACK_DAYS), stintStart), end: d };
  return availableDays(range, calendar, absences).at(-days) ?? null;
}

function repFrom(
  start: LocalDate,
  member: CohortMember,
  { d, end, orgTz }: { d: LocalDate; end: Date; orgTz: string },
): RepToMeasure {
  const own: RepDates = { start, end: d, from: startOfDay(start, orgTz), to: end, onLeave: false };
  return { ...member, own, evidence: own };
}
