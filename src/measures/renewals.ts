import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries } from '../domain/measured-series.ts';
import type { MeasureFamily } from './measure.ts';
import { fiscalYearOf } from './plan-rate.ts';
import { type QualityRow, qualityOf, type RateRow, rateSeries, shareOf, total } from './rate-rows.ts';
import { RENEWALS_SQL } from './renewals-sql.ts';
import { repColumns, repsOf } from './rep-columns.ts';

/** A rep's renewals of one part in the accounts of one segment; null: `accounts` does not know them. */
interface RenewalRow extends RateRow, QualityRow {
  part: string;
  rep_id: string;
  own_renewed: string;
  own_expiring: string;
  own_unrated: number;
  evidence_unrated: number;
}

const parts: ReadonlyMap<string, (repId: string, rows: readonly RenewalRow[]) => MeasuredSeries> = new Map([
  ['gross_rate', grossRate],
  ['opened_in_time', rateSeries],
]);

/**
 * `gross_rate`: revenue renewed / revenue expiring of the renewals due, owned by the AM of the due date; the evidence
 * counts logos. `opened_in_time`: renewals with an opportunity by the date on which it was to be opened / renewals,
 * owned by the AM of that date.
 */
export const renewals: MeasureFamily = async (db, request) => {
  const { metrics, t, tInstant, runStart, settings, thresholds, quarters } = request;
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { rows } = await db.raw<{ rows: RenewalRow[] }>(RENEWALS_SQL, {
    ...repColumns(repsOf(metrics)),
    start: first.evidence.start,
    lastWeekStart: first.lastWeek.start,
    t,
    tInstant,
    runStart,
    orgTz: settings.orgTz,
    reportingCurrency: settings.reportingCurrency,
    fiscalYear: fiscalYearOf(t, quarters),
    graceDays: thresholds.renewalGraceDays,
    sameRenewalDays: thresholds.sameRenewalDays,
    openingDays: thresholds.renewalOpeningDays,
    newAccountDays: thresholds.newAccountDays,
  });
  const unrated = total(rows, (row) => row.evidence_unrated);
  const unsound = total(rows, (row) => row.evidence_excluded) - unrated;
  return {
    metrics: metrics.map(({ metric }) => {
      const seriesOf = parts.get(metric.measure.part);
      if (seriesOf === undefined) throw new RangeError(`The renewals have no part "${metric.measure.part}".`);
      const ofReps = [
        ...groupBy(
          rows.filter((row) => row.part === metric.measure.part),
          (row) => row.rep_id,
        ),
      ];
      return {
        metricKey: metric.key,
        series: ofReps.map(([repId, ofRep]) =>
          seriesOf(
            repId,
            ofRep.filter((row) => row.segment !== null),
          ),
        ),
        quality: new Map(ofReps.map(([repId, ofRep]) => [repId, qualityOf(ofRep)])),
      };
    }),
    refused: [
      { reason: 'renewals: an unknown account, or an amount or closing date that is missing', rows: unsound },
      { reason: 'renewals: no plan rate of the currency', rows: unrated },
    ].filter((refused) => refused.rows > 0),
  };
};

/** Money of which nobody knows what it is worth makes the rate wrong: one such renewal is enough. */
function grossRate(repId: string, rows: readonly RenewalRow[]): MeasuredSeries {
  const logos = rateSeries(repId, rows);
  return {
    ...logos,
    own: rows.map(({ segment, own_renewed, own_expiring, own_size }) => {
      return { segment, numerator: new Decimal(own_renewed), denominator: new Decimal(own_expiring), size: own_size };
    }),
    companions: {
      logo_rate: shareOf(
        total(rows, (row) => row.own_hits),
        total(rows, (row) => row.own_size),
      ),
    },
    ...(total(rows, (row) => row.own_unrated) > 0 && { status: 'data_quality' }),
  };
}
