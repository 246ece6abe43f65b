import type { Decimal } from '../../domain/decimal.ts';
import type { DiagnosisLine, Standing, SummaryLine } from '../../domain/digest.ts';
import { formatValue } from '../../domain/number-format.ts';
import { type Markup, md, sentences } from './markup.ts';

const standingTexts: Readonly<Record<Standing, string>> = {
  ahead: 'Ahead',
  level: 'Level',
  behind: 'Behind',
  not_compared: 'Not compared',
  not_enough_data: 'Not enough data yet',
};

/** The texts of one row of the summary. */
export function summaryCells(line: SummaryLine): { you: string; compared: string; before: string; standing: string } {
  return {
    you: yours(line),
    compared: compared(line),
    before: show(line, line.previousValue),
    standing: standing(line),
  };
}

/** The summary's row as a sentence, for modals, which have no tables. */
export function summarySentence(line: SummaryLine): Markup {
  const cells = summaryCells(line);
  if (line.standing === 'not_enough_data') return md`• *${line.title}*: ${cells.standing}`;
  return md`• *${line.title}*: ${cells.you}, ${cells.compared}, month before ${cells.before}. ${cells.standing}`;
}

/** What was seen in the month, against what, for how long, and where it stands. */
export function diagnosisSentence(line: DiagnosisLine): Markup {
  const seen = line.weeks === 1 ? 'in one weekly check' : `in ${line.weeks} weekly checks`;
  const values = line.lastValue === null ? null : md`Last at ${show(line, line.lastValue)}, ${compared(line)}.`;
  const start = line.firstValue === null || line.weeks < 2 ? null : md`At first it was ${show(line, line.firstValue)}.`;
  return sentences(md`*${line.title}*: ${opening(line, seen)}`, values, start);
}

function opening(line: DiagnosisLine, seen: string): Markup {
  const side = `${line.direction === 'higher' ? 'below' : 'above'} ${comparator(line)}`;
  switch (line.outcome) {
    case 'over':
      return md`level again for two weeks in a row. Well done.`;
    case 'improved':
      return md`clearly ${side} ${seen}, and better since.`;
    case 'seen':
      return md`clearly ${side} ${seen}.`;
  }
}

function comparator({ benchmark, benchmarkKind }: DiagnosisLine): string {
  if (benchmark === null) return 'the usual level';
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return 'your peers';
    case 'own_past':
      return 'your own earlier level';
    case 'target':
    case 'none':
      return 'the target';
  }
}

function yours(line: SummaryLine): string {
  if (line.value === null) return '–';
  const of = line.unit === 'rate' || line.unit === 'share' || line.unit === 'ratio' ? 'of' : 'over';
  return `${formatValue(line.unit, line.value)} ${of} ${line.sampleSize} ${line.observations}`;
}

function compared({
  benchmark,
  benchmarkKind,
  unit,
}: Pick<SummaryLine, 'benchmark' | 'benchmarkKind' | 'unit'>): string {
  if (benchmark === null) return 'not compared';
  const value = formatValue(unit, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return `peers ${value}`;
    case 'own_past':
      return `you before ${value}`;
    case 'target':
    case 'none':
      return `target ${value}`;
  }
}

function standing(line: SummaryLine): string {
  if (line.standing !== 'not_enough_data') {
    return `${standingTexts[line.standing]} (${line.direction} is better)`;
  }
  return `${standingTexts.not_enough_data}: ${line.sampleSize} of ${line.minimumSample} ${line.observations}`;
}

function show(line: { unit: SummaryLine['unit'] }, value: Decimal | null): string {
  return value === null ? '–' : formatValue(line.unit, value);
}
