import type { Catalog } from '../catalog/catalog.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import { leaversWithPatterns } from '../db/reads/leavers-with-patterns.ts';
import { nextDigestDate } from '../db/reads/next-digest-date.ts';
import { unownedEscalations } from '../db/reads/unowned-escalations.ts';
import { waitingByDecider } from '../db/reads/waiting-items.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { closeItemsOfLeaver } from '../workflows/close-items-of-leaver.ts';
import { followReportingLines } from '../workflows/follow-reporting-lines.ts';
import { remindOfEscalation } from '../workflows/remind-of-escalation.ts';
import { reminderDay, remindOfWaiting } from '../workflows/remind-of-waiting.ts';
import { reportStaleSources } from '../workflows/report-data-faults.ts';
import { checkConditions } from './daily-conditions.ts';
import type { JobContext, JobHandler } from './job-context.ts';

export interface DailyHooks {
  /** Reads the open escalation threads again for what was missed; there is none where Slack is not connected. */
  readonly rereadThreads?: (() => Promise<void>) | undefined;
}

/**
 * The daily run: follows who answers for whom, closes what leavers leave, checks the conditions that cannot wait for a
 * week, reminds, and reads open threads again.
 */
export function dailyRun(settings: OrganisationSettings, catalog: Catalog, hooks: DailyHooks): JobHandler {
  return async (run) => {
    const moment = { orgTz: settings.orgTz, now: run.now };
    const followed = await run.forEachItem(
      'follow',
      ['lines'],
      (name) => name,
      () => followReportingLines(run.db, { ...moment, catalog }),
    );
    const closed = await closeLeavers(run, settings);
    const conditions = await checkConditions(run, settings, catalog);
    const reminders = await remindManagers(run, settings, catalog.thresholds);
    const escalations = await run.forEachItem(
      'remind-slm',
      await unownedEscalations(run.db),
      ({ escalationId, slmId }) => `${escalationId}:${slmId}`,
      (trx, escalation) =>
        remindOfEscalation(trx, escalation, { settings, thresholds: catalog.thresholds, now: run.now }),
    );
    await run.once('sources', (trx) => reportStaleSources(trx, run.localPeriod, moment));
    await run.stage('reread');
    await hooks.rereadThreads?.();
    return {
      ...conditions.summary,
      leavers: closed.done + closed.skipped,
      reminders: reminders.done + reminders.skipped,
      parked: followed.parked + closed.parked + conditions.parked + reminders.parked + escalations.parked,
    };
  };
}

async function closeLeavers(run: JobContext, { orgTz }: OrganisationSettings) {
  const today = localDateOf(run.now, orgTz);
  return run.forEachItem(
    'close',
    await leaversWithPatterns(run.db, run.now),
    (repId) => repId,
    (trx, repId) => closeItemsOfLeaver(trx, repId, { today, now: run.now }),
  );
}

async function remindManagers(run: JobContext, settings: OrganisationSettings, thresholds: Thresholds) {
  const { db, now } = run;
  const digestOn = await nextDigestDate(db, settings, now);
  const day = await reminderDay(db, digestOn, { settings, thresholds, now });
  const moment = { orgTz: settings.orgTz, now };
  return run.forEachItem(
    'remind',
    day === null ? [] : await waitingByDecider(db, moment, day),
    ({ personId }) => personId,
    (trx, waiting) => remindOfWaiting(trx, waiting, digestOn, now),
  );
}
