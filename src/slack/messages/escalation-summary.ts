import type { KnownBlock } from '@slack/types';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import { context, header, section } from './blocks.ts';
import { changeAltogether, howWeeksCount, weekLines } from './episode-weeks.ts';
import { latestCheck, titleOf, why } from './evidence.ts';
import { persistence, type Reader } from './item-state.ts';
import { lines, md } from './markup.ts';

/** As many weeks as a message stays readable with; the thread's table has the rest. */
const WEEKS_SHOWN = 8;

export type EscalationSubject = Pick<EscalationCase, 'repName' | 'managerName' | 'item' | 'weeks'>;

/** What the second-line manager sees of the pattern; the week-2 notice shows its manager exactly this beforehand. */
export function escalationSummary(
  { repName, managerName, item, weeks }: EscalationSubject,
  { currency }: Pick<Reader, 'currency'>,
): KnownBlock[] {
  if (item === null) {
    const whose = managerName === null ? md`They have no manager today.` : md`Their manager is ${managerName}.`;
    return [header(`For your attention: ${repName}`), context(whose)];
  }
  const manager = managerName === null ? md`no manager today` : md`manager ${managerName}`;
  const shown = weeks.slice(-WEEKS_SHOWN);
  const rule = howWeeksCount(item, weeks);
  return [
    header(`For your attention: ${repName} (${item.role})`),
    section(lines(md`*${titleOf(item)}* · ${manager}`, latestCheck(item.latest ?? item.reading), persistence(item))),
    context(why(item.latest ?? item.reading, currency)),
    ...(shown.length === 0
      ? []
      : [
          section(lines(md`*Week by week*`, ...weekLines(item, shown), changeAltogether(item, weeks))),
          ...(rule === null ? [] : [context(rule)]),
        ]),
  ];
}
