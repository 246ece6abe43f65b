import type { LeadRow } from '../rows.ts';
import { DAY_MS, shiftInstant } from './dates.ts';
import { instantWithin, known, lastWeek, midnight } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';

export const meetingToQualified: Measure = (run, rep, span) => {
  const deals = new Map(
    run.organisation.opportunities.filter((deal) => known(run, deal)).map((deal) => [deal.opp_id, deal]),
  );
  const meetings = new Map<string, LeadRow[]>();
  for (const lead of run.organisation.leads) {
    if (!known(run, lead) || lead.meeting_id === null || lead.meeting_booked_at === null) continue;
    meetings.set(lead.meeting_id, [...(meetings.get(lead.meeting_id) ?? []), lead]);
  }
  const items: { yes: boolean; isNew: boolean }[] = [];
  for (const leads of meetings.values()) {
    leads.sort((a, b) => ((a.meeting_booked_at ?? '') < (b.meeting_booked_at ?? '') ? -1 : 1));
    const first = leads[0];
    const booked = first?.meeting_booked_at;
    if (first === undefined || booked == null || first.sdr_rep_id !== rep.id) continue;
    if (!instantWithin(run, booked, span)) continue;
    const latest = shiftInstant(booked, 21 * DAY_MS);
    const yes = leads.some((lead) => {
      const deal = lead.converted_opp_id === null ? undefined : deals.get(lead.converted_opp_id);
      if (deal?.qualification_status !== 'accepted' || deal.qualified_at === null) return false;
      return deal.qualified_at <= latest && deal.qualified_at < midnight(run, run.t);
    });
    items.push({ yes, isNew: instantWithin(run, booked, lastWeek(span)) });
  }
  return one(rateOf(items));
};
