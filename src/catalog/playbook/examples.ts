import { formatDay } from '../../domain/date-format.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricDefinition, MetricKey, Reading } from '../../domain/metric.ts';
import { wordingOf } from './metric-wording.ts';

/** A row that a reading counted, as far as a suggestion names it. */
export interface ExampleRow {
  /** What it is, with its id: "call c-17". */
  readonly name: string;
  readonly account: string | null;
  readonly on: LocalDate;
  /** What it added to the reading. */
  readonly adds: {
    readonly numerator: Decimal | null;
    readonly denominator: Decimal | null;
    /** What it would read by itself, where that is not simply the ratio of the two. */
    readonly alone?: Decimal | null;
    /** How far it is from what was hoped for, where neither tells. */
    readonly short?: Decimal | null;
  } | null;
}

const MOST = 2;
const NAME_LENGTH = 60;

/** How the rows of a metric are spoken of; null: the row is its account. Others are "the calls with ACCOUNT". */
const nouns: Readonly<Partial<Record<MetricKey, { one: string; many: string; of: string } | null>>> = {
  'AE.commit_accuracy': { one: 'deal', many: 'deals', of: 'with' },
  'AE.stage_objective_execution': { one: 'brief', many: 'briefs', of: 'for' },
  'AM.book_health_trend': null,
  'AM.gross_renewal_rate': { one: 'renewal', many: 'renewals', of: 'of' },
  'AM.net_revenue_retention': null,
  'AM.on_time_renewal_opening': { one: 'renewal', many: 'renewals', of: 'of' },
  'CSM.book_health_trend': null,
  'CSM.csat_trend': null,
  'CSM.escalation_rate': null,
  'CSM.nps_trend': null,
  'CSM.onboarding_milestone_on_time': { one: 'milestone', many: 'milestones', of: 'of' },
  'CSM.ttv_on_target': { one: 'onboarding', many: 'onboardings', of: 'of' },
};

/**
 * Up to two rows that speak most for the gap, in words. Names come from data: they are put on one line and cut, and made
 * inert where they are shown.
 */
export function examplesPhrase(
  definition: Pick<MetricDefinition, 'key' | 'direction'>,
  reading: Pick<Reading, 'benchmark'>,
  rows: readonly ExampleRow[],
): string {
  const noun = definition.key in nouns ? nouns[definition.key] : withNoun(definition.key);
  const named = worstRows(definition, reading, rows);
  const plural = named.length > 1;
  if (named.length === 0) return noun ? `two recent ${noun.many}` : 'the two accounts that stand out most';
  if (named.some(({ account }) => account === null)) {
    return listed(named.map(({ name, on }) => `${shortened(name)} (${formatDay(on)})`));
  }
  if (!noun) return listed(named.map(({ account }) => shortened(account ?? '')));
  const accounts = named.map(({ account, on }) => `${shortened(account ?? '')} (${formatDay(on)})`);
  return `the ${plural ? noun.many : noun.one} ${noun.of} ${listed(accounts)}`;
}

/** The longest that `examplesPhrase` can be. */
export const LONGEST_EXAMPLES = 200;

function withNoun(key: MetricKey) {
  return { ...wordingOf(key).observation, of: 'with' };
}

/**
 * Rows that pull the reading away from its benchmark, by how much: a deal that was lost, a call far below, the renewal
 * that cost most. Of equal ones the latest, and rather of two accounts than of one.
 */
export function worstRows<Row extends ExampleRow>(
  { direction }: Pick<MetricDefinition, 'direction'>,
  { benchmark }: Pick<Reading, 'benchmark'>,
  rows: readonly Row[],
  most = MOST,
): Row[] {
  if (benchmark === null) return [];
  const weighed = rows.flatMap((row) => {
    const short = shortfall(benchmark, row);
    if (short === null) return [];
    const weight = direction === 'higher' ? short : short.neg();
    return weight.gt(0) ? [{ row, weight }] : [];
  });
  weighed.sort((a, b) => b.weight.cmp(a.weight) || later(a.row, b.row) || (a.row.name < b.row.name ? -1 : 1));
  const [first, ...others] = weighed.map(({ row }) => row);
  if (first === undefined) return [];
  const second = others.find(({ account }) => account === null || account !== first.account) ?? others[0];
  const rest = others.filter((row) => row !== second);
  return [first, ...(second === undefined ? [] : [second]), ...rest].slice(0, most);
}

/** How much less it is than the benchmark asks of it; null where it has no value. */
function shortfall(benchmark: Decimal, { adds }: ExampleRow): Decimal | null {
  if (adds === null) return null;
  if (adds.short) return adds.short;
  if (adds.alone) return benchmark.minus(adds.alone);
  return adds.numerator === null ? null : benchmark.times(adds.denominator ?? 1).minus(adds.numerator);
}

function later(a: ExampleRow, b: ExampleRow): number {
  if (a.on === b.on) return 0;
  return a.on > b.on ? -1 : 1;
}

function listed(names: readonly string[]): string {
  return names.join(' and ');
}

/** What data call a thing, on one line; a very long name is cut, and braces in it open no placeholder. */
export function shortened(name: string): string {
  const letters = [...name.replace(/\s+/g, ' ').replace(/[{}]/g, '').trim()];
  if (letters.length === 0) return 'an account without a name';
  return letters.length <= NAME_LENGTH ? letters.join('') : `${letters.slice(0, NAME_LENGTH - 1).join('')}…`;
}
