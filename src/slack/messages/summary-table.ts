import type { TableBlock } from '@slack/types';
import type { SummaryLine } from '../../domain/digest.ts';
import type { Period } from '../../domain/metric.ts';
import { sharedBy, summaryCells, type Voice } from './digest-lines.ts';
import { firstRows } from './table-rows.ts';

/**
 * As many lines as a table holds, in their order. Where one stands comes second and the numbers share a cell, because a
 * phone shows two or three columns.
 */
export function summaryTable(
  summary: readonly SummaryLine[],
  { voice = 'you', period = 'month' }: { voice?: Voice; period?: Period } = {},
): { table: TableBlock; left: number } {
  const shared = sharedBy(summary);
  const hasBefore = summary.some((line) => line.previousValue !== null);
  const columns = (before: string): string[] => (hasBefore ? [before] : []);
  const body = summary.map((line) => {
    const { title, differs, standing, number, before } = summaryCells(line, shared, voice);
    return [`${title}${differs}`, standing, number, ...columns(before)];
  });
  const own = voice === 'you' ? ['Where you stand', 'Your number'] : ['Standing', 'Number'];
  const before = period === 'month' ? 'Month before' : 'Week before';
  const { rows, left } = firstRows(['Metric', ...own, ...columns(before)], body);
  const table: TableBlock = {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings: [
      { is_wrapped: true },
      { is_wrapped: true },
      { is_wrapped: true },
      { align: 'right' as const },
    ].slice(0, hasBefore ? 4 : 3),
  };
  return { table, left };
}
