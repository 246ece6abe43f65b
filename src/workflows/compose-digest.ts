import type { Knex } from 'knex';
import { headlines } from '../catalog/headlines.ts';
import { metricInWords, patternTitle, seriesTitle } from '../catalog/playbook/metric-wording.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import { type ActionCheck, actionChecks } from '../db/reads/action-checks.ts';
import { type ActionToSurface, lockActionsToSurface } from '../db/reads/actions-to-surface.ts';
import { skillsOfRep } from '../db/reads/skills-of-rep.ts';
import { addDigest } from '../db/stores/digests.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import { composeDigest, type DigestAction, type DigestContent, type MonthPattern } from '../domain/digest.ts';
import { addMonths, type LocalDate } from '../domain/local-date.ts';
import type { MetricDefinition, Reading, Role } from '../domain/metric.ts';
import { repPictures } from './rep-pictures.ts';

/** One rep's month, as far as it was loaded for all reps at once. */
export interface RepMonth {
  repId: string;
  /** At the end of the month. */
  role: Role;
  readings: readonly Reading[];
  previousReadings: readonly Reading[];
  patterns: readonly MonthPattern[];
}

export interface DigestRun {
  /** First day of the month that the digests are about. */
  periodMonth: LocalDate;
  /** `now` of the run's first attempt: what was approved later waits for the next digest. */
  runStart: Date;
  now: Date;
  /** Business time before which it stays here; `now` when left out. */
  notBefore?: Date;
  metrics: readonly MetricDefinition[];
  thresholds: Pick<Thresholds, 'healthScoreDays' | 'inheritedAccountDays'>;
  reportingCurrency: string;
}

/**
 * Fixes what a rep's digest of a month says, takes up the actions approved for it, and sends it on its way; all in the
 * caller's transaction. A rep has one digest a month: asked again, nothing happens.
 */
export async function composeRepDigest(trx: Knex.Transaction, month: RepMonth, run: DigestRun): Promise<void> {
  const actions = await lockActionsToSurface(trx, month.repId, run.runStart);
  const checks = await actionChecks(
    trx,
    actions.map((action) => action.coachingId),
  );
  const definitions = new Map<string, MetricDefinition>(run.metrics.map((metric) => [metric.key, metric]));
  const assessed = { start: run.periodMonth, end: addMonths(run.periodMonth, 1) };
  const lines = composeDigest({
    ...month,
    first: headlines[month.role],
    skills: await skillsOfRep(trx, month, assessed),
    periodMonth: run.periodMonth,
    metrics: run.metrics.filter((metric) => metric.role === month.role).map(metricInWords),
    actions: actions.map((action) =>
      digestAction(action, definitions.get(action.metricKey), checks.get(action.coachingId)),
    ),
  });
  const end = addMonths(run.periodMonth, 1);
  const content: DigestContent = { ...lines, pictures: await repPictures(trx, lines, { t: end, before: end }, run) };
  const digestId = await addDigest(trx, {
    repId: month.repId,
    role: month.role,
    periodMonth: run.periodMonth,
    runStart: run.runStart,
    content,
    coachingIds: actions.map((action) => action.coachingId),
  });
  if (digestId === null) return;
  await redraw(
    trx,
    actions.map((action) => `coaching:${action.coachingId}`),
  );
  await enqueue(trx, {
    key: `digest:${run.periodMonth.slice(0, 7)}:${month.repId}`,
    kind: 'rep_digest',
    recipientId: month.repId,
    reference: { digest_id: digestId },
    subjects: [`digest:${digestId}`],
    notBefore: run.notBefore ?? run.now,
    now: run.now,
  });
}

function digestAction(
  action: ActionToSurface,
  definition: MetricDefinition | undefined,
  checks: ActionCheck | undefined,
): DigestAction {
  const { coachingId, text, patternResolved: improvedSince } = action;
  if (definition === undefined) return { coachingId, title: patternTitle(action), text, improvedSince, progress: null };
  const title = seriesTitle(definition, action.dimension);
  const progress = checks === undefined ? null : { unit: definition.unit, ...checks };
  return { coachingId, title, text, improvedSince, progress };
}
