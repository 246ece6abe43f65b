import type { Catalog } from '../../catalog/catalog.ts';
import { coachingItems } from '../../db/reads/coaching-items.ts';
import { nameOf } from '../../db/reads/reader.ts';
import { breachOf, onsetsSummarised } from '../../db/stores/daily-breaches.ts';
import { qualityDays } from '../../db/stores/quality-days.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { localDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { dailyFlag } from '../messages/daily-flag.ts';
import { flagSummary, type MissedFlag } from '../messages/flag-summary.ts';
import { weakCalls } from '../messages/weak-calls.ts';
import { readerOf } from './reader.ts';
import { coachingIdsOf, gone, noLongerTheirs, readership, referenced } from './readership.ts';

/** To a rep's manager, or who stands in, while they are it: one flag. */
export function dailyFlagRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const repId = referenced(delivery, 'rep_id');
    const standing = await readership(db, { delivery, repId, thing: 'daily_flag', now }, settings);
    if (!standing.mayRead) return noLongerTheirs(delivery, standing);
    const [item] = await coachingItems(db, coachingIdsOf(delivery).slice(0, 1), settings);
    const on = localDate(referenced(delivery, 'on'));
    const breach = item === undefined ? null : await breachOf(db, item, on);
    if (item === undefined || breach === null) return gone('daily flag');
    const { managerId } = standing.facts;
    const message = dailyFlag({
      breach,
      item,
      forManager: managerId === delivery.recipientId ? null : await nameOf(db, managerId),
      reader: await readerOf(db, delivery.recipientId, settings, now),
    });
    return { outcome: 'message', message };
  };
}

/** The same for calls of low quality. */
export function weakCallsRenderer(settings: OrganisationSettings, { thresholds }: Catalog): Renderer {
  return async (db, delivery, now) => {
    const repId = referenced(delivery, 'rep_id');
    const standing = await readership(db, { delivery, repId, thing: 'daily_flag', now }, settings);
    if (!standing.mayRead) return noLongerTheirs(delivery, standing);
    const day = localDate(referenced(delivery, 'on'));
    const found = (await qualityDays(db, day, repId)).get(repId);
    if (found === undefined || found.quality === null || found.line === null || found.run.since === null) {
      return gone('day');
    }
    const [item = null] = await coachingItems(db, coachingIdsOf(delivery).slice(0, 1), settings);
    const { managerId } = standing.facts;
    const message = weakCalls({
      repId,
      repName: (await nameOf(db, repId)) ?? repId,
      role: found.role,
      day,
      condition: thresholds.escalations.E3,
      quality: found.quality,
      calls: found.calls,
      line: found.line,
      cohort: found.cohort,
      belowDays: found.run.belowDays,
      since: found.run.since,
      item,
      forManager: managerId === delivery.recipientId ? null : await nameOf(db, managerId),
      reader: await readerOf(db, delivery.recipientId, settings, now),
    });
    return { outcome: 'message', message };
  };
}

/** What was missed, as far as the reader still answers for the reps. */
export function flagSummaryRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const on = localDate(referenced(delivery, 'on'));
    const missed: MissedFlag[] = [];
    for (const breach of await onsetsSummarised(db, on)) {
      const { repId } = breach.reading;
      const { mayRead } = await readership(db, { delivery, repId, thing: 'daily_flag', now }, settings);
      if (mayRead) missed.push({ breach, repName: (await nameOf(db, repId)) ?? repId });
    }
    return missed.length === 0 ? noLongerTheirs(delivery) : { outcome: 'message', message: flagSummary(missed, on) };
  };
}
