import type { Button, KnownBlock, ModalView } from '@slack/types';
import { addsUp, type Evidence, type EvidenceRow, rowsOf } from '../../domain/evidence.ts';
import type { Reading } from '../../domain/metric.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, button, context, divider, plain, section } from './blocks.ts';
import { certainty, comparison, countedIn, howSure, ownNumber, titleOf } from './evidence.ts';
import { evidenceList } from './evidence-list.ts';
import { limits } from './limits.ts';
import { lines, type Markup, md } from './markup.ts';
import { encodeEvidence } from './references.ts';

/** Rows to a page: more than a screen holds, and far from a view's limits. */
export const EVIDENCE_PAGE_SIZE = 40;
/** Pages that anybody turns; the command line lists the rest. */
export const MOST_EVIDENCE_PAGES = 25;

/** As many kinds of rows are told apart above them; where there are more, each row is its own kind. */
const KINDS_NAMED = 6;

export interface ShownEvidence {
  readonly reading: Reading;
  readonly evidence: Evidence;
  /** From 1; one that is not there is the last. */
  readonly page: number;
  /** The rep themselves looks: nothing of their peers is shown. */
  readonly isSelf: boolean;
  /** ISO 4217 code of the reading's money. */
  readonly currency: string;
}

/** Why a number is what it is: the rows that it counted, and those that it left out with the reason, newest first. */
export function evidenceModal({ reading, evidence, page, isSelf, currency }: ShownEvidence): ModalView {
  const { counted, leftOut } = withUnplaced(evidence, reading);
  const rows = [...counted.toReversed(), ...leftOut.toReversed()];
  const pages = Math.min(MOST_EVIDENCE_PAGES, Math.max(1, Math.ceil(rows.length / EVIDENCE_PAGE_SIZE)));
  const shown = Math.min(page, pages);
  const onPage = rows.slice((shown - 1) * EVIDENCE_PAGE_SIZE, shown * EVIDENCE_PAGE_SIZE);
  const beyond = rows.length - pages * EVIDENCE_PAGE_SIZE;
  const part = (title: string, of: readonly EvidenceRow[], kindOf: (row: EvidenceRow) => string | null) =>
    partBlocks({ title, of, onPage: onPage.filter((row) => of.includes(row)), kindOf });
  const blocks: KnownBlock[] = [
    section(
      lines(
        md`*${titleOf(reading)}*`,
        isSelf ? ownNumber(reading) : comparison(reading),
        countedIn(reading, currency),
        isSelf ? null : howSure(reading),
      ),
    ),
    ...(isSelf ? [] : certaintyBlocks(reading)),
    ...(addsUp(evidence, reading) ? [] : [context(CHANGED)]),
    ...part('Counted', counted, (row) => row.value),
    ...part('Left out', leftOut, (row) => row.leftOut),
    ...(rows.length === 0 ? [section(md`No rows in this time.`)] : []),
    ...(beyond > 0 && shown === pages ? [context(more(beyond))] : []),
    ...turning(reading, shown, pages),
  ];
  return {
    type: 'modal',
    callback_id: viewIds.evidence,
    title: plain('Why am I seeing this?', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks,
  };
}

function certaintyBlocks(reading: Reading): KnownBlock[] {
  const sure = howSure(reading) === null ? null : certainty(reading);
  return sure === null ? [] : [context(sure)];
}

const CHANGED = md`A source has changed since this was counted: the rows of today do not add up to it any more.`;

/** Rows of which nobody knows where they belong stand beside every number of the metric. */
function withUnplaced(evidence: Evidence, reading: Reading): ReturnType<typeof rowsOf> {
  const own = rowsOf(evidence, reading);
  if (reading.dimension === '') return own;
  return { ...own, leftOut: [...own.leftOut, ...rowsOf(evidence, { dimension: '' }).leftOut] };
}

interface Part {
  readonly title: string;
  readonly of: readonly EvidenceRow[];
  readonly onPage: readonly EvidenceRow[];
  readonly kindOf: (row: EvidenceRow) => string | null;
}

function partBlocks({ title, of, onPage, kindOf }: Part): KnownBlock[] {
  if (onPage.length === 0) return [];
  return [divider, section(lines(md`*${title}: ${of.length}*`, kinds(of, kindOf))), evidenceList(onPage)];
}

/** "moved on: 8, lost: 13"; null where there are about as many kinds as rows. */
function kinds(rows: readonly EvidenceRow[], kindOf: Part['kindOf']): Markup | null {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(kindOf(row) ?? '', (counts.get(kindOf(row) ?? '') ?? 0) + 1);
  if (counts.size > KINDS_NAMED || counts.size === rows.length) return null;
  const named = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => md`${kind}: ${count}`);
  return named.reduce((all, one) => md`${all}, ${one}`);
}

function more(rows: number): Markup {
  return md`${rows} more: ask your admin, who can list them all.`;
}

function turning(reading: Reading, page: number, pages: number): KnownBlock[] {
  if (pages === 1) return [];
  const to = (label: string, id: Parameters<typeof button>[1]['id'], other: number): Button =>
    button(label, { id, value: encodeEvidence(reading, other) });
  return [
    divider,
    context(md`Page ${page} of ${pages}, newest first.`),
    actions(
      'evidence:pages',
      ...(page > 1 ? [to('Back', actionIds.evidenceBack, page - 1)] : []),
      ...(page < pages ? [to('More', actionIds.evidenceOn, page + 1)] : []),
    ),
  ];
}

/** Opens the rows behind a reading. */
export function whyButton(reading: Reading, label = 'Why am I seeing this?'): Button {
  return button(label, { id: actionIds.openEvidence, value: encodeEvidence(reading), about: titleOf(reading) });
}
