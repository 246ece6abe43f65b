import { closingOf, type Deal } from './deal-pipeline.ts';
import { type FiscalQuarter, fiscalQuarters } from './fiscal-quarters.ts';
import { levelAt } from './levels.ts';
import { addDays } from './local-dates.ts';
import { random } from './random.ts';
import { lastStint, type Rep } from './roster.ts';
import { historyEnd, historyStart } from './time-frame.ts';

export interface QuarterPlan {
  readonly quarter: FiscalQuarter;
  /** 0 in the quarter in which the rep started: nobody has a quota for part of a quarter. */
  readonly quota: number;
  /** What the quarter ends at; of the last, unfinished one what it is on the way to. */
  readonly closes: number;
}

const firstHalfDays = 40;
/** Early in the quarter more is closed than pace asks for: a level rep is never under half of quota at its middle. */
const firstHalfShare = 0.6;
const rampQuotaShare = 0.5;

export const quartersOf = (rep: Rep): readonly FiscalQuarter[] =>
  fiscalQuarters.filter(({ start, end }) => end > historyStart && start < historyEnd && end > aeSince(rep));

const aeSince = (rep: Rep): string => rep.stints.find(({ role }) => role === 'AE')?.from ?? historyEnd;

/** The quota of every quarter of the sample, and what the rep's attainment level makes of it. */
export function quarterPlansOf(rep: Rep, seed: number): readonly QuarterPlan[] {
  const chance = random(seed, 'quotas', rep.id);
  const base = lastStint(rep).segment === 'enterprise' ? 900_000 : 420_000;
  const usual = Math.round((base * (0.92 + 0.16 * chance.next())) / 1000) * 1000;
  return quartersOf(rep).map((quarter) => {
    const ramped = rep.rampEndsOn !== null && quarter.start < rep.rampEndsOn;
    const started = aeSince(rep) > quarter.start && aeSince(rep) > historyStart;
    const quota = started ? 0 : ramped ? usual * rampQuotaShare : usual;
    return {
      quarter,
      quota,
      closes: quota * (levelAt(rep.id, 'attainment', quarter.start) + 0.08 * (chance.next() - 0.5)),
    };
  });
}

/**
 * An amount per deal. The won deals of a quarter add up to what the plan says it closes, so that a rep who wins fewer
 * deals wins larger ones and shows one weakness, not two.
 */
export function amountsOf(
  rep: Rep,
  deals: readonly Deal[],
  plans: readonly QuarterPlan[],
  seed: number,
): ReadonlyMap<string, number> {
  const chance = random(seed, 'amounts', rep.id);
  const weights = new Map(deals.map((deal) => [deal.id, 0.7 + 0.6 * chance.next()]));
  const typical = lastStint(rep).segment === 'enterprise' ? 62_000 : 29_000;
  const amounts = new Map(deals.map(({ id }) => [id, rounded(typical * (weights.get(id) ?? 1))]));
  for (const { quarter, quota, closes } of plans) {
    if (quota === 0) continue;
    const middle = addDays(quarter.start, firstHalfDays);
    const early = wonIn(deals, quarter.start, middle);
    const late = wonIn(deals, middle, quarter.end);
    const earlyShare = early.length === 0 ? 0 : late.length === 0 ? 1 : firstHalfShare;
    spread(early, closes * earlyShare, weights, amounts);
    spread(late, closes * (1 - earlyShare), weights, amounts);
  }
  return amounts;
}

function spread(
  won: readonly Deal[],
  total: number,
  weights: ReadonlyMap<string, number>,
  amounts: Map<string, number>,
): void {
  const sum = won.reduce((all, { id }) => all + (weights.get(id) ?? 1), 0);
  for (const { id } of won) amounts.set(id, rounded((total * (weights.get(id) ?? 1)) / sum));
}

export function wonIn(deals: readonly Deal[], from: string, to: string): readonly Deal[] {
  return deals.filter((deal) => {
    const closing = closingOf(deal);
    return closing?.status === 'won' && from <= closing.on && closing.on < to;
  });
}

const rounded = (amount: number): number => Math.max(100, Math.round(amount / 100) * 100);
