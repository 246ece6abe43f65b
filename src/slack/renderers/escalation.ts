import type { Knex } from 'knex';
import { escalationCase } from '../../db/reads/escalation-case.ts';
import { noteOf, notesElsewhere } from '../../db/reads/escalation-notes.ts';
import type { Delivery, Rendered, RenderedMessage, Renderer } from '../../delivery/delivery.ts';
import { localDateOf } from '../../domain/calendar.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import { localDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { escalation } from '../messages/escalation.ts';
import { escalationContext } from '../messages/escalation-context.ts';
import { escalationFollowup, followUps } from '../messages/escalation-followup.ts';
import { escalationHistory } from '../messages/escalation-history.ts';
import { escalationReminder } from '../messages/escalation-reminder.ts';
import type { Reader } from '../messages/item-state.ts';
import { patternTrend } from './pattern-trend.ts';
import { readerOf } from './reader.ts';
import { gone, noLongerTheirs, readership, referenced } from './readership.ts';

/** The first message of an escalation's thread. */
export function escalationRenderer(settings: OrganisationSettings): Renderer {
  return (db, delivery, now) => inThread({ db, delivery, now, settings }, (found, reader) => escalation(found, reader));
}

/** The history, in the thread. */
export function escalationHistoryRenderer(settings: OrganisationSettings): Renderer {
  return (db, delivery, now) =>
    inThread({ db, delivery, now, settings }, async (found, reader) =>
      escalationHistory(
        { ...found, trend: found.item && (await patternTrend(db, found.item)) },
        reader,
        await notesElsewhere(db, found.escalationId, {
          slmId: delivery.recipientId,
          threadKey: delivery.threadKey ?? '',
        }),
      ),
    );
}

/** The manager's word, in the thread. */
export function escalationContextRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const note = await noteOf(db, referenced(delivery, 'note_id'));
    return note === null ? gone('note') : inThread({ db, delivery, now, settings }, () => escalationContext(note));
  };
}

/** News in the thread. */
export function escalationFollowupRenderer(settings: OrganisationSettings): Renderer {
  return (db, delivery, now) =>
    inThread({ db, delivery, now, settings }, (found) => {
      const what = followUps.find((known) => known === referenced(delivery, 'what'));
      if (what === undefined) throw new Error(`Delivery ${delivery.deliveryKey} brings news of an unknown kind.`);
      return escalationFollowup(found, { what, asOf: localDate(referenced(delivery, 'as_of')) });
    });
}

/** A reminder in the thread, where it is still needed when it goes. */
export function escalationReminderRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const asked = { db, delivery, now, settings };
    if (delivery.messageTs !== null) return inThread(asked, escalationReminder);
    const found = await escalationCase(
      db,
      referenced(delivery, 'escalation_id'),
      localDateOf(now, settings.orgTz),
      settings,
    );
    if (found === null) return gone('escalation');
    const isNeeded = found.ownerName === null && found.resolution === null;
    if (!isNeeded) return { outcome: 'withhold', reason: 'Somebody owns it, or it is resolved.' };
    return inThread(asked, escalationReminder);
  };
}

interface Asked {
  db: Knex;
  delivery: Delivery;
  now: Date;
  settings: OrganisationSettings;
}

/** What goes into an escalation's thread, for who is the second-line manager today. */
async function inThread(
  { db, delivery, now, settings }: Asked,
  say: (found: EscalationCase, reader: Reader) => RenderedMessage | Promise<RenderedMessage>,
): Promise<Rendered> {
  const today = localDateOf(now, settings.orgTz);
  const found = await escalationCase(db, referenced(delivery, 'escalation_id'), today, settings);
  if (found === null) return gone('escalation');
  const question = {
    delivery,
    repId: found.repId,
    thing: 'escalation_thread',
    slmOfEscalation: found.slmId,
    now,
  } as const;
  const standing = await readership(db, question, settings);
  if (!standing.mayRead) return noLongerTheirs(delivery, standing);
  return { outcome: 'message', message: await say(found, await readerOf(db, delivery.recipientId, settings, now)) };
}
