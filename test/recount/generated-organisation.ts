import { addCalls } from './generated/calls.ts';
import { addCustomerWork } from './generated/customer-work.ts';
import { addCustomers } from './generated/customers.ts';
import { addDeals } from './generated/deals.ts';
import { Dice } from './generated/dice.ts';
import { addNastyRows } from './generated/nasty-rows.ts';
import { addOutreach } from './generated/outreach.ts';
import { addReference, addReps, QUARTERS } from './generated/people.ts';
import { addQuotas } from './generated/quotas.ts';
import { addRenewals } from './generated/renewals.ts';
import type { Organisation } from './rows.ts';

/** Sixty reps of four roles with a year of rows, many of them nasty. The same seed gives the same rows. */
export function generateOrganisation(seed: number, quarters = QUARTERS): Organisation {
  const dice = new Dice(seed);
  const organisation = emptyOrganisation();
  addReference(organisation, quarters);
  const reps = addReps(organisation);
  addDeals(organisation, dice, reps);
  addQuotas(organisation, dice, reps);
  addCalls(organisation, dice, reps);
  addOutreach(organisation, dice, reps);
  const customers = addCustomers(organisation, dice, reps);
  addCustomerWork(organisation, dice, customers);
  addRenewals(organisation, dice, customers);
  addNastyRows(organisation, customers);
  return organisation;
}

/** No rows of any table. */
export function emptyOrganisation(): Organisation {
  return {
    person: [],
    rep_profile: [],
    rep_absence: [],
    fiscal_calendar: [],
    fx_rate: [],
    business_calendar: [],
    holiday: [],
    territory_definitions: [],
    rep_activity: [],
    quota_retirement_ledger: [],
    quota_store: [],
    comp_plans: [],
    opportunities: [],
    opportunity_stage_history: [],
    cadence_event_log: [],
    conv_intelligence: [],
    opportunity_brief_log: [],
    discovery_brief_log: [],
    customer_health_log: [],
    churn_risk_log: [],
    expansion_log: [],
    onboarding_log: [],
    qbr_log: [],
    quote_log: [],
    leads: [],
    accounts: [],
    account_ownership: [],
  };
}
