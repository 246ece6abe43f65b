import { addDays, daysBetween, earlierOf, type LocalDate } from '../domain/local-date.ts';
import type { RowQuality } from '../domain/measured-series.ts';
import type { BookPart } from './book-part.ts';
import { customerBooks, type HealthDates, type HealthQuality, type HeldAccount } from './customer-books.ts';
import { healthEscalations } from './health-escalations.ts';
import { csatTrend, npsTrend } from './health-surveys.ts';
import { healthTrend } from './health-trend.ts';
import type { MeasureFamily, MeasureRequest, MetricMeasurement, MetricRequest } from './measure.ts';
import { repsOf } from './rep-columns.ts';

const parts: ReadonlyMap<string, BookPart> = new Map([
  ['trend', healthTrend],
  ['escalations', healthEscalations],
  ['nps', npsTrend],
  ['csat', csatTrend],
]);

/** What the health log says of the accounts that AMs and CSMs own at t: `trend`, `escalations`, `nps` and `csat`. */
export const customerHealth: MeasureFamily = async (db, request) => {
  const { metrics } = request;
  const { books, unsound, unknown } = await customerBooks(db, repsOf(metrics), healthDates(metrics, request));
  return {
    metrics: metrics.map((wanted) => measured(wanted, books, request)),
    refused: [
      { reason: 'health log: a score, tier or answer out of its range, or no model version', rows: unsound },
      { reason: 'health log: an account that accounts does not know', rows: unknown },
    ].filter((refused) => refused.rows > 0),
  };
};

/** From when on the health log is looked at, for each use that a metric makes of it. */
export function healthDates(
  metrics: readonly MetricRequest[],
  { t, runStart, thresholds }: Pick<MeasureRequest, 't' | 'runStart' | 'thresholds'>,
): HealthDates {
  const daysBack = (names: readonly string[], pick: (wanted: MetricRequest) => LocalDate): number => {
    const wanted = metrics.filter(({ metric }) => names.includes(metric.measure.part));
    return daysBetween(t, wanted.map(pick).reduce(earlierOf, t));
  };
  return {
    t,
    trendFrom: daysBack(['trend'], ({ own }) => own.start),
    evidenceFrom: daysBack(['trend'], ({ evidence }) => evidence.start),
    scoredFrom: daysBack(['escalations'], () => addDays(t, -thresholds.healthScoreDays)),
    answersFrom: daysBack(['nps', 'csat'], ({ own }) => own.start),
    earlierAnswersFrom: daysBack(['nps', 'csat'], ({ own }) => addDays(own.start, -daysBetween(own.start, own.end))),
    inheritedAccountDays: thresholds.inheritedAccountDays,
    runStart,
  };
}

/** @throws RangeError for a part that there is not. */
export function bookPart({ metric }: Pick<MetricRequest, 'metric'>): BookPart {
  const part = parts.get(metric.measure.part);
  if (part === undefined) throw new RangeError(`The customer health measure has no part "${metric.measure.part}".`);
  return part;
}

function measured(
  wanted: MetricRequest,
  books: ReadonlyMap<string, readonly HeldAccount[]>,
  { t, thresholds }: MeasureRequest,
): MetricMeasurement {
  const { metric, reps, lastWeek } = wanted;
  const part = bookPart(wanted);
  const found = reps.map((rep) => ({ rep, accounts: books.get(rep.repId) ?? [] }));
  const newFrom = daysBetween(t, lastWeek.start);
  return {
    metricKey: metric.key,
    series: found.map(({ rep, accounts }) => ({
      repId: rep.repId,
      dimension: '',
      ...part.seriesOf({ rep, accounts, t, newFrom, thresholds }),
    })),
    quality: new Map(
      found.map(({ rep, accounts }) => {
        const { own, evidence } = part.quality;
        return [rep.repId, { own: qualityOf(accounts, own), evidence: qualityOf(accounts, evidence) }];
      }),
    ),
  };
}

function qualityOf(accounts: readonly HeldAccount[], use: keyof HealthQuality): RowQuality {
  const sum = (pick: (quality: RowQuality) => number) =>
    accounts.reduce((total, { account }) => total + pick(account.quality[use]), 0);
  return { rows: sum((quality) => quality.rows), excluded: sum((quality) => quality.excluded) };
}
