import { Decimal } from '../../src/domain/decimal.ts';
import { type Evidence, type EvidenceRow, rowsOf } from '../../src/domain/evidence.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { medianOf } from '../../src/domain/theil-sen.ts';

/** Where the value is not the sum of the numerators over that of the denominators. */
const VALUES: Readonly<Record<string, (rows: readonly EvidenceRow[]) => Decimal | null>> = {
  'AE.commit_accuracy': (rows) => {
    const [actual, committed] = [sum(rows, 'numerator'), sum(rows, 'denominator')];
    if (committed.lte(0)) return null;
    return Decimal.max(0, new Decimal(1).minus(actual.minus(committed).abs().div(committed)));
  },
  'AM.book_health_trend': medianOfSlopes,
  'CSM.book_health_trend': medianOfSlopes,
  'CSM.csat_trend': (rows) => shareOf(rows)?.times(100) ?? null,
  'CSM.nps_trend': (rows) => shareOf(rows)?.times(100) ?? null,
  'SDR.open_cadence_flags': (rows) => sum(rows, 'numerator'),
};

/** One look at everything, whatever the number of rows. */
const LOOKED_AT_ONCE = ['AE.pace_attainment', 'AE.commit_accuracy', 'SDR.open_cadence_flags'];

function sum(rows: readonly EvidenceRow[], part: 'numerator' | 'denominator'): Decimal {
  return rows.reduce((total, { adds }) => total.plus(adds?.[part] ?? 0), new Decimal(0));
}

function shareOf(rows: readonly EvidenceRow[]): Decimal | null {
  const denominator = sum(rows, 'denominator');
  return denominator.isZero() ? null : sum(rows, 'numerator').div(denominator);
}

function medianOfSlopes(rows: readonly EvidenceRow[]): Decimal | null {
  const median = medianOf(rows.map(({ value }) => Number.parseFloat(value ?? '')));
  return median === null ? null : new Decimal(median);
}

/** In what the rows say another number than the reading; a number shown to people is rounded. */
export function differencesOf(evidence: Evidence, reading: Reading): string[] {
  const { counted } = rowsOf(evidence, reading);
  const size = counted.reduce((total, { adds }) => total + (adds?.size ?? 0), 0);
  const value = (VALUES[reading.metricKey] ?? shareOf)(counted);
  const isShown = reading.metricKey.endsWith('.book_health_trend');
  const all = [
    ['numerator', reading.numerator, reading.numerator && sum(counted, 'numerator'), 1e-9],
    ['denominator', reading.denominator, reading.denominator && sum(counted, 'denominator'), 1e-9],
    ['size', new Decimal(reading.sampleSize), new Decimal(LOOKED_AT_ONCE.includes(reading.metricKey) ? 1 : size), 0],
    ['value', reading.value, value, isShown ? 0.051 : 1e-9],
  ] as const;
  return all.flatMap(([what, said, found, tolerance]) => {
    const isSame =
      said === null || found === null
        ? said === found
        : said.minus(found).abs().lte(Decimal.max(1, said.abs()).times(tolerance));
    const name = `${reading.metricKey} ${reading.repId} [${reading.dimension}] ${reading.status}`;
    return isSame ? [] : [`${name} ${what}: reading ${said}, rows ${found}`];
  });
}
