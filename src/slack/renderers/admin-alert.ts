import { z } from 'zod';
import { admins } from '../../db/reads/admins.ts';
import { nameOf } from '../../db/reads/reader.ts';
import type { Delivery, Renderer } from '../../delivery/delivery.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { type Alert, adminAlert, alertTopics } from '../messages/admin-alert.ts';
import { readership, referenced } from './readership.ts';

const causesSchema = z.array(z.object({ name: z.string(), value: z.string() }));

const thingsSchema = z.array(z.object({ topic: z.string(), subject: z.string(), rep_id: z.string().nullable() }));

/** What an alert is about: one thing with all that is known of it, or several that were found together. */
interface Thing {
  topic: string;
  subject: string;
  repId: string | null;
  causes: NonNullable<Alert['causes']>;
}

/** To an admin, while they are one, and never about themselves. */
export function adminAlertRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const isAdmin = (await admins(db, now)).includes(delivery.recipientId);
    const alerts: Alert[] = [];
    for (const thing of thingsOf(delivery)) {
      const topic = alertTopics.find((known) => known === thing.topic);
      if (topic === undefined) throw new Error(`Delivery ${delivery.deliveryKey} alerts to an unknown topic.`);
      const { repId } = thing;
      const standing =
        repId === null ? null : await readership(db, { delivery, repId, thing: 'run_status', now }, settings);
      if (!(standing?.mayRead ?? isAdmin)) continue;
      alerts.push({
        ...thing,
        topic,
        repName: repId === null ? null : ((await nameOf(db, repId)) ?? repId),
        repHasLeft: standing?.repHasLeft ?? false,
        standIn: await nameOf(db, standing?.facts.actingForManagerId ?? null),
      });
    }
    if (alerts.length === 0)
      return { outcome: 'withhold', reason: 'The recipient is no admin, or it is about themselves.' };
    return { outcome: 'message', message: adminAlert(alerts) };
  };
}

function thingsOf(delivery: Delivery): Thing[] {
  const { things, rep_id: repId = null, subject = '', causes } = delivery.reference;
  if (things !== undefined)
    return thingsSchema
      .parse(JSON.parse(things))
      .map(({ rep_id, ...thing }) => ({ ...thing, repId: rep_id, causes: [] }));
  const several = causes === undefined ? [] : causesSchema.parse(JSON.parse(causes));
  return [{ topic: referenced(delivery, 'topic'), subject, repId, causes: several }];
}
