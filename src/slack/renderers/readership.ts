import type { Knex } from 'knex';
import { readerFacts } from '../../db/reads/reader.ts';
import { reportingFacts } from '../../db/reads/reporting-facts.ts';
import type { Delivery, Rendered } from '../../delivery/delivery.ts';
import { localDateOf } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { maySee, type ReportingFacts, relationsOf, type Thing } from '../../domain/visibility.ts';
import { closed, moved } from '../messages/moved.ts';

/** The recipient's standing towards the rep today, and whether they may see the thing. */
export interface Readership {
  readonly facts: ReportingFacts;
  readonly today: LocalDate;
  readonly mayRead: boolean;
  readonly repHasLeft: boolean;
}

/** Asks anew at every rendering: reporting lines change while a message is out. */
export async function readership(
  db: Knex,
  question: {
    delivery: Delivery;
    repId: string;
    thing: Thing;
    escalationOpen?: boolean;
    slmOfEscalation?: string | null;
    now: Date;
  },
  settings: OrganisationSettings,
): Promise<Readership> {
  const { repId, slmOfEscalation = null, now } = question;
  const today = localDateOf(now, settings.orgTz);
  const asked = { personId: question.delivery.recipientId, repId, slmOfEscalation };
  const facts = await reportingFacts(db, asked, { orgTz: settings.orgTz, now });
  const mayRead = maySee(relationsOf(facts), question.thing, { escalationOpen: question.escalationOpen ?? false });
  const leftAt = (await readerFacts(db, repId))?.deactivatedAt ?? null;
  return { facts, today, mayRead, repHasLeft: leftAt !== null && leftAt <= now };
}

/** For a reader who does not answer for the rep any more: what was sent shrinks, what was not does not go. */
export function noLongerTheirs(delivery: Delivery, standing?: Pick<Readership, 'repHasLeft'>): Rendered {
  const message = standing?.repHasLeft ? closed() : moved();
  if (delivery.messageTs !== null) return { outcome: 'message', message };
  return { outcome: 'withhold', reason: 'The recipient does not answer for the rep any more.' };
}

/** What the message is about does not exist (any more). */
export function gone(what: string): Rendered {
  return { outcome: 'withhold', reason: `The ${what} that it is about does not exist.` };
}

/** The id in a delivery's reference. @throws when it is missing, which is a mistake of whoever enqueued it. */
export function referenced(delivery: Delivery, name: string): string {
  const id = delivery.reference[name];
  if (id === undefined) throw new Error(`Delivery ${delivery.deliveryKey} has no ${name} in its reference.`);
  return id;
}

/** The coaching ids among a delivery's subjects, in their order. */
export function coachingIdsOf(delivery: Delivery): string[] {
  return delivery.subjects.flatMap((subject) =>
    subject.startsWith('coaching:') ? [subject.slice('coaching:'.length)] : [],
  );
}
