import { Decimal } from '../../domain/decimal.ts';
import type { MetricDefinition, Reading } from '../../domain/metric.ts';

/** What the evidence can show that calls for another play. */
export const SIGNS = {
  early_stage: 'the deals stop, or stay, in the first or second stage',
  late_stage: 'the deals stop, or stay, in the third stage or later',
  early_step: 'the first or second step of a cadence',
  late_step: 'the third step of a cadence or a later one',
  cold: 'cold cadences',
  warm: 'warm cadences',
  abm: 'ABM cadences',
  re_engage: 're-engagement cadences',
  over_commit: 'less came in than was committed',
  under_commit: 'more came in than was committed',
  nothing_committed: 'no open deal is committed for the quarter',
  leans_on_commit: 'more than half of what is expected is committed and not closed',
  not_scheduled: 'under four in five business reviews had a date in time',
  not_held: 'business reviews had a date in time and were not held',
  renewed_smaller: 'customers stay and pay less: the revenue kept is 5 points or more below the customers kept',
  set_aside: 'a quarter or more of the expansion plays that ended were put aside',
  losing_revenue: 'under 90% of the revenue was kept, growth left out',
  not_growing: 'at least 95% of the revenue was kept, so that it is growth that lacks',
  worsening: 'it became worse within the window',
} as const;
export type Sign = keyof typeof SIGNS;

export function isSign(name: unknown): name is Sign {
  return typeof name === 'string' && Object.hasOwn(SIGNS, name);
}

type Shown = Pick<Reading, 'dimension' | 'value' | 'companions'>;

/** Which metrics can show a sign: those that have what it is read from. */
export const signsByMetric: Readonly<Record<string, readonly Sign[]>> = {
  'AE.stage_conversion': ['early_stage', 'late_stage'],
  'AE.stage_velocity': ['early_stage', 'late_stage'],
  'AE.commit_accuracy': ['over_commit', 'under_commit'],
  'AE.pace_attainment': ['nothing_committed', 'leans_on_commit'],
  'AM.qbr_adherence': ['not_scheduled', 'not_held'],
  'AM.gross_renewal_rate': ['renewed_smaller'],
  'AM.expansion_conversion': ['set_aside'],
  'AM.net_revenue_retention': ['losing_revenue', 'not_growing'],
  'CSM.call_sentiment': ['worsening'],
  'SDR.response_rate_by_step': ['early_step', 'late_step', 'cold', 'warm', 'abm', 're_engage'],
  'SDR.response_rate_by_cadence': ['cold', 'warm', 'abm', 're_engage'],
  'SDR.acceptance_by_cadence': ['cold', 'warm', 'abm', 're_engage'],
};

/** What a reading shows. */
export function signsOf({ key }: Pick<MetricDefinition, 'key'>, reading: Shown): ReadonlySet<Sign> {
  return new Set((signsByMetric[key] ?? []).filter((sign) => shows(reading, sign)));
}

const LATE_FROM = 3;

function shows({ dimension, value, companions }: Shown, sign: Sign): boolean {
  const of = (name: string) => numberOf(companions[name]);
  const [cadence, step] = dimension.split('/');
  const stage = Number.parseInt(dimension, 10);
  switch (sign) {
    case 'early_stage':
      return stage < LATE_FROM;
    case 'late_stage':
      return stage >= LATE_FROM;
    case 'early_step':
      return Number(step) < LATE_FROM;
    case 'late_step':
      return Number(step) >= LATE_FROM;
    case 'cold':
    case 'warm':
    case 'abm':
    case 're_engage':
      return cadence === sign;
    case 'over_commit':
      return of('bias')?.lt(0) ?? false;
    case 'under_commit':
      return of('bias')?.gt(0) ?? false;
    case 'nothing_committed':
      return committedShare(of('attainment'), of('projected'))?.lte(0) ?? false;
    case 'leans_on_commit':
      return committedShare(of('attainment'), of('projected'))?.gt('0.5') ?? false;
    case 'not_scheduled':
      return of('scheduled_rate')?.lt('0.8') ?? false;
    case 'not_held':
      return of('scheduled_rate')?.gte('0.8') ?? false;
    case 'renewed_smaller':
      return value !== null && (of('logo_rate')?.minus(value).gte('0.05') ?? false);
    case 'set_aside':
      return of('suppression_rate')?.gte('0.25') ?? false;
    case 'losing_revenue':
      return of('grr')?.lt('0.9') ?? false;
    case 'not_growing':
      return of('grr')?.gte('0.95') ?? false;
    case 'worsening':
      return of('slope_per_week')?.lt(0) ?? false;
  }
}

/** The share of what is expected by the quarter's end that is not closed yet. */
function committedShare(closed: Decimal | null, expected: Decimal | null): Decimal | null {
  if (closed === null || expected === null || expected.lte(0)) return null;
  return expected.minus(closed).div(expected);
}

function numberOf(value: unknown): Decimal | null {
  return typeof value === 'number' && Number.isFinite(value) ? new Decimal(value) : null;
}
