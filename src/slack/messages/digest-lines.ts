import { findMetric } from '../../catalog/metrics/index.ts';
import { isCeiling, samplePhrase } from '../../catalog/playbook/metric-wording.ts';
import { formatDate, formatRange } from '../../domain/date-format.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type {
  ActionProgress,
  DiagnosisLine,
  DigestAction,
  DigestContent,
  Standing,
  SummaryLine,
} from '../../domain/digest.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Direction, Period } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';
import { lines, type Markup, md, sentences } from './markup.ts';

/** With the sign that the team's grid has for it, to be found among many rows. */
const standingTexts: Readonly<Record<Standing, string>> = {
  ahead: '▲ Ahead',
  level: '= Level',
  behind: '▼ Behind',
  not_compared: '· Not compared',
  not_enough_data: '… Not enough data yet',
};

/** Whether a text speaks to the rep, or about them. */
export type Voice = 'you' | 'they';

/** What most lines of a summary share, so that it is said once, above them; a line that differs says so itself. */
export interface Shared {
  readonly window: string | null;
  readonly windowEnd: LocalDate | null;
  readonly direction: Direction;
}

export function sharedBy(summary: readonly SummaryLine[]): Shared {
  const windows = summary.map(windowOf).filter((window) => window !== null);
  return {
    window: mostFrequent(windows) ?? null,
    windowEnd: mostFrequent(summary.map((line) => line.windowEnd).filter((end) => end !== null)) ?? null,
    direction: mostFrequent(summary.map((line) => line.direction)) ?? 'higher',
  };
}

/** "Counted from 4 Feb to 31 Mar 2026. Higher is better, unless the metric says otherwise." */
export function sharedSentence(summary: readonly SummaryLine[]): Markup {
  const shared = sharedBy(summary);
  const differs = summary.some((line) => differencesOf(line, shared).length > 0);
  const better = shared.direction === 'higher' ? 'Higher is better' : 'Lower is better';
  return sentences(
    shared.window === null ? null : md`Counted over ${shared.window}.`,
    md`${better}${differs ? ', unless the metric says otherwise' : ''}.`,
  );
}

/** The texts of one row of the summary. */
export function summaryCells(
  line: SummaryLine,
  shared: Shared,
  voice: Voice = 'you',
): { title: string; differs: string; standing: string; number: string; before: string } {
  const differences = differencesOf(line, shared);
  return {
    title: line.title,
    differs: differences.length === 0 ? '' : ` (${differences.join('; ')})`,
    standing: standing(line),
    number: line.benchmark === null ? counted(line) : `${counted(line)}, ${compared(line, voice)}`,
    before: show(line, line.previousValue),
  };
}

/** The summary's row as a sentence, for modals, which have no tables: the same values in the same words. */
export function summarySentence(
  line: SummaryLine,
  shared: Shared,
  { voice = 'you', period = 'month' }: { voice?: Voice; period?: Period } = {},
): Markup {
  const { title, differs, standing: stands, number, before } = summaryCells(line, shared, voice);
  // A value is trimmed where it is put in, so the space is ours.
  const about = differs === '' ? md`` : md` ${differs}`;
  const previously = line.previousValue === null ? md`` : md`; the ${period} before ${before}`;
  return line.value === null
    ? md`• *${title}*${about}: ${stands}`
    : md`• *${title}*${about}: ${stands}. ${number}${previously}`;
}

function differencesOf(line: SummaryLine, shared: Shared): string[] {
  const window = windowOf(line);
  return [
    ...(line.direction === shared.direction ? [] : [`${line.direction} is better`]),
    ...(window === null || window === shared.window ? [] : [sinceOf(line, shared)]),
  ];
}

/** Windows of one month end on the same day, so where one begins tells it from the others; quarters have both their ends. */
function sinceOf({ metricKey, windowStart, windowEnd }: SummaryLine, shared: Shared): string {
  if (windowStart === null || windowEnd === null) return '';
  if (windowStart === windowEnd) return formatRange(windowStart, windowEnd);
  const kind = findMetric(metricKey)?.window.kind;
  if (kind === 'quarter_to_date' || kind === 'last_quarter') return formatRange(windowStart, windowEnd);
  return windowEnd === shared.windowEnd ? `since ${formatDate(windowStart)}` : formatRange(windowStart, windowEnd);
}

function windowOf({ windowStart, windowEnd }: SummaryLine): string | null {
  return windowStart === null || windowEnd === null ? null : formatRange(windowStart, windowEnd);
}

function mostFrequent<T>(all: readonly T[]): T | undefined {
  const count = (one: T): number => all.filter((other) => other === one).length;
  return [...all].sort((a, b) => count(b) - count(a))[0];
}

/** What was seen in the month, against what, for how long, and where it stands. */
export function diagnosisSentence(line: DiagnosisLine, voice: Voice = 'you'): Markup {
  const seen = line.weeks === 1 ? 'in one weekly check' : `in ${line.weeks} weekly checks`;
  return sentences(md`*${line.title}*: ${opening(line, seen, voice)}`, checked(line, voice));
}

/** "In the checks of 16 Mar to 30 Mar 2026: from 23.5% to 22.2%, peers 63.8%." */
function checked(line: DiagnosisLine, voice: Voice): Markup | null {
  const { firstOn, firstValue, lastOn, lastValue } = line;
  if (lastOn === null || lastValue === null) return null;
  const against = line.benchmark === null ? '' : `, ${compared(line, voice)}`;
  if (firstOn === null || firstValue === null || firstOn >= lastOn) {
    return md`In the check of ${formatDate(lastOn)}: ${show(line, lastValue)}${against}.`;
  }
  const checks = formatRange(firstOn, addDays(lastOn, 1));
  const [from, to] = [show(line, firstValue), show(line, lastValue)];
  const values = from === to ? `${from} in the first and in the last` : `from ${from} to ${to}`;
  return md`In the checks of ${checks}: ${values}${against}.`;
}

export function hasNumbers({ summary }: Pick<DigestContent, 'summary'>): boolean {
  return summary.some((line) => line.value !== null);
}

export const noNumbers: Markup = md`No numbers for this month, so nothing to compare.`;

/** It promises nothing: a number may be behind without a pattern, and a pattern may be left out. */
export const nothingToBringUp: Markup = md`Nothing to bring up this month.`;

/** What an action is about, with where the number stood and stands. */
export function actionTitle(action: DigestAction, done: Markup | null = null): Markup {
  return lines(
    md`*${action.title}*`,
    action.progress === null ? null : progressSentence(action.progress),
    action.improvedSince ? md`Improved since this was written; keep what works.` : null,
    done,
  );
}

/** "When this was suggested (16 Mar 2026): 23.5%. Now (30 Mar 2026): 22.9%." */
function progressSentence({ unit, suggested, latest }: ActionProgress): Markup {
  return sentences(
    md`When this was suggested (${formatDate(suggested.on)}): ${formatValue(unit, suggested.value)}.`,
    latest === null ? null : md`Now (${formatDate(latest.on)}): ${formatValue(unit, latest.value)}.`,
  );
}

function opening(line: DiagnosisLine, seen: string, voice: Voice): Markup {
  const side = `${line.direction === 'higher' ? 'below' : 'above'} ${comparator(line, voice)}`;
  switch (line.outcome) {
    case 'over':
      return voice === 'you' ? md`level again, and it stayed so. Well done.` : md`level again, and it stayed so.`;
    case 'improved':
      if (!endedBetter(line)) return md`clearly ${side} ${seen}, with a better week in between.`;
      return voice === 'you'
        ? md`clearly ${side} ${seen}, and better since: it is moving the right way.`
        : md`clearly ${side} ${seen}, and better since.`;
    case 'seen':
      return md`clearly ${side} ${seen}.`;
  }
}

/** False where a better week was lost again by the last check of the month. */
function endedBetter({ direction, firstOn, firstValue, lastOn, lastValue }: DiagnosisLine): boolean {
  if (firstOn === null || firstValue === null || lastOn === null || lastValue === null || firstOn >= lastOn)
    return true;
  return direction === 'higher' ? lastValue.gt(firstValue) : lastValue.lt(firstValue);
}

function comparator({ benchmark, benchmarkKind }: DiagnosisLine, voice: Voice): string {
  const whose = voice === 'you' ? 'your' : 'their';
  if (benchmark === null) return 'the usual level';
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return `${whose} peers`;
    case 'own_past':
      return `${whose} own earlier level`;
    case 'target':
    case 'none':
      return 'the target';
  }
}

function counted(line: SummaryLine): string {
  if (line.value === null) return '–';
  const sample = samplePhrase(line.metricKey, line.sampleSize);
  return `${formatValue(line.unit, line.value)}${sample === null ? '' : ` ${sample}`}`;
}

function compared(
  {
    metricKey,
    benchmark,
    benchmarkKind,
    unit,
  }: Pick<SummaryLine, 'metricKey' | 'benchmark' | 'benchmarkKind' | 'unit'>,
  voice: Voice,
): string {
  if (benchmark === null) return '';
  const value = formatValue(unit, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
    case 'role_peers':
      return `peers ${value}`;
    case 'own_past':
      return voice === 'you' ? `you before ${value}` : `before ${value}`;
    case 'target':
    case 'none': {
      const definition = findMetric(metricKey);
      return definition !== undefined && isCeiling(definition) ? `target below ${value}` : `target ${value}`;
    }
  }
}

/** What is missing, where it is the number of observations; a value can be unfit with more of them than were asked for. */
function standing(line: SummaryLine): string {
  const text = standingTexts[line.standing];
  if (line.standing !== 'not_enough_data') return text;
  const { sampleSize, minimumSample, observations, status } = line;
  if (sampleSize < minimumSample) return `${text}: ${sampleSize} of ${minimumSample} ${observations}`;
  return status === 'data_quality' ? `${text}: some of it has gaps` : text;
}

function show(line: { unit: SummaryLine['unit'] }, value: Decimal | null): string {
  return value === null ? '–' : formatValue(line.unit, value);
}
