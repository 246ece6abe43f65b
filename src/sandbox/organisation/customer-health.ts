import { customerHealthLog } from '../../db/source-contract/tables/customers.ts';
import { bounded } from './bounded.ts';
import { type CustomerAccount, ownerAt } from './customer-accounts.ts';
import { levelAt } from './levels.ts';
import { addDays, datesFrom, instantAt } from './local-dates.ts';
import { random } from './random.ts';
import type { RowBook } from './row-book.ts';
import { steadyNoise } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';

const firstFriday = '2025-03-21';
const surveyEvery = 84;
const surveysFrom = '2024-09-02';
const csatOffset = 40;
const bookSize = 23;
const soundScore = 76;
const riskyScore = 47;
/** How far a score comes towards where it belongs in a week. */
const weeklyStep = 8;

type Tier = 'Low' | 'Medium' | 'High' | 'Critical';
const tierOf = (score: number): Tier =>
  score >= 65 ? 'Low' : score >= 55 ? 'Medium' : score >= 40 ? 'High' : 'Critical';

/** A score each Friday until the account churns, with the last answers to the two surveys. */
export function addCustomerHealth(
  book: RowBook,
  customers: readonly CustomerAccount[],
  churnedOn: ReadonlyMap<string, string>,
  seed: number,
): void {
  const nps = surveys('nps', { own: 1.2, width: 0.55, min: 0, max: 10, offset: 0 }, seed);
  const csat = surveys('csat', { own: 0.5, width: 0.4, min: 1, max: 5, offset: csatOffset }, seed);
  for (const account of customers) {
    const chance = random(seed, 'health', account.id);
    const noise = steadyNoise(chance);
    const own = (chance.next() - 0.5) * 10;
    const end = churnedOn.get(account.id) ?? historyEnd;
    let drift = 0;
    let base: number | null = null;
    for (const date of datesFrom(firstFriday, end, 7)) {
      const am = ownerAt(account.amOwners, date);
      const csm = ownerAt(account.csmOwners, date);
      const target = isAtRisk(account, csm, date) ? riskyScore : soundScore + own;
      base = base === null ? target : base + bounded(target - base, -weeklyStep, weeklyStep);
      drift = bounded(drift + levelAt(am, 'healthDrift', date) + levelAt(csm, 'healthDrift', date), -40, 0);
      const score = bounded(Math.round((base + drift + 1.6 * noise()) * 10) / 10, 5, 99);
      const npsAnswer = nps(account, date);
      const csatAnswer = csat(account, date);
      book.add(customerHealthLog, {
        account_id: account.id,
        score_date: date,
        health_score: score,
        health_tier: tierOf(score),
        am_rep_id: am,
        csm_rep_id: csm,
        nps_score: npsAnswer.score,
        nps_response_date: npsAnswer.on,
        csat_score: csatAnswer.score,
        csat_response_date: csatAnswer.on,
        model_version: 'hm-3',
        recorded_at: instantAt(date, 20 * 60),
      });
    }
  }
}

/** The same accounts of a book, so that it is the share that decides and not the week. */
function isAtRisk({ csmPlace }: CustomerAccount, csm: string, date: string): boolean {
  return (((csmPlace * 7) % bookSize) + 0.5) / bookSize < levelAt(csm, 'accountsAtRisk', date);
}

interface Survey {
  /** How far the usual answers of accounts lie apart, and how far one account's answers do. */
  readonly own: number;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** Days after the first survey. */
  readonly offset: number;
}

/** The last answer of an account on a date; every account is asked every twelve weeks, each on days of its own. */
function surveys(trait: 'nps' | 'csat', { own, width, min, max, offset }: Survey, seed: number) {
  const answers = new Map<string, number>();
  const noises = new Map<string, () => number>();
  return (account: CustomerAccount, date: string): { score: number; on: string } => {
    const first = addDays(surveysFrom, offset + Math.floor((account.csmPlace * surveyEvery) / bookSize));
    let on = first;
    while (addDays(on, surveyEvery) <= date) on = addDays(on, surveyEvery);
    const key = `${account.id}/${on}`;
    let score = answers.get(key);
    if (score === undefined) {
      const csm = ownerAt(account.csmOwners, on);
      const noise = noises.get(csm) ?? steadyNoise(random(seed, trait, csm));
      noises.set(csm, noise);
      const usual = own * (random(seed, trait, account.id).next() - 0.5);
      score = bounded(Math.round(levelAt(csm, trait, on) + usual + width * noise()), min, max);
      answers.set(key, score);
    }
    return { score, on };
  };
}
