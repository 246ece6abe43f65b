import { type Decimal, nullableNumericText } from '../../domain/decimal.ts';
import type { MeasuredReading } from '../../domain/judge-metric.ts';
import type { Reading } from '../../domain/metric.ts';

/*
 * A reading as Postgres writes a row: its columns in the order of the table, between parentheses. What is only known
 * with all series of the rep stands between the pieces of the rest.
 */

/** Up to the evidence; status and material; companions. No piece holds a NUL. */
export type ReadingPieces = readonly [string, string, string];

export function readingPieces(reading: MeasuredReading): ReadingPieces {
  const measured = [
    text(reading.repId),
    reading.role,
    text(reading.metricKey),
    text(reading.dimension),
    reading.segment === null ? '' : text(reading.segment),
    reading.period,
    reading.asOf,
    reading.windowStart,
    reading.windowEnd,
    reading.definitionVersion,
    decimal(reading.numerator),
    decimal(reading.denominator),
    reading.sampleSize,
    reading.minimumSample ?? '',
    reading.newEvidence,
    decimal(reading.value),
    decimal(reading.benchmark),
    reading.benchmarkKind,
    reading.peerCount,
    decimal(reading.gap),
    decimal(reading.percentile),
    reading.evidenceStart ?? '',
    decimal(reading.evidenceNumerator),
    reading.evidenceSize ?? '',
    decimal(reading.evidenceBenchmark),
  ];
  return [measured.join(), `${reading.status},${reading.material}`, text(JSON.stringify(reading.companions))];
}

/** What stands between the pieces. */
type Judged = Pick<Reading, 'seriesCount' | 'credible' | 'fired'> & { readonly criticalZ: Decimal | number | null };

export function readingRecord([measured, status, companions]: ReadingPieces, judged: Judged): string {
  const { seriesCount, criticalZ, credible, fired } = judged;
  const z = criticalZ === null ? '' : criticalZ.toString();
  return `(${measured},${seriesCount ?? ''},${z},${status},${credible},${fired},${companions})`;
}

const decimal = (value: Decimal | null) => nullableNumericText(value) ?? '';

/** Needs no quotes; nothing would be null. */
const PLAIN = /^[\w.:>/@-]+$/;

function text(value: string): string {
  return PLAIN.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
