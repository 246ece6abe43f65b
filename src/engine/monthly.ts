import type { Catalog } from '../catalog/catalog.ts';
import { digestCalendars } from '../db/reads/digest-calendars.ts';
import { monthPatterns } from '../db/reads/month-patterns.ts';
import { readingsOfRun } from '../db/reads/readings.ts';
import { availability } from '../domain/availability.ts';
import { atWallTime, firstBusinessDayOfMonth } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { groupBy } from '../domain/group-by.ts';
import { addMonths, type LocalDate } from '../domain/local-date.ts';
import { composeRepDigest } from '../workflows/compose-digest.ts';
import { composeRollup } from '../workflows/compose-rollup.ts';
import { loadCohort } from '../workflows/load-cohort.ts';
import { promiseAnew } from '../workflows/promise-anew.ts';
import { readMetrics } from '../workflows/read-metrics.ts';
import { rollupsDue } from '../workflows/rollups-due.ts';
import type { JobContext, JobHandler } from './job-context.ts';
import { readingReport } from './reading-report.ts';
import { type JobSettings, wallTime } from './timetable.ts';

/** The monthly run: reads the month that ended and composes every rep's digest and every manager's roll-up of it. */
export function monthlyRun(settings: JobSettings, catalog: Catalog): JobHandler {
  return async (run) => {
    const { db, localPeriod: t, runStart, now } = run;
    await run.stage('read');
    const onProgress = ({ done, total }: { done: number; total: number }) => run.progress(done, total);
    const members = await loadCohort(db, { t, runStart, settings, thresholds: catalog.thresholds });
    const read = await readMetrics(db, { t, period: 'month', runStart, settings, catalog, members, onProgress });
    const report = await readingReport(run, read, settings);

    const periodMonth = addMonths(t, -1);
    const goesOut = await whenItGoesOut(run, settings);
    const recipients = members.filter((rep) => wasThere(rep, periodMonth, t));
    const readings = groupBy(await readingsOfRun(db, { asOf: t, period: 'month' }), (reading) => reading.repId);
    const previous = groupBy(
      await readingsOfRun(db, { asOf: periodMonth, period: 'month' }),
      (reading) => reading.repId,
    );
    const composed = await run.forEachItem(
      'compose',
      recipients,
      (rep) => rep.repId,
      async (trx, { repId, role }) =>
        composeRepDigest(
          trx,
          {
            repId,
            role,
            readings: (readings.get(repId) ?? []).filter((reading) => reading.role === role),
            previousReadings: previous.get(repId) ?? [],
            patterns: await monthPatterns(trx, { repId, role }, periodMonth),
          },
          {
            periodMonth,
            runStart,
            now,
            notBefore: goesOut(repId),
            metrics: catalog.metrics,
            thresholds: catalog.thresholds,
            reportingCurrency: settings.reportingCurrency,
          },
        ),
    );
    await run.once('promise', (trx) =>
      promiseAnew(
        trx,
        recipients.map(({ repId }) => repId),
      ),
    );
    const roles = new Map(members.map(({ repId, role }) => [repId, role]));
    const rolledUp = await run.forEachItem(
      'roll_up',
      await rollupsDue(db, roles, { orgTz: settings.orgTz, now }),
      ({ teamId, recipientId }) => `${teamId}:${recipientId}`,
      (trx, team) =>
        composeRollup(trx, team, {
          periodMonth,
          runStart,
          now,
          notBefore: goesOut(team.recipientId),
          metrics: catalog.metrics,
        }),
    );
    return {
      reps: read.reps,
      readings: read.readings,
      ...report,
      digests: composed.done + composed.skipped,
      rollups: rolledUp.done + rolledUp.skipped,
      parked: composed.parked + rolledUp.parked,
    };
  };
}

/** At the time of the jobs on the recipient's first business day of the month, or now where that is over. */
async function whenItGoesOut({ db, localPeriod, runStart, now }: JobContext, settings: JobSettings) {
  const { ofRecipient } = await digestCalendars(db, settings, runStart);
  const time = wallTime(settings.jobTime);
  return (personId: string): Date => {
    const due = atWallTime(firstBusinessDayOfMonth(localPeriod, ofRecipient(personId)), time, settings.orgTz);
    return due > now ? due : now;
  };
}

/** Nobody gets a digest of a month in which they were away on every business day. */
function wasThere(rep: CohortMember, from: LocalDate, to: LocalDate): boolean {
  const { businessDays, available } = availability({ start: from, end: to }, rep.calendar, rep.absences);
  return businessDays === 0 || available > 0;
}
