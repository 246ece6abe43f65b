import { addDays, localDateOf, shiftInstant } from '../plain/dates.ts';
import type { HistoryRow, OpportunityRow, Organisation } from '../rows.ts';
import type { Dice } from './dice.ts';
import { LONG_KNOWN, recordedAfter, recordedAfterDay, someDate, someTime, ZONE } from './moments.ts';
import type { GeneratedRep } from './people.ts';

const LAST_STAGE = 5;
const DEALS_A_REP = 120;

/** One deal as its history unfolds. */
interface Unfolding {
  readonly rows: HistoryRow[];
  readonly at: () => string;
  /** Lets time pass. */
  pass(minutes: number): void;
  enter(status: HistoryRow['status'], stage: number | null): void;
  owner: string;
}

/** Deals of AEs, with skips, steps back, reopenings, transfers, moments in a stage and rows without a stage. */
export function addDeals(organisation: Organisation, dice: Dice, reps: readonly GeneratedRep[]): void {
  const sellers = reps.filter((rep) => rep.role === 'AE');
  for (const rep of sellers) {
    for (let nth = 0; nth < DEALS_A_REP; nth += 1) addDeal(organisation, dice, rep, sellers, `${rep.id}-d${nth}`);
  }
}

function addDeal(
  organisation: Organisation,
  dice: Dice,
  rep: GeneratedRep,
  sellers: readonly GeneratedRep[],
  opp_id: string,
): void {
  const created = someTime(dice, someDate(dice, '2025-08-15', '2026-04-05'));
  const deal = begin(dice, opp_id, created, rep.id);
  walk(dice, deal, rep, sellers);
  const rows = deal.rows.filter((row) => row.entered_at < '2026-04-12');
  const last = rows.at(-1);
  const closed = last !== undefined && last.status !== 'open' ? last.entered_at : null;
  const amount = dice.whole(50, 900) * 100;
  const opportunity: OpportunityRow = {
    opp_id,
    account_id: `prospect-${opp_id}`,
    owner_rep_id: deal.owner,
    opp_type: dice.chance(0.8) ? 'new_business' : 'expansion',
    segment: dice.chance(0.8) ? rep.segment : dice.pick(['enterprise', 'midmarket', 'public']),
    amount,
    currency: dice.chance(0.25) ? 'EUR' : 'USD',
    created_at: created,
    closed_at: closed,
    is_won: closed === null ? null : last?.status === 'won',
    renewal_due_date: null,
    qualification_status: null,
    qualified_at: null,
    recorded_at: created,
  };
  organisation.opportunities.push(opportunity);
  organisation.opportunity_stage_history.push(...rows);
  addBriefs(organisation, dice, rows);
  if (closed === null || opportunity.is_won !== true) return;
  addQuotes(organisation, dice, opportunity, deal.owner, closed, rep.level);
  addCredits(organisation, dice, opportunity, deal.owner, localDateOf(closed, ZONE));
}

function begin(dice: Dice, opp_id: string, created: string, owner: string): Unfolding {
  let now = created;
  const rows: HistoryRow[] = [];
  const deal: Unfolding = {
    rows,
    owner,
    at: () => now,
    pass: (minutes) => {
      now = shiftInstant(now, minutes * 60_000);
    },
    enter: (status, stage_order) => {
      rows.push({
        opp_id,
        seq: rows.length + 1,
        stage_order,
        status,
        entered_at: now,
        owner_rep_id: deal.owner,
        recorded_at: recordedAfter(dice, now),
      });
    },
  };
  return deal;
}

function walk(dice: Dice, deal: Unfolding, rep: GeneratedRep, sellers: readonly GeneratedRep[]): void {
  const patience = rep.level < 0.6 ? 2.4 : 1;
  let stage = dice.chance(0.8) ? 1 : dice.whole(2, 3);
  deal.enter('open', stage);
  for (let step = 0; step < 12; step += 1) {
    stay(dice, deal, patience);
    if (dice.chance(0.06)) handOver(dice, deal, stage, sellers);
    if (dice.chance(0.01)) deal.enter('open', null);
    const fortune = dice.next();
    if (fortune < 0.6 - 0.36 * rep.level) {
      deal.enter('lost', dice.chance(0.5) ? null : stage);
      if (!dice.chance(0.15)) return;
      deal.pass(dice.whole(1, 30) * 1440);
      deal.enter('open', stage);
    } else if (stage === LAST_STAGE || fortune > 0.93) {
      deal.enter('won', null);
      return;
    } else if (stage > 1 && dice.chance(0.08)) {
      stage -= 1;
      deal.enter('open', stage);
    } else {
      stage = Math.min(LAST_STAGE, stage + (dice.chance(0.12) ? 2 : 1));
      deal.enter('open', stage);
    }
  }
}

/** Some days in a stage, or a moment; sometimes until a local midnight exactly. */
function stay(dice: Dice, deal: Unfolding, patience: number): void {
  if (dice.chance(0.04)) {
    deal.pass(dice.whole(1, 6));
    return;
  }
  deal.pass(Math.round(dice.whole(600, 21_000) * patience));
  if (dice.chance(0.05)) {
    const until = someTime(dice, someDate(dice, localDateOf(deal.at(), ZONE), '2026-04-10'));
    const minutes = Math.floor((Date.parse(until) - Date.parse(deal.at())) / 60_000);
    if (minutes > 0) deal.pass(minutes);
  }
}

function handOver(dice: Dice, deal: Unfolding, stage: number, sellers: readonly GeneratedRep[]): void {
  deal.owner = dice.pick(sellers).id;
  deal.enter('open', stage);
  deal.pass(dice.whole(0, 25 * 1440));
}

function addBriefs(organisation: Organisation, dice: Dice, rows: readonly HistoryRow[]): void {
  const dates = new Set<string>();
  for (const row of rows) {
    if (row.status !== 'open' || row.stage_order === null || !dice.chance(0.7)) continue;
    for (let nth = dice.whole(1, 2); nth > 0; nth -= 1) {
      const scored = shiftInstant(row.entered_at, dice.whole(60, 12_000) * 60_000);
      const stated = dice.whole(0, 6);
      const brief_date = localDateOf(scored, ZONE);
      // Two of one day: nothing says which is the last.
      if (dates.has(`${row.stage_order} ${brief_date}`)) continue;
      dates.add(`${row.stage_order} ${brief_date}`);
      organisation.opportunity_brief_log.push({
        brief_id: `${row.opp_id}-${row.seq}-${nth}`,
        opp_id: row.opp_id,
        rep_id: row.owner_rep_id,
        stage_order: row.stage_order,
        brief_date,
        objectives_stated: stated,
        objectives_executed: Math.min(stated, dice.whole(0, 6)),
        advance_score: dice.chance(0.9) ? dice.score(60, 30) : null,
        scored_at: dice.chance(0.95) ? scored : null,
        recorded_at: recordedAfter(dice, scored),
      });
    }
  }
}

/** Versions of one or two quotes, some accepted; ties of dates, lists of nothing, other types. */
export function addQuotes(
  organisation: Organisation,
  dice: Dice,
  opportunity: Pick<OpportunityRow, 'opp_id' | 'amount' | 'currency' | 'segment' | 'opp_type'>,
  rep_id: string,
  closed: string,
  level: number,
): void {
  const closedOn = localDateOf(closed, ZONE);
  const usual = opportunity.opp_type === 'expansion' ? 'expansion' : 'new';
  for (let quote = dice.whole(1, 2); quote > 0; quote -= 1) {
    for (let version = dice.whole(1, 3); version > 0; version -= 1) {
      const quote_date = addDays(closedOn, -dice.whole(0, 9));
      const list_amount = dice.chance(0.03) ? 0 : opportunity.amount + dice.whole(0, 20_000);
      const off = (level < 0.6 ? 0.25 : 0.02) + dice.next() * 0.25;
      organisation.quote_log.push({
        quote_id: `${opportunity.opp_id}-q${quote}`,
        version,
        opp_id: opportunity.opp_id,
        rep_id: dice.chance(0.97) ? rep_id : 'ae-05',
        segment: opportunity.segment,
        quote_type: dice.chance(0.9) ? usual : dice.pick(['new', 'expansion', 'renewal']),
        quote_date,
        status: dice.chance(0.6) ? 'accepted' : dice.pick(['draft', 'sent', 'rejected', 'expired']),
        list_amount,
        net_amount: Math.round(list_amount * (1 - off)),
        currency: opportunity.currency,
        term_exception_count: dice.chance(level < 0.6 ? 0.8 : 0.25) ? dice.whole(1, 3) : 0,
        recorded_at: dice.chance(0.97) ? LONG_KNOWN : recordedAfterDay(dice, closedOn),
      });
    }
  }
}

function addCredits(
  organisation: Organisation,
  dice: Dice,
  opportunity: OpportunityRow,
  rep_id: string,
  closedOn: string,
): void {
  const line = (entry_type: 'closed_credit' | 'clawback' | 'adjustment', amount: number, effective_date: string) =>
    organisation.quota_retirement_ledger.push({
      ledger_id: `${opportunity.opp_id}-${entry_type}`,
      rep_id,
      opp_id: opportunity.opp_id,
      fiscal_quarter: quarterOf(organisation, effective_date),
      entry_type,
      amount,
      currency: opportunity.currency,
      effective_date,
      recorded_at: recordedAfterDay(dice, effective_date),
    });
  line('closed_credit', opportunity.amount, closedOn);
  if (dice.chance(0.08)) line('clawback', -Math.round(opportunity.amount / 2), addDays(closedOn, dice.whole(3, 60)));
  if (dice.chance(0.05)) line('adjustment', dice.whole(-20, 40) * 100, addDays(closedOn, dice.whole(1, 20)));
}

export function quarterOf(organisation: Organisation, date: string): string {
  const quarter = organisation.fiscal_calendar.find((one) => one.start_date <= date && date < one.end_date);
  if (quarter === undefined) throw new Error(`No fiscal quarter has ${date}.`);
  return quarter.fiscal_quarter;
}
