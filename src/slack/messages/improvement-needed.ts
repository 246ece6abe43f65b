import type { Decimal } from '../../domain/decimal.ts';
import type { EpisodeWeek } from '../../domain/escalation-case.ts';

/** "a 10% improvement": what restarts the count of weeks; without the number where no week was compared with another. */
export function improvementNeeded(needed: Decimal | null): string {
  if (needed === null) return 'enough improvement';
  const share = percent(needed);
  return `${/^(8|11|18)\b/.test(share) ? 'an' : 'a'} ${share} improvement`;
}

/** "10% better", "12.5% better". */
export function betterBy(needed: Decimal | null): string {
  return needed === null ? 'enough better' : `${percent(needed)} better`;
}

/** "10%", "12.5%": as the operator wrote it, without digits that say nothing. */
export function percent(share: Decimal): string {
  return `${share.times(100).toDecimalPlaces(1).toString()}%`;
}

/** What the latest week that was compared with another had to gain. */
export function neededLately(weeks: readonly EpisodeWeek[]): Decimal | null {
  return weeks.findLast((week) => week.needed !== null)?.needed ?? null;
}
