import { countOf, seriesTitle } from '../catalog/playbook/metric-wording.ts';
import { localDateOf } from '../domain/calendar.ts';
import { formatDate, formatRange } from '../domain/date-format.ts';
import type { Reading } from '../domain/metric.ts';
import { formatValue } from '../domain/number-format.ts';
import type { EvidenceRow } from '../measures/evidence/evidence.ts';
import type { EvidenceList } from '../workflows/list-evidence.ts';

/** The readings of a metric, each with the rows it counted, then the rows that were left out with the reason. */
export function evidenceLines({ repId, repName, metric, readings, rows }: EvidenceList, orgTz: string): string[] {
  const lineOf = (row: EvidenceRow) =>
    `    ${formatDate(localDateOf(row.at, orgTz))}  ${row.name}: ${row.leftOut ?? row.value}`;
  const section = (title: string, of: readonly EvidenceRow[]) => [`  ${title}: ${of.length}`, ...of.map(lineOf)];
  const dimensions = new Set(readings.map(({ dimension }) => dimension));
  const others = rows.filter(({ dimension }) => !dimensions.has(dimension));
  return [
    `${repName} (${repId}), ${metric.key}`,
    ...readings.flatMap((reading) => {
      const own = rows.filter(({ dimension }) => dimension === reading.dimension);
      return [
        '',
        headOf(metric, reading),
        ...section(
          'counted',
          own.filter(({ leftOut }) => leftOut === null),
        ),
        ...section(
          'left out',
          own.filter(({ leftOut }) => leftOut !== null),
        ),
      ];
    }),
    ...(others.length === 0 ? [] : ['', 'Of no reading', ...section('left out', others)]),
  ];
}

function headOf(
  metric: EvidenceList['metric'],
  { dimension, windowStart, windowEnd, value, sampleSize }: Reading,
): string {
  const shown = value === null ? 'no value' : formatValue(metric.unit, value);
  const counted = countOf(metric.key, sampleSize);
  return `${seriesTitle(metric, dimension)}, ${formatRange(windowStart, windowEnd)}: ${shown} (n = ${counted})`;
}
