import type { Knex } from 'knex';
import { admins } from '../db/reads/admins.ts';
import { enqueue } from './outbox.ts';

/** Ids and codes only. */
export interface AlertCause {
  readonly name: string;
  /** How many, or since when. */
  readonly value: string;
}

export interface AdminAlert {
  /** What sort of thing is wrong, e.g. `delivery_parked`. */
  readonly topic: string;
  /** Id of the thing itself; each is reported once. */
  readonly subject: string;
  /** The rep whom it is about, who is never told; null when it is about nobody. */
  readonly repId: string | null;
  /** Further ids and codes that the message names. */
  readonly reference?: Readonly<Record<string, string>>;
  /** What one message is about, where that is several things at once. */
  readonly causes?: readonly AlertCause[];
  readonly now: Date;
}

/** Tells every admin, but nobody about themselves. The same subject again has no effect. */
export async function alertAdmins(trx: Knex.Transaction, alert: AdminAlert): Promise<void> {
  const { topic, subject, repId, causes = [], now } = alert;
  const about = {
    ...(repId !== null && { rep_id: repId }),
    ...(causes.length > 0 && { causes: JSON.stringify(causes) }),
  };
  for (const adminId of await admins(trx, now)) {
    if (adminId === repId) continue;
    await enqueue(trx, {
      key: `admin-alert:${topic}:${subject}:${adminId}`,
      kind: 'admin_alert',
      recipientId: adminId,
      reference: { topic, ...about, ...alert.reference },
      subjects: causes.map((cause) => subjectOf(topic, cause)),
      now,
    });
  }
}

/** Those of the causes that no alert of the topic has named yet. */
export async function causesNotTold(
  db: Knex,
  topic: string,
  causes: readonly AlertCause[],
): Promise<readonly AlertCause[]> {
  const subjects = causes.map((cause) => subjectOf(topic, cause));
  const told = new Set(
    await db('delivery')
      .where({ kind: 'admin_alert' })
      .andWhereRaw('subjects && ?::text[]', [subjects])
      .select(db.raw('unnest(subjects) as subject'))
      .then((rows: { subject: string }[]) => rows.map(({ subject }) => subject)),
  );
  return causes.filter((cause) => !told.has(subjectOf(topic, cause)));
}

const subjectOf = (topic: string, { name, value }: AlertCause) => `${topic}:${name}:${value}`;
