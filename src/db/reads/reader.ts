import type { Knex } from 'knex';

/** A person as a reader of messages. */
export interface ReaderFacts {
  fullName: string;
  /** IANA name. */
  timeZone: string;
  /** Business time of their last day, also when it is still to come. */
  deactivatedAt: Date | null;
}

/** The person, or null when there is none. */
export async function readerFacts(db: Knex, personId: string): Promise<ReaderFacts | null> {
  const row = await db<{ person_id: string; full_name: string; time_zone: string; deactivated_at: Date | null }>(
    'person',
  )
    .where({ person_id: personId })
    .first('full_name', 'time_zone', 'deactivated_at');
  if (row === undefined) return null;
  return { fullName: row.full_name, timeZone: row.time_zone, deactivatedAt: row.deactivated_at };
}

/** A person's name; the id where no person has it; null for null. */
export async function nameOf(db: Knex, personId: string | null): Promise<string | null> {
  if (personId === null) return null;
  return (await readerFacts(db, personId))?.fullName ?? personId;
}
