import type { Knex } from 'knex';
import { admins } from '../db/reads/admins.ts';
import { enqueue } from './outbox.ts';

export interface AdminAlert {
  /** What sort of thing is wrong, e.g. `delivery_parked`. */
  readonly topic: string;
  /** Id of the thing itself; each is reported once. */
  readonly subject: string;
  /** The rep whom it is about, who is never told; null when it is about nobody. */
  readonly repId: string | null;
  /** Further ids and codes that the message names. */
  readonly reference?: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** Tells every admin, but nobody about themselves. The same subject again has no effect. */
export async function alertAdmins(trx: Knex.Transaction, alert: AdminAlert): Promise<void> {
  const { topic, subject, repId, now } = alert;
  const about = repId === null ? {} : { rep_id: repId };
  for (const adminId of await admins(trx, now)) {
    if (adminId === repId) continue;
    await enqueue(trx, {
      key: `admin-alert:${topic}:${subject}:${adminId}`,
      kind: 'admin_alert',
      recipientId: adminId,
      reference: { topic, ...about, ...alert.reference },
      now,
    });
  }
}
