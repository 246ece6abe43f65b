import { hasPlanted, levelAt, plantedLevel } from './levels.ts';
import { addDays, instantAt, mondayOf } from './local-dates.ts';
import { normalLevels, type Trait } from './normal-levels.ts';
import { type Random, random } from './random.ts';
import { type Rep, stintAt } from './roster.ts';
import { steadyCount, steadyNoise } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';
import type { WorkingDays } from './working-days.ts';

export interface StageMove {
  readonly stage: number;
  readonly status: 'open' | 'won' | 'lost';
  readonly on: string;
  readonly at: string;
}

/** An opportunity of an AE on its way through the stages. */
export interface Deal {
  readonly id: string;
  readonly repId: string;
  readonly segment: string;
  readonly createdOn: string;
  readonly createdAt: string;
  /** In order of time, the creation first. */
  readonly moves: StageMove[];
}

const topStage = 4;
const newDealsADay = 1.4;
const weekDays = 5;
const passTraits = ['passStage1', 'passStage2', 'passStage3', 'passStage4'] as const satisfies readonly Trait[];
const usualDays = [9, 13, 12, 9] as const;
const enterpriseFactor = 1.3;
const skipShare = 0.02;
const backShare = 0.02;

/** Deals that usually leave each stage in a week. */
const usualFlow = passTraits.map((_, index) =>
  passTraits.slice(0, index).reduce((flow, trait) => flow * normalLevels[trait], newDealsADay * weekDays),
);

interface InStage {
  readonly deal: Deal;
  readonly since: string;
}

interface Leaving extends InStage {
  readonly on: string;
  readonly at: string;
}

/**
 * The deals of one AE. Stage by stage: every deal in a stage gets the day on which it leaves it, and of those that leave
 * in one week a share, the level of the week, goes forward, the others are lost.
 */
export function dealsOf(rep: Rep, days: WorkingDays, seed: number): readonly Deal[] {
  const chance = random(seed, 'deals', rep.id);
  const deals = openDeals(rep, days, chance);
  let arriving: Map<number, InStage[]> = new Map([[1, deals.map((deal) => ({ deal, since: deal.createdOn }))]]);
  for (let stage = 1; stage <= topStage; stage += 1) {
    const leaving = leavingDays(rep, days, stage, arriving.get(stage) ?? [], chance);
    const forward = forwardOf(rep, stage, leaving, chance);
    arriving = moveOn(rep, stage, leaving, forward, arriving, chance);
  }
  return deals;
}

function openDeals(rep: Rep, days: WorkingDays, chance: Random): Deal[] {
  const due = steadyCount(chance);
  const deals: Deal[] = [];
  for (const date of days.all) {
    const stint = stintAt(rep, date);
    if (stint?.role !== 'AE') continue;
    for (let count = due(newDealsADay); count > 0; count -= 1) {
      const at = instantAt(date, chance.int(8 * 60, 17 * 60));
      deals.push({
        id: `opp-${rep.id}-${String(deals.length + 1).padStart(4, '0')}`,
        repId: rep.id,
        segment: stint.segment,
        createdOn: date,
        createdAt: at,
        moves: [{ stage: 1, status: 'open', on: date, at }],
      });
    }
  }
  return deals;
}

/** Without those that are still in the stage when the sample ends. */
function leavingDays(
  rep: Rep,
  days: WorkingDays,
  stage: number,
  inStage: readonly InStage[],
  chance: Random,
): Leaving[] {
  const noise = steadyNoise(chance);
  const leaving = inStage.flatMap(({ deal, since }) => {
    const slow = stage === 3 ? levelAt(rep.id, 'dwellInStage3', since) : 1;
    const usual = (usualDays[stage - 1] ?? 10) * (deal.segment === 'enterprise' ? enterpriseFactor : 1);
    const dwell = Math.max(1, Math.round(usual * slow * Math.exp(0.45 * noise())));
    const on = days.onOrAfter(addDays(since, dwell));
    return on === null ? [] : [{ deal, since, on, at: instantAt(on, chance.int(9 * 60, 17 * 60 + 30)) }];
  });
  return leaving.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Which deals go forward, week by week. */
function forwardOf(rep: Rep, stage: number, leaving: readonly Leaving[], chance: Random): ReadonlySet<Deal> {
  const trait = passTraits[stage - 1] ?? 'passStage4';
  const due = steadyCount(chance);
  const forward = new Set<Deal>();
  for (const [monday, week] of byWeek(leaving)) {
    const planted = plantedLevel(rep.id, trait, monday);
    // A planted share is taken of the usual flow, so that its count hardly differs between weeks: it has to stay flat.
    const count =
      planted === null ? due(normalLevels[trait] * week.length) : due(planted * (usualFlow[stage - 1] ?? 0));
    for (const { deal } of chance.shuffled(week).slice(0, count)) forward.add(deal);
  }
  return forward;
}

function byWeek(leaving: readonly Leaving[]): Map<string, Leaving[]> {
  const weeks = new Map<string, Leaving[]>();
  for (let monday = mondayOf(leaving[0]?.on ?? historyEnd); monday < historyEnd; monday = addDays(monday, 7)) {
    weeks.set(monday, []);
  }
  for (const item of leaving) weeks.get(mondayOf(item.on))?.push(item);
  return weeks;
}

/** Writes the moves and returns what arrives in the stages above. */
function moveOn(
  rep: Rep,
  stage: number,
  leaving: readonly Leaving[],
  forward: ReadonlySet<Deal>,
  arriving: ReadonlyMap<number, readonly InStage[]>,
  chance: Random,
): Map<number, InStage[]> {
  const straight = hasPlanted(rep.id, passTraits);
  const next = new Map([...arriving].map(([at, items]) => [at, [...items]]));
  for (const { deal, since, on, at } of leaving) {
    if (!straight && stage === 3 && chance.next() < backShare) addStepBack(deal, stage, since, on);
    if (!forward.has(deal)) {
      deal.moves.push({ stage, status: 'lost', on, at });
    } else if (stage === topStage) {
      deal.moves.push({ stage, status: 'won', on, at });
    } else {
      const to = !straight && stage + 2 <= topStage && chance.next() < skipShare ? stage + 2 : stage + 1;
      deal.moves.push({ stage: to, status: 'open', on, at });
      next.set(to, [...(next.get(to) ?? []), { deal, since: on }]);
    }
  }
  return next;
}

/** A look back into the stage below, in the middle of the stay; a short stay has no room for one. */
function addStepBack(deal: Deal, stage: number, since: string, until: string): void {
  const back = addDays(since, 2);
  const again = addDays(since, 4);
  if (again >= until) return;
  deal.moves.push({ stage: stage - 1, status: 'open', on: back, at: instantAt(back, 11 * 60) });
  deal.moves.push({ stage, status: 'open', on: again, at: instantAt(again, 15 * 60) });
}

/** The last move when the deal is closed, else null. */
export function closingOf(deal: Deal): StageMove | null {
  const last = deal.moves.at(-1);
  return last && last.status !== 'open' ? last : null;
}
