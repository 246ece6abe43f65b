import { countOf, dimensionLabel, seriesTitle } from '../catalog/playbook/metric-wording.ts';
import { formatDate, formatRange } from '../domain/date-format.ts';
import { addsUp, type EvidenceRow, rowsOf } from '../domain/evidence.ts';
import type { Reading } from '../domain/metric.ts';
import { formatValue } from '../domain/number-format.ts';
import type { EvidenceList } from '../workflows/list-evidence.ts';

/** The readings of a metric, each with the rows it counted, then the rows that were left out with the reason. */
export function evidenceLines(list: EvidenceList): string[] {
  const { repId, repName, metric, readings, rows } = list;
  const dimensions = new Set(readings.map(({ dimension }) => dimension));
  const others = rows.filter(({ dimension }) => !dimensions.has(dimension));
  return [
    `${repName} (${repId}), ${metric.key}`,
    ...readings.flatMap((reading) => {
      const { counted, leftOut } = rowsOf(list, reading);
      return [
        '',
        headOf(list, reading),
        ...(addsUp(list, reading) ? [] : [`  ${CHANGED}`]),
        ...section('counted', counted),
        ...section('left out', leftOut),
      ];
    }),
    ...(others.length === 0 ? [] : ['', 'Of no reading', ...section('left out', others.map(withDimension(list)))]),
  ];
}

const CHANGED = 'These rows no longer add up to the reading: a source has changed since it was taken.';

function section(title: string, rows: readonly EvidenceRow[]): string[] {
  return [`  ${title}: ${rows.length}`, ...rows.map(lineOf)];
}

/** Rows that stand under no reading say themselves where they belong. */
function withDimension({ metric }: EvidenceList): (row: EvidenceRow) => EvidenceRow {
  return (row) => {
    const label = dimensionLabel(metric.dimension, row.dimension);
    return label === null ? row : { ...row, name: `${row.name}, ${label}` };
  };
}

function lineOf({ on, name, account, link, value, leftOut }: EvidenceRow): string {
  const about = account === null ? '' : ` (${account})`;
  return `    ${formatDate(on)}  ${name}${about}: ${leftOut ?? value}${link === null ? '' : `  ${link}`}`;
}

function headOf({ metric }: EvidenceList, { dimension, windowStart, windowEnd, value, sampleSize }: Reading): string {
  const shown = value === null ? 'no value' : formatValue(metric.unit, value);
  const counted = countOf(metric.key, sampleSize);
  return `${seriesTitle(metric, dimension)}, ${formatRange(windowStart, windowEnd)}: ${shown} (n = ${counted})`;
}
