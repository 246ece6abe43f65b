import { addActivity } from './activity.ts';
import { addBusinessReviews } from './business-reviews.ts';
import { addCalendars } from './calendars.ts';
import { addCalls } from './calls.ts';
import { addAccounts, customerAccounts, prospectAccounts } from './customer-accounts.ts';
import { addCustomerHealth } from './customer-health.ts';
import { addCustomerRevenue } from './customer-revenue.ts';
import { amountsOf, quarterPlansOf, wonIn } from './deal-amounts.ts';
import { closingOf, dealsOf } from './deal-pipeline.ts';
import { addLeads } from './leads.ts';
import { addOnboardings } from './onboardings.ts';
import { addOpportunities } from './opportunity-rows.ts';
import { addOutreach } from './outreach.ts';
import { addPeople } from './people.ts';
import { addQuotaLedger } from './quota-ledger.ts';
import { addQuotes } from './quotes.ts';
import { lastStint, roster } from './roster.ts';
import { createRowBook, type TableRows } from './row-book.ts';
import { addStageBriefs } from './stage-briefs.ts';
import { addTerritories } from './territories.ts';
import { historyEnd, historyStart } from './time-frame.ts';
import { workingDaysOf } from './working-days.ts';

export const defaultSeed = 724;

/**
 * The whole sample organisation as rows: twelve months before the sandbox's start and six that become known later.
 * Pure: the same seed gives the same rows in the same order. People come before what refers to them.
 */
export function buildOrganisation(seed: number = defaultSeed): readonly TableRows[] {
  const book = createRowBook();
  addPeople(book);
  addCalendars(book);
  addTerritories(book);
  addActivity(book, seed);
  addCalls(book, seed);
  addSales(book, seed);
  addCustomers(book, seed);
  return book.tables();
}

function addSales(book: ReturnType<typeof createRowBook>, seed: number): void {
  const prospects = prospectAccounts();
  const sellers = roster
    .filter((rep) => lastStint(rep).role === 'AE')
    .map((rep) => ({ rep, deals: dealsOf(rep, workingDaysOf(rep), seed) }));
  const meetings = addOutreach(
    book,
    prospects.map(({ id }) => id),
    seed,
  );
  const sourcings = addLeads(
    book,
    meetings,
    sellers.flatMap(({ deals }) => deals),
    seed,
  );
  for (const { rep, deals } of sellers) {
    const plans = quarterPlansOf(rep, seed);
    const amounts = amountsOf(rep, deals, plans, seed);
    addOpportunities(book, rep, deals, amounts, sourcings, prospects, seed);
    addQuotaLedger(book, rep, deals, amounts, plans);
    addStageBriefs(book, rep, deals, seed);
    const quoted = wonIn(deals, historyStart, historyEnd).map((deal) => ({
      oppId: deal.id,
      segment: deal.segment,
      netAmount: amounts.get(deal.id) ?? 0,
      currency: rep.currency,
      openedOn: deal.createdOn,
      closedOn: closingOf(deal)?.on ?? deal.createdOn,
    }));
    addQuotes(book, rep.id, 'new', quoted, seed);
  }
}

function addCustomers(book: ReturnType<typeof createRowBook>, seed: number): void {
  const customers = customerAccounts(seed);
  const ends = addCustomerRevenue(book, customers, seed);
  addAccounts(book, seed, customers, ends);
  addCustomerHealth(book, customers, ends.churnedOn, seed);
  addBusinessReviews(book, customers, ends.churnedOn, seed);
  addOnboardings(book, customers, ends.churnedOn, seed);
}
