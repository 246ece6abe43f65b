import type { Recounted } from './plain/judge.ts';

const COLUMNS: readonly (keyof Recounted)[] = [
  'role',
  'segment',
  'window_start',
  'window_end',
  'numerator',
  'denominator',
  'sample_size',
  'new_evidence',
  'value',
  'benchmark',
  'benchmark_kind',
  'peer_count',
  'gap',
  'percentile',
  'evidence_start',
  'evidence_numerator',
  'evidence_size',
  'evidence_benchmark',
  'series_count',
  'critical_z',
  'status',
  'material',
  'credible',
  'fired',
  'companions',
];

type Written = Readonly<Record<string, unknown>>;

/** Every column of every reading in which the two disagree, as one line each: what was recounted, what was written. */
export function differencesBetween(expected: readonly Recounted[], written: readonly Written[]): string[] {
  const differences: string[] = [];
  const rows = new Map(written.map((row) => [nameOf(row), row]));
  for (const reading of expected) {
    const name = nameOf(reading);
    const row = rows.get(name);
    rows.delete(name);
    if (row === undefined) differences.push(`${name}: missing, ${reading.status} n=${reading.sample_size}`);
    else
      for (const column of COLUMNS) {
        if (isSame(reading[column], row[column])) continue;
        differences.push(`${name} ${column}: ${JSON.stringify(reading[column])} <> ${JSON.stringify(row[column])}`);
      }
  }
  for (const [name, row] of rows) differences.push(`${name}: unexpected, ${row.status} n=${row.sample_size}`);
  return differences;
}

function nameOf(reading: Written | Recounted): string {
  return `${reading.metric_key} ${reading.rep_id} [${reading.dimension}]`;
}

/** Numbers up to rounding, as the database gives `numeric` back as text; objects key by key. */
function isSame(expected: unknown, written: unknown): boolean {
  if (typeof expected === 'number') {
    if (typeof written !== 'number' && typeof written !== 'string') return false;
    const difference = Math.abs(expected - Number(written));
    return difference <= 1e-9 * Math.max(1, Math.abs(expected));
  }
  if (typeof expected !== 'object' || expected === null) return expected === written;
  if (typeof written !== 'object' || written === null) return false;
  const right = new Map(Object.entries(written));
  const left = new Map(Object.entries(expected));
  return [...left.keys(), ...right.keys()].every((key) => isSame(left.get(key) ?? null, right.get(key) ?? null));
}
