import type { Knex } from 'knex';
import { admins } from '../db/reads/admins.ts';
import { inGroups } from '../domain/in-groups.ts';
import { type DeliveryIntent, enqueue } from './outbox.ts';

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

/** One of several things that a message is about, as its reference lists them. */
export interface AlertedThing {
  readonly topic: string;
  readonly subject: string;
  readonly rep_id: string | null;
}

/** Tells every admin, but nobody about themselves. The same subject again has no effect. */
export async function alertAdmins(trx: Knex.Transaction, alert: AdminAlert): Promise<void> {
  for (const adminId of await admins(trx, alert.now)) {
    if (adminId !== alert.repId) await alertOne(trx, alert, adminId);
  }
}

/** So many things stand in one message. */
const IN_ONE_MESSAGE = 40;

/**
 * The same for all that one run or look has found, in one message to each admin, of what they were not told before. Where
 * two processes look at once, the second finds all told.
 */
export async function alertAdminsOfAll(trx: Knex.Transaction, alerts: readonly AdminAlert[], now: Date): Promise<void> {
  if (alerts.length === 0) return;
  await trx.raw(`select pg_advisory_xact_lock(hashtext('rep_coach_admin_alerts'))`);
  for (const adminId of await admins(trx, now)) {
    const told = await subjectsTold(trx, alerts.map(markOf), { recipient_id: adminId });
    const news = alerts.filter((alert) => alert.repId !== adminId && !told.has(markOf(alert)));
    for (const together of inGroups(news, IN_ONE_MESSAGE)) {
      const [first] = together;
      if (first === undefined) continue;
      if (together.length === 1) await alertOne(trx, first, adminId);
      else await enqueue(trx, severalTo(adminId, `and-more:${first.topic}:${first.subject}`, together, now));
    }
  }
}

/**
 * Tells of one of the things that a run comes upon one after the other, each in a transaction of its own: the first makes
 * the message of the run, and the others join it, also when it is out.
 * @param run one message each, e.g. `no_manager:2026-03-02`
 */
export async function joinAlert(trx: Knex.Transaction, run: string, alert: AdminAlert): Promise<void> {
  for (const adminId of await admins(trx, alert.now)) {
    if (adminId === alert.repId) continue;
    const intent = severalTo(adminId, run, [alert], alert.now);
    await enqueue(trx, intent);
    await trx.raw(
      `update delivery
       set reference = jsonb_set(reference, '{things}', to_jsonb(((reference ->> 'things')::jsonb || cast(:things as jsonb))::text)),
         subjects = subjects || cast(:marks as text[]), wanted_version = wanted_version + 1
       where delivery_key = :key and not subjects @> cast(:marks as text[])`,
      { key: intent.key, things: intent.reference.things ?? '[]', marks: [markOf(alert)] },
    );
  }
}

async function alertOne(trx: Knex.Transaction, alert: AdminAlert, adminId: string): Promise<void> {
  const { topic, subject, repId, causes = [], now } = alert;
  const about = {
    ...(repId !== null && { rep_id: repId }),
    ...(causes.length > 0 && { causes: JSON.stringify(causes) }),
  };
  await enqueue(trx, {
    key: `admin-alert:${topic}:${subject}:${adminId}`,
    kind: 'admin_alert',
    recipientId: adminId,
    reference: { topic, ...about, ...alert.reference },
    subjects: [markOf(alert), ...causes.map((cause) => subjectOf(topic, cause))],
    now,
  });
}

function severalTo(adminId: string, what: string, alerts: readonly AdminAlert[], now: Date): DeliveryIntent {
  const things: AlertedThing[] = alerts.map(({ topic, subject, repId }) => ({ topic, subject, rep_id: repId }));
  return {
    key: `admin-alert:${what}:${adminId}`,
    kind: 'admin_alert',
    recipientId: adminId,
    reference: { things: JSON.stringify(things) },
    subjects: alerts.map(markOf),
    now,
  };
}

/** Those of the causes that no alert of the topic has named yet. */
export async function causesNotTold(
  db: Knex,
  topic: string,
  causes: readonly AlertCause[],
): Promise<readonly AlertCause[]> {
  const subjects = causes.map((cause) => subjectOf(topic, cause));
  const told = await subjectsTold(db, subjects);
  return causes.filter((cause) => !told.has(subjectOf(topic, cause)));
}

/** What the alerts have told that tell of any of the subjects: to anybody, or to one admin. */
async function subjectsTold(
  db: Knex,
  subjects: readonly string[],
  to: { readonly recipient_id?: string } = {},
): Promise<Set<string>> {
  const rows = await db('delivery')
    .where({ kind: 'admin_alert', ...to })
    .andWhereRaw('subjects && ?::text[]', [[...subjects]])
    .select<{ subject: string }[]>(db.raw('unnest(subjects) as subject'));
  return new Set(rows.map(({ subject }) => subject));
}

/** By which it is known that an admin was told. */
const markOf = ({ topic, subject }: AdminAlert) => `admin-alert:${topic}:${subject}`;

const subjectOf = (topic: string, { name, value }: AlertCause) => `${topic}:${name}:${value}`;
