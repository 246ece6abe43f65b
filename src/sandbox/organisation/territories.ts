import { territoryDefinitions } from '../../db/source-contract/tables/territories-and-activity.ts';
import { roster } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { knownFromTheStart } from './time-frame.ts';

const regions = ['Northeast', 'Southeast', 'Midwest', 'West'] as const;

/** A territory per rep and stint; the calendar of the rep's business days hangs on it. */
export function addTerritories(book: RowBook): void {
  for (const rep of roster) {
    rep.stints.forEach((stint, index) => {
      const region = rep.calendar === 'DE' ? 'DACH' : (regions[rep.index % regions.length] ?? 'West');
      const market = stint.segment === 'enterprise' ? 'Enterprise' : 'Mid-market';
      book.add(territoryDefinitions, {
        territory_id: `ter-${rep.id}-${index + 1}`,
        effective_from: index === 0 ? rep.hiredOn : stint.from,
        effective_to: rep.stints[index + 1]?.from ?? null,
        name: `${region} ${market} ${stint.role} ${rep.index + 1}`,
        segment: stint.segment,
        region,
        country: rep.calendar,
        holiday_calendar_id: rep.calendar,
        role: stint.role,
        rep_id: rep.id,
        recorded_at: knownFromTheStart,
      });
    });
  }
}
