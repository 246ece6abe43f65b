import type { Knex } from 'knex';

/** Parts of the bot that must not fall silent. */
export type Part = 'sender' | 'scheduler' | 'auditor';

/** Notes that a part is alive, by the database's clock. */
export async function beat(db: Knex, part: Part): Promise<void> {
  await db.raw(
    `insert into heartbeat (part, beat_at) values (?, clock_timestamp())
     on conflict (part) do update set beat_at = excluded.beat_at`,
    [part],
  );
}

/** Seconds since each part was last alive; a part that never was is left out. */
export async function heartbeatAges(db: Knex): Promise<ReadonlyMap<Part, number>> {
  const { rows } = await db.raw<{ rows: { part: Part; age: number }[] }>(
    `select part, extract(epoch from clock_timestamp() - beat_at)::float8 as age from heartbeat`,
  );
  return new Map(rows.map(({ part, age }) => [part, age]));
}
