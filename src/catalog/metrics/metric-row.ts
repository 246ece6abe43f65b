import { Decimal } from '../../domain/decimal.ts';
import type {
  AwaitedThreshold,
  ComparedWith,
  CredibilityTest,
  DimensionKind,
  Direction,
  MaterialGap,
  MetricDefinition,
  MetricKey,
  MetricWindow,
  Role,
  StartGuard,
  Unit,
  ValueLimit,
} from '../../domain/metric.ts';

/* The windows of metrics G2, by their names there. */
export const W28: MetricWindow = { kind: 'trailing', days: 28, monthly: true };
export const W30: MetricWindow = { kind: 'trailing', days: 30, monthly: true };
export const W56: MetricWindow = { kind: 'trailing', days: 56 };
export const W91: MetricWindow = { kind: 'trailing', days: 91 };
export const E180: MetricWindow = { kind: 'trailing', days: 180 };
export const QTD: MetricWindow = { kind: 'quarter_to_date' };
export const TTM: MetricWindow = { kind: 'trailing_year' };
export const LQ: MetricWindow = { kind: 'last_quarter' };
export const POINT_IN_TIME: MetricWindow = { kind: 'point_in_time' };

/** The days before the last `shift` ones, in every period: by then what they count has been answered, or will not be. */
export function shifted(days: number, shift: number, waitsFor: AwaitedThreshold): MetricWindow {
  return { kind: 'trailing', days, shift, waitsFor };
}

/** A row as the tables of the specification have it; what is left out takes the default that stands beside it. */
export interface MetricRow {
  readonly name: string;
  readonly unit: Unit;
  /** Default: the unit. */
  readonly observedIn?: Unit;
  readonly direction: Direction;
  readonly window: MetricWindow;
  /** Default: none. */
  readonly dimension?: DimensionKind;
  /** `family/part`: a file of src/measures, and what of it. */
  readonly measure: `${string}/${string}`;
  readonly test: CredibilityTest;
  /** Default: `limit` for the test of that name, else peers. */
  readonly comparedWith?: ComparedWith;
  /** Default: 1. */
  readonly minimumSample?: number;
  /** `0.10` in the metric's unit, `25%` of the benchmark, or a ratio of companions. */
  readonly materialGap: string | Extract<MaterialGap, { kind: 'companions' }>;
  readonly floor: string;
  readonly target?: string;
  readonly limit?: readonly [crossedWhen: ValueLimit['crossedWhen'], value: string];
  readonly startGuard?: readonly [companion: string, atLeast: string];
  readonly slow?: true;
  readonly segmentSensitive?: true;
  /** Default: 2 weeks, 4 of a slow metric. */
  readonly maxGapWeeks?: number;
  /** Default: true. */
  readonly waitsForRamp?: false;
  /** Default: 1. */
  readonly definitionVersion?: number;
}

/** The definitions of one role's rows, in their order. */
export function metricsOf(role: Role, rows: Readonly<Record<MetricKey, MetricRow>>): MetricDefinition[] {
  return Object.entries(rows).map(([key, row]) => definitionOf(role, `${role}.${key.slice(role.length + 1)}`, row));
}

/** One row as a definition. */
export function definitionOf(role: Role, key: MetricKey, row: MetricRow): MetricDefinition {
  const { name, unit, direction, window, test, slow = false, limit, startGuard } = row;
  const [family = '', part = ''] = row.measure.split('/');
  return {
    key,
    role,
    name,
    unit,
    observedIn: row.observedIn ?? unit,
    direction,
    window,
    dimension: row.dimension ?? 'none',
    measure: { family, part },
    test,
    comparedWith: row.comparedWith ?? (test === 'limit' ? 'limit' : 'peers'),
    minimumSample: row.minimumSample ?? 1,
    materialGap: materialGapOf(row.materialGap),
    improvement: new Decimal('0.10'),
    improvementFloor: new Decimal(row.floor),
    slow,
    segmentSensitive: row.segmentSensitive ?? false,
    target: row.target === undefined ? null : new Decimal(row.target),
    limit: limit === undefined ? null : { crossedWhen: limit[0], value: new Decimal(limit[1]) },
    startGuard: startGuard === undefined ? null : guardOf(startGuard),
    waitsForRamp: row.waitsForRamp ?? true,
    maxGapWeeks: row.maxGapWeeks ?? (slow ? 4 : 2),
    clearWeeks: 2,
    definitionVersion: row.definitionVersion ?? 1,
    segments: new Map(),
  };
}

function guardOf([companion, atLeast]: readonly [string, string]): StartGuard {
  return { companion, atLeast: new Decimal(atLeast) };
}

/** @throws Error for a text that is no number. */
export function materialGapOf(gap: MetricRow['materialGap']): MaterialGap {
  if (typeof gap !== 'string') return gap;
  return gap.endsWith('%')
    ? { kind: 'relative', share: new Decimal(gap.slice(0, -1)).div(100) }
    : { kind: 'absolute', gap: new Decimal(gap) };
}
