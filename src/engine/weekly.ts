import type { Catalog } from '../catalog/catalog.ts';
import { absencesDuring } from '../db/reads/absences.ts';
import { businessCalendars } from '../db/reads/business-calendars.ts';
import { repsToStep } from '../db/reads/reps-to-step.ts';
import { isOnLeave } from '../domain/availability.ts';
import { addDays } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { followReportingLines } from '../workflows/follow-reporting-lines.ts';
import { loadCohort } from '../workflows/load-cohort.ts';
import { readMetrics } from '../workflows/read-metrics.ts';
import { reportRowFaults } from '../workflows/report-data-faults.ts';
import { stepPatterns } from '../workflows/step-patterns.ts';
import type { JobHandler } from './job-context.ts';
import { readingReport } from './reading-report.ts';

/** The weekly run: reads every metric of the week that ended, then lets the clock of every rep's patterns step. */
export function weeklyRun(settings: OrganisationSettings, catalog: Catalog): JobHandler {
  return async (run) => {
    const { db, localPeriod: t, runStart, now } = run;
    await run.stage('read');
    const onProgress = ({ done, total }: { done: number; total: number }) => run.progress(done, total);
    const members = await loadCohort(db, { t, runStart, settings, thresholds: catalog.thresholds });
    const read = await readMetrics(db, { t, period: 'week', runStart, settings, catalog, members, onProgress });
    const report = await readingReport(run, read, settings);
    await run.once('faults', (trx) => reportRowFaults(trx, report.atFault, run));

    const cohort = new Map(members.map((member) => [member.repId, member]));
    const context = {
      asOf: t,
      orgTz: settings.orgTz,
      now,
      settings,
      catalog,
      sourceOutages: read.outages,
    };
    // Of whom nothing tells the role any more, somebody who is away for long say, the absences still do.
    const scoredWeek = { start: addDays(t, -7), end: t };
    const away = await absencesDuring(db, scoredWeek);
    const calendar = (await businessCalendars(db)).get(settings.orgCalendarId);
    // An item of its own: what cannot be handed over is parked, and stops nobody's clock.
    await run.forEachItem(
      'follow',
      ['lines'],
      (name) => name,
      () => followReportingLines(db, context),
    );
    const stepped = await run.forEachItem(
      'step',
      await repsToStep(db, t),
      (repId) => repId,
      (trx, repId) => {
        const member = cohort.get(repId);
        const isLeaveWeek =
          member?.isLeaveWeek ??
          isOnLeave(scoredWeek, { calendar, absences: away.get(repId) ?? [] }, catalog.thresholds.availableShare);
        const week = { repId, role: member?.role ?? null, segment: member?.segment ?? null, isLeaveWeek };
        return stepPatterns(trx, week, context);
      },
    );
    return {
      reps: read.reps,
      readings: read.readings,
      fired: read.fired,
      skills: read.skills.assessments,
      skillGaps: read.skills.gaps,
      ...report,
      stepped: stepped.done + stepped.skipped,
      parked: stepped.parked,
    };
  };
}
