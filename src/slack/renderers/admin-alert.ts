import { z } from 'zod';
import { admins } from '../../db/reads/admins.ts';
import { nameOf } from '../../db/reads/reader.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { adminAlert, alertTopics } from '../messages/admin-alert.ts';
import { readership, referenced } from './readership.ts';

const causesSchema = z.array(z.object({ name: z.string(), value: z.string() }));

/** To an admin, while they are one, and never about themselves. */
export function adminAlertRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const topic = alertTopics.find((known) => known === referenced(delivery, 'topic'));
    if (topic === undefined) throw new Error(`Delivery ${delivery.deliveryKey} alerts to an unknown topic.`);
    const { rep_id: repId, subject = '' } = delivery.reference;
    const { mayRead, repHasLeft, facts } =
      repId === undefined
        ? { mayRead: (await admins(db, now)).includes(delivery.recipientId), repHasLeft: false, facts: null }
        : await readership(db, { delivery, repId, thing: 'run_status', now }, settings);
    if (!mayRead) return { outcome: 'withhold', reason: 'The recipient is no admin, or it is about themselves.' };
    const repName = repId === undefined ? null : ((await nameOf(db, repId)) ?? repId);
    const standIn = await nameOf(db, facts?.actingForManagerId ?? null);
    const alert = { topic, repName, repId: repId ?? null, repHasLeft, standIn, subject };
    const { causes } = delivery.reference;
    const several = causes === undefined ? {} : { causes: causesSchema.parse(JSON.parse(causes)) };
    return { outcome: 'message', message: adminAlert({ ...alert, ...several }) };
  };
}
