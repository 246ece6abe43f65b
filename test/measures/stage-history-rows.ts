import { startOfDay } from '../../src/domain/calendar.ts';
import { isLocalDate } from '../../src/domain/local-date.ts';

export const ZONE = 'America/New_York';

/** A stage entered, a win or a loss; on a local date (at midnight) or at an instant; from then on owned by the owner. */
export interface Step {
  what: number | 'won' | 'lost' | 'broken';
  at: string;
  owner?: string;
  recordedAt?: string;
}

export interface Deal {
  id: string;
  owner: string;
  segment?: string;
  steps: readonly Step[];
}

/** A local date at midnight, or an ISO instant. */
export function instant(at: string): Date {
  return isLocalDate(at) ? startOfDay(at, ZONE) : new Date(at);
}

const KNOWN_AT_ONCE = '2020-01-01T00:00:00Z';

/** The source rows of deals: `opportunities` and `opportunity_stage_history`. */
export function dealRows(deals: readonly Deal[]) {
  return {
    opportunities: deals.map((deal) => ({
      opp_id: deal.id,
      account_id: `account of ${deal.id}`,
      owner_rep_id: deal.owner,
      opp_type: 'new_business',
      segment: deal.segment ?? 'enterprise',
      amount: '1000.00',
      currency: 'USD',
      created_at: instant(deal.steps[0]?.at ?? KNOWN_AT_ONCE),
      recorded_at: KNOWN_AT_ONCE,
    })),
    opportunity_stage_history: deals.flatMap((deal) => {
      let owner = deal.owner;
      return deal.steps.map((step, index) => {
        owner = step.owner ?? owner;
        return {
          opp_id: deal.id,
          seq: index + 1,
          stage_order: typeof step.what === 'number' ? step.what : null,
          status: step.what === 'won' || step.what === 'lost' ? step.what : 'open',
          entered_at: instant(step.at),
          owner_rep_id: owner,
          recorded_at: step.recordedAt ?? KNOWN_AT_ONCE,
        };
      });
    }),
  };
}

/** Deals that enter stage 2 and are decided on one date: `passed` go on to stage 3, the others are lost. */
export function decidedDeals(owner: string, passed: number, size: number, on: string, segment?: string): Deal[] {
  return Array.from({ length: size }, (_, i) => ({
    id: `${owner}-${segment ?? ''}-${on}-${i}`,
    owner,
    ...(segment === undefined ? {} : { segment }),
    steps: [
      { what: 2, at: '2025-06-01' },
      { what: i < passed ? 3 : ('lost' as const), at: on },
    ],
  }));
}
