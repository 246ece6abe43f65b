import { coachingItems } from '../../db/reads/coaching-items.ts';
import { earlierEscalation } from '../../db/reads/earlier-escalation.ts';
import { episodeWeeks } from '../../db/reads/episode-weeks.ts';
import { managerContext } from '../../db/reads/manager-context.ts';
import { nameOf } from '../../db/reads/reader.ts';
import { recentFlags } from '../../db/reads/recent-flags.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { takerOf } from '../../domain/escalation.ts';
import { addDays } from '../../domain/local-date.ts';
import { saidOf } from '../../domain/manager-context.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { isAhead, weekTwoNotice } from '../messages/week-two-notice.ts';
import { patternTrend } from './pattern-trend.ts';
import { readerOf } from './reader.ts';
import { coachingIdsOf, gone, noLongerTheirs, readership, referenced } from './readership.ts';

/** To the manager in week two. It does not go out when the pattern is over or has improved by then. */
export function weekTwoNoticeRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const [item] = await coachingItems(db, coachingIdsOf(delivery).slice(0, 1), settings);
    if (item === undefined) return gone('coaching item');
    const question = { delivery, repId: item.repId, thing: 'decide_action', now } as const;
    const standing = await readership(db, question, settings);
    if (!standing.mayRead) return noLongerTheirs(delivery, standing);
    if (delivery.messageTs === null && !isAhead(item)) {
      return { outcome: 'withhold', reason: 'The pattern is over, has improved or is escalated.' };
    }
    const slmId = takerOf(standing.facts);
    const isReaderSlm = slmId === delivery.recipientId;
    if (delivery.messageTs === null && isReaderSlm) {
      return { outcome: 'withhold', reason: 'The recipient is the second-line manager whom it reaches.' };
    }
    const episodeId = referenced(delivery, 'episode_id');
    const weeks = await episodeWeeks(db, episodeId);
    const message = weekTwoNotice({
      episodeId,
      subject: {
        repName: item.repName,
        managerName: await nameOf(db, standing.facts.managerId),
        item,
        weeks,
        trend: await patternTrend(db, item),
        flags: await recentFlags(db, item.repId, standing.today),
        context: saidOf(await managerContext(db, episodeId)),
      },
      slmName: await nameOf(db, slmId),
      earlier:
        slmId === null || item.run?.escalatedOn
          ? null
          : await earlierEscalation(db, { coachingId: item.coachingId, slmId, before: null }, settings),
      isReaderSlm,
      nextCheckOn: addDays(weeks.at(-1)?.asOf ?? item.coachingDate, 7),
      reader: await readerOf(db, delivery.recipientId, settings, now),
    });
    return { outcome: 'message', message };
  };
}
