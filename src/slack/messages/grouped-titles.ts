import { findMetric } from '../../catalog/metrics/index.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { StandingLine } from '../../domain/team-grid.ts';
import { type Markup, md } from './markup.ts';

/** Titles named in one list; the others are counted. */
const NAMED = 12;

type Titled = Pick<StandingLine, 'metricKey' | 'dimension' | 'title'>;

/** What the lines are called: a metric all of whose parts are among them by its name alone, "Stage velocity". */
export function groupedTitles(some: readonly Titled[], all: readonly Titled[]): string[] {
  const whole = groupBy(all, ({ metricKey }) => metricKey);
  return [...groupBy(some, ({ metricKey }) => metricKey)].flatMap(([metricKey, lines]) => {
    const name = findMetric(metricKey)?.name;
    const isWhole = lines.length > 1 && lines.length === whole.get(metricKey)?.length;
    return isWhole && name !== undefined ? [name] : lines.map(({ title }) => title);
  });
}

/** "Pace attainment; Stage velocity and 3 more"; at least one title. */
export function listOf(titles: readonly string[]): Markup {
  const left = titles.length - NAMED;
  const listed = titles
    .slice(0, NAMED)
    .map((title) => md`${title}`)
    .reduce((line, title) => md`${line}; ${title}`);
  return left > 0 ? md`${listed} and ${left} more` : listed;
}
