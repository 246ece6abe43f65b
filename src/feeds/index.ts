import type { Feed } from './feed.ts';
import { forecastAccuracy } from './forecast-accuracy.ts';
import { mbrPersistentGaps } from './mbr-persistent-gaps.ts';
import { wbrPatterns } from './wbr-patterns.ts';

/** Every feed there is. */
export const feeds: readonly Feed[] = [forecastAccuracy, wbrPatterns, mbrPersistentGaps];

/** A feed by its name or by that of its view; undefined for neither. */
export function feedNamed(name: string): Feed | undefined {
  return feeds.find((feed) => feed.name === name || feed.view === name);
}
