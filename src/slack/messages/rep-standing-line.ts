import type { SectionBlock } from '@slack/types';
import type { Standing } from '../../domain/digest.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { countStanding, type RepStandings } from '../../domain/team-grid.ts';
import { section } from './blocks.ts';
import { groupedTitles, listOf } from './grouped-titles.ts';
import { lines, type Markup, md } from './markup.ts';
import { repViewButton } from './rep-view-button.ts';

/** One rep: how many numbers stand where, and the way to their view. */
export function repCounts(rep: RepStandings, month: LocalDate | null): SectionBlock {
  return section(md`*${rep.repName}*${roleOf(rep)}: ${countsOf(rep)}`, repViewButton(rep, { text: 'View', month }));
}

/** One rep, metric by metric: what is behind first, since that is what to look at. */
export function repStandings(rep: RepStandings, month: LocalDate | null): SectionBlock {
  return section(
    lines(
      md`*${rep.repName}*${roleOf(rep)}`,
      rep.lines.length === 0 ? md`No numbers yet.` : null,
      named(rep, 'behind', '▼ Behind'),
      named(rep, 'ahead', '▲ Ahead'),
      level(rep),
      named(rep, 'not_compared', '· Not compared'),
      notEnough(rep),
    ),
    repViewButton(rep, { text: 'View', month }),
  );
}

const roleOf = ({ role }: RepStandings): Markup => (role === null ? md`` : md` (${role})`);

function countsOf(rep: RepStandings): string {
  if (rep.lines.length === 0) return 'no numbers yet';
  const counted: [Standing, string][] = [
    ['behind', 'behind'],
    ['ahead', 'ahead'],
    ['level', 'level'],
    ['not_compared', 'not compared'],
    ['not_enough_data', 'without enough data'],
  ];
  return counted
    .map(([standing, words]) => ({ count: countStanding(rep, standing), words }))
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${count} ${words}`)
    .join(', ');
}

/** So many names are still quick to read. */
const MOST_NAMED = 3;

/** A book is measured in every part of it, most of them too small: their names would hide what can be read. */
function notEnough(rep: RepStandings): Markup | null {
  const count = countStanding(rep, 'not_enough_data');
  const words = '… Not enough data yet';
  return count <= MOST_NAMED ? named(rep, 'not_enough_data', words) : md`${words}: ${count} of ${rep.lines.length}`;
}

/** Most of a rep's numbers are level: their names would hide those that are not. They are whatever no other line names. */
function level(rep: RepStandings): Markup | null {
  const count = countStanding(rep, 'level');
  if (count <= MOST_NAMED) return named(rep, 'level', '= Level');
  return count === rep.lines.length ? md`= Level: all ${count}` : md`= Level: the other ${count}`;
}

/** "▼ Behind: Pace attainment; Stage velocity, stage 4", null where nothing stands so. */
function named(rep: RepStandings, standing: Standing, words: string): Markup | null {
  const titles = groupedTitles(
    rep.lines.filter((line) => line.standing === standing),
    rep.lines,
  );
  return titles.length === 0 ? null : md`${words}: ${listOf(titles)}`;
}
