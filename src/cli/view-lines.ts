import type { Catalog } from '../catalog/catalog.ts';
import { companionTexts } from '../catalog/playbook/companion-wording.ts';
import { countOf, isCeiling, seriesTitle } from '../catalog/playbook/metric-wording.ts';
import { skillNames } from '../catalog/playbook/skill-names.ts';
import { formatDate, formatMonth, formatRange } from '../domain/date-format.ts';
import type { DiagnosisLine, Standing } from '../domain/digest.ts';
import { addDays } from '../domain/local-date.ts';
import type { Status } from '../domain/metric.ts';
import { formatValue } from '../domain/number-format.ts';
import type { SkillLine } from '../domain/skill-line.ts';
import type { DailyFlag, EscalationFlag, RepView, ViewAction, ViewLine } from '../domain/view.ts';

/** The view as text, a line an entry: four sections, none left out. */
export function viewLines(view: RepView, catalog: Pick<Catalog, 'find'>): string[] {
  const { diagnosis } = view;
  const when =
    view.period === 'week'
      ? `week of ${formatRange(addDays(view.asOf, -7), view.asOf)}`
      : formatMonth(view.checks.start);
  return [
    `${view.repName} (${view.repId}), ${view.role}, ${when}`,
    ...section(
      'Performance summary',
      view.summary.flatMap((line) => summaryLines(line, catalog)),
    ),
    ...section('Pattern diagnosis', [
      ...(diagnosis.patterns.length === 0 ? ['no pattern flagged or improved'] : diagnosis.patterns.map(patternLine)),
      ...(diagnosis.skills.length === 0 ? ['no skill assessed'] : diagnosis.skills.map(skillLine)),
    ]),
    ...section('Recommended actions', view.actions.flatMap(actionLines)),
    ...section('Escalation flags', [
      ...view.flags.map((flag) => flagLine(flag, catalog)),
      ...view.escalations.map((flag) => escalationLine(flag, catalog)),
    ]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length === 0 ? ['none'] : lines).map((line) => `  ${line}`)];
}

function summaryLines(line: ViewLine, catalog: Pick<Catalog, 'find'>): string[] {
  const beside = companionTexts(line.companions);
  const main = [`${line.title}: ${measuredText(line)}`, againstText(line, catalog), stateText(line)];
  return [main.filter((part) => part !== null).join('; '), ...(beside.length === 0 ? [] : [`  ${beside.join(', ')}`])];
}

function measuredText(line: ViewLine): string {
  const { metricKey, status, value, unit, sampleSize, minimumSample, observations } = line;
  const size = `${sampleSize} of ${minimumSample} ${observations}`;
  if (status === 'insufficient_sample') {
    return value === null ? `not enough data: ${size}` : `not enough data: ${size} (${formatValue(unit, value)})`;
  }
  if (value === null) return statusTexts[status];
  return `${formatValue(unit, value)} (n = ${countOf(metricKey, sampleSize)})`;
}

function againstText(line: ViewLine, catalog: Pick<Catalog, 'find'>): string | null {
  const { benchmark, benchmarkKind, peerCount, unit, metricKey } = line;
  if (benchmark === null || line.value === null) return null;
  const value = formatValue(unit, benchmark);
  switch (benchmarkKind) {
    case 'segment_peers':
      return `peers ${value} (median of ${peerCount}, same role and segment)`;
    case 'role_peers':
      return `peers ${value} (median of ${peerCount}, same role, all segments)`;
    case 'own_past':
      return `${value} before`;
    case 'target':
    case 'none': {
      const metric = catalog.find(metricKey);
      return metric !== undefined && isCeiling(metric) ? `target below ${value}` : `target ${value}`;
    }
  }
}

/** Why nothing was measured, or why what was measured is not judged. */
const statusTexts: Readonly<Record<Status, string>> = {
  not_applicable: 'does not apply in this period',
  data_quality: 'the data is not sound enough',
  on_leave: 'on leave',
  ramping: 'ramping',
  no_denominator: 'nothing to measure',
  insufficient_sample: 'not enough data',
  no_benchmark: 'nothing to compare it with',
  ok: 'measured',
};

const standingTexts: Readonly<Record<Standing, string | null>> = {
  ahead: 'ahead',
  level: 'level',
  behind: 'behind',
  not_compared: 'not compared',
  not_enough_data: null,
};

function stateText({ status, value, standing }: ViewLine): string | null {
  if (value === null || status === 'insufficient_sample') return null;
  return status === 'ok' ? standingTexts[standing] : statusTexts[status];
}

const outcomeTexts: Readonly<Record<DiagnosisLine['outcome'], string>> = {
  seen: 'flagged',
  improved: 'flagged, better since',
  over: 'level again',
};

function patternLine(line: DiagnosisLine): string {
  const checks = line.weeks === 1 ? 'in 1 check' : `in ${line.weeks} checks`;
  const value = line.lastValue === null ? '' : `; ${formatValue(line.unit, line.lastValue)}`;
  const benchmark = line.benchmark === null ? '' : ` against ${formatValue(line.unit, line.benchmark)}`;
  const on = line.lastOn === null ? '' : ` in the check of ${formatDate(line.lastOn)}`;
  return `${line.title}: ${outcomeTexts[line.outcome]} ${checks}${value}${benchmark}${on}`;
}

function skillLine(skill: SkillLine): string {
  const gap = skill.severity === null ? 'no gap' : `${skill.severity} gap`;
  const peers = skill.peerMedian === null ? '' : `, peers ${formatValue('score', skill.peerMedian)}`;
  const percentile = skill.percentile === null ? 'none' : formatValue('count', skill.percentile);
  return (
    `Skill: ${skillNames[skill.dimension]}: ${gap}; score ${formatValue('score', skill.score)}${peers}; ` +
    `${skill.trend}; percentile ${percentile} (n = ${skill.size}, ${skill.source}, ${formatDate(skill.assessmentDate)})`
  );
}

function actionLines(action: ViewAction): string[] {
  const { title, severity, coachingDate, recommendedAction } = action;
  return [
    `${title} (${severity}, ${formatDate(coachingDate)}): ${actionStates(action).join('; ')}`,
    ...recommendedAction.split('\n').map((line) => `  ${line}`),
  ];
}

function actionStates(action: ViewAction): string[] {
  const { status, decidedBy, decidedFor, dismissReason, carriedBy, doneAt, run } = action;
  const by = decidedBy === null ? '' : ` by ${decidedBy}${decidedFor === null ? '' : ` for ${decidedFor}`}`;
  return [
    status === 'pending_approval' ? 'waiting for the manager' : `${status}${by}`,
    ...(dismissReason === null ? [] : [dismissReason.replaceAll('_', ' ')]),
    ...(carriedBy === null ? [] : [`in the digest of ${formatMonth(carriedBy.periodMonth)}`]),
    ...(doneAt === null ? [] : ['done']),
    ...(run === null || run.state === 'open' ? [] : [`the pattern is over (${run.state.replaceAll('_', ' ')})`]),
  ];
}

function flagLine({ metricKey, dimension, on, value, benchmark }: DailyFlag, catalog: Pick<Catalog, 'find'>): string {
  const metric = catalog.find(metricKey);
  if (metric === undefined) return `daily flag of ${formatDate(on)}; ${metricKey}`;
  const against = benchmark === null ? '' : ` against ${formatValue(metric.unit, benchmark)}`;
  return `daily flag of ${formatDate(on)}; ${seriesTitle(metric, dimension)}; ${formatValue(metric.unit, value)}${against}`;
}

function escalationLine(flag: EscalationFlag, catalog: Pick<Catalog, 'find'>): string {
  const { rule, asOf, metricKey, dimension, ownerName, resolvedAt, outcome } = flag;
  const metric = metricKey === null ? undefined : catalog.find(metricKey);
  const about = metric === undefined ? metricKey : seriesTitle(metric, dimension);
  const owner = ownerName === null ? 'owned by nobody yet' : `owned by ${ownerName}`;
  const state = resolvedAt === null ? 'open' : `resolved (${outcome?.replaceAll('_', ' ') ?? 'without an outcome'})`;
  return [`${rule} of ${formatDate(asOf)}`, ...(about === null ? [] : [about]), state, owner].join('; ');
}
