import type { TableBlock } from '@slack/types';
import type { SummaryLine } from '../../domain/digest.ts';
import type { Period } from '../../domain/metric.ts';
import { sharedBy, summaryCells, type Voice } from './digest-lines.ts';
import { tablesOf } from './table-rows.ts';

/**
 * The lines in a table, or in as many as hold them. Where one stands and the number it is told from share a cell, because a
 * phone shows two columns: what follows is to be had by scrolling.
 */
export function summaryTables(
  summary: readonly SummaryLine[],
  { voice = 'you', period = 'month' }: { voice?: Voice; period?: Period } = {},
): [TableBlock, ...TableBlock[]] {
  const shared = sharedBy(summary);
  const hasBefore = summary.some((line) => line.previousValue !== null);
  const columns = (before: string): string[] => (hasBefore ? [before] : []);
  const body = summary.map((line) => {
    const { title, differs, standing, number, before } = summaryCells(line, shared, voice);
    return [`${title}${differs}`, line.value === null ? standing : `${standing}. ${number}`, ...columns(before)];
  });
  const stands = voice === 'you' ? 'Where you stand' : 'Where they stand';
  const before = period === 'month' ? 'Month before' : 'Week before';
  return tablesOf(['Metric', stands, ...columns(before)], body, [
    { is_wrapped: true },
    { is_wrapped: true },
    ...(hasBefore ? [{ align: 'right' as const }] : []),
  ]);
}
