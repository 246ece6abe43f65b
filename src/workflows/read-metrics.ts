import type { Knex } from 'knex';
import { saveRecords } from '../db/stores/metric-readings.ts';
import { WaitingReadings } from '../db/stores/waiting-readings.ts';
import type { DraftReading } from '../domain/compare-with-peers.ts';
import { firstOfMonth, isoMonday } from '../domain/local-date.ts';
import type { MetricKey, Status } from '../domain/metric.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { assessSkills, type SkillSummary } from './assess-skills.ts';
import { type JudgedRole, type JudgeMetricsRequest, judgeMetrics } from './judge-metrics.ts';

/** The evaluation date is a Monday for a week, the first of a month for a month. */
export type ReadMetricsRequest = JudgeMetricsRequest;

export interface ReadingSummary {
  /** Reps with a role at t, whether or not any metric is read for it. */
  readonly reps: number;
  readonly readings: number;
  /** Readings that were not there before. */
  readonly added: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly fired: number;
  /** Of a week; a month assesses none. */
  readonly skills: SkillSummary;
  /** Source rows that were left out, and why. */
  readonly refused: readonly RefusedRows[];
  /** Metrics whose source recorded nothing of anybody in the scored week: their clocks stand still. */
  readonly outages: ReadonlySet<MetricKey>;
}

/**
 * Reads every metric of every rep at t and keeps the readings; of a week also the skill assessments, from the same
 * source rows. All are kept, or none: what fails leaves nothing behind. Repeated with the same request it adds nothing.
 * @throws RangeError when t does not begin a period.
 */
export async function readMetrics(db: Knex, request: ReadMetricsRequest): Promise<ReadingSummary> {
  checkPeriodStart(request);
  const run = { asOf: request.t, period: request.period };
  const byStatus = { ...NO_READINGS };
  const summary = { readings: 0, added: 0, fired: 0 };
  const skills = { assessments: 0, added: 0, gaps: 0 };
  const left = await db.transaction(async (store) => {
    // It waits for the families, however long they take.
    await store.raw("set local idle_in_transaction_session_timeout = '10min'");
    return judgeMetrics<WaitingReadings>(db, request, {
      keep: (drafts) => new WaitingReadings(counted(drafts, byStatus), run),
      async take(judged) {
        const storingEnded = request.onStep?.('storing');
        for (const waiting of judged.kept) {
          for (const { records, fired } of waiting.judged(judged.strictnessOf)) {
            add(summary, { readings: records.length, added: await saveRecords(store, records), fired });
          }
        }
        storingEnded?.();
        const skillsEnded = request.onStep?.('skills');
        add(skills, await skillsOf(store, judged, request));
        skillsEnded?.();
      },
    });
  });
  return { reps: request.members.length, ...summary, byStatus, skills, ...left };
}

function* counted(drafts: Iterable<DraftReading>, byStatus: Record<Status, number>): Generator<DraftReading> {
  for (const draft of drafts) {
    byStatus[draft.status] += 1;
    yield draft;
  }
}

/** Skills are judged as strictly as the metrics of the same run. */
function skillsOf(db: Knex, judged: JudgedRole<unknown>, { t, catalog, members }: ReadMetricsRequest) {
  const { role, skills, strictnessOf } = judged;
  return assessSkills(db, { t, role, drafts: skills, thresholds: catalog.thresholds, members, strictnessOf });
}

function add<Name extends string>(sums: Record<Name, number>, counts: Readonly<Record<Name, number>>): void {
  for (const name in sums) sums[name] += counts[name];
}

const NO_READINGS: Readonly<Record<Status, number>> = {
  not_applicable: 0,
  data_quality: 0,
  on_leave: 0,
  ramping: 0,
  no_denominator: 0,
  insufficient_sample: 0,
  no_benchmark: 0,
  ok: 0,
};

function checkPeriodStart({ t, period }: ReadMetricsRequest): void {
  const start = period === 'week' ? isoMonday(t) : firstOfMonth(t);
  if (start === t) return;
  throw new RangeError(`A ${period} is read on its first day after it, such as ${start}; found ${t}.`);
}
