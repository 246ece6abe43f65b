import { leads } from '../../db/source-contract/tables/outreach.ts';
import type { Deal } from './deal-pipeline.ts';
import { levelAt } from './levels.ts';
import { minutesAfter } from './local-dates.ts';
import type { Sourcing } from './opportunity-rows.ts';
import type { Meeting } from './outreach.ts';
import { random } from './random.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';

const day = 24 * 60;

/**
 * A lead per meeting. The qualified ones become one of the AEs' deals of the segment, opened within days of the booking.
 * Returns, by deal id, who sourced it and when it was qualified.
 */
export function addLeads(
  book: RowBook,
  meetings: readonly Meeting[],
  deals: readonly Deal[],
  seed: number,
): ReadonlyMap<string, Sourcing> {
  const sourcings = new Map<string, Sourcing>();
  const takeDeal = dealsToTake(deals);
  const isQualified = new Map<string, (share: number) => boolean>();
  const chance = random(seed, 'leads');
  for (const meeting of meetings.toSorted((a, b) => (a.bookedAt < b.bookedAt ? -1 : 1))) {
    const choose = isQualified.get(meeting.sdrId) ?? steadyChoice(random(seed, 'leads', meeting.sdrId));
    isQualified.set(meeting.sdrId, choose);
    const qualified = choose(levelAt(meeting.sdrId, 'meetingsQualified', meeting.bookedOn));
    const deal = qualified ? takeDeal(meeting.segment, minutesAfter(meeting.bookedAt, 2 * day)) : null;
    const qualifiedAt = deal === null ? null : minutesAfter(deal.createdAt, chance.int(1, 4) * day);
    if (deal && qualifiedAt) sourcings.set(deal.id, { sdrId: meeting.sdrId, qualifiedAt });
    book.add(leads, {
      lead_id: `lead-${meeting.id}`,
      contact_id: meeting.contactId,
      account_id: meeting.accountId,
      sdr_rep_id: meeting.sdrId,
      created_at: meeting.enrolledAt,
      meeting_id: meeting.id,
      meeting_booked_at: meeting.bookedAt,
      converted_opp_id: deal?.id ?? null,
      qualified_at: qualifiedAt,
      disqualified_at: qualified ? null : minutesAfter(meeting.bookedAt, 9 * day),
      disqualified_reason: qualified ? null : chance.pick(['no_budget', 'no_need', 'wrong_person', 'no_show']),
      recorded_at: minutesAfter(meeting.enrolledAt, 5),
    });
  }
  return sourcings;
}

/** Hands out each deal once, in the order of creation. */
function dealsToTake(deals: readonly Deal[]): (segment: string, since: string) => Deal | null {
  const waiting = new Map<string, Deal[]>();
  for (const deal of deals.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))) {
    if (deal.createdOn >= historyEnd) continue;
    waiting.set(deal.segment, [...(waiting.get(deal.segment) ?? []), deal]);
  }
  return (segment, since) => {
    const line = waiting.get(segment) ?? [];
    for (let next = line.pop(); next; next = line.pop()) if (next.createdAt >= since) return next;
    return null;
  };
}
