import type { Knex } from 'knex';

/** Gates are rows, so that all replicas wait at the same one; the database's clock opens them. */
const WORKSPACE = 'workspace';

/** Slack counts messages by channel; a person has one DM with the bot. */
export function channelGate(recipientId: string): string {
  return `channel:${recipientId}`;
}

export function methodGate(method: string): string {
  return `method:${method}`;
}

/** Takes the next free slot of the workspace. Returns the milliseconds until it begins. */
export async function takeWorkspaceSlot(db: Knex, perSecond: number): Promise<number> {
  const { rows } = await db.raw<{ rows: { wait_ms: number }[] }>(
    `insert into rate_gate as g (gate, open_at) values (:gate, clock_timestamp() + :step * interval '1 second')
     on conflict (gate) do update
       set open_at = greatest(g.open_at, clock_timestamp()) + :step * interval '1 second'
     returning (extract(epoch from g.open_at - clock_timestamp()) - :step)::float8 * 1000 as wait_ms`,
    { gate: WORKSPACE, step: 1 / perSecond },
  );
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}

/** Keeps a gate shut for at least so long from now; never opens one that is shut for longer. */
export async function shutGate(db: Knex, gate: string, ms: number): Promise<void> {
  await db.raw(
    `insert into rate_gate as g (gate, open_at) values (:gate, clock_timestamp() + :ms * interval '1 millisecond')
     on conflict (gate) do update set open_at = greatest(g.open_at, excluded.open_at)`,
    { gate, ms },
  );
}

/** Milliseconds until the gate opens; 0 when it is open. */
export async function gateWaitMs(db: Knex, gate: string): Promise<number> {
  const { rows } = await db.raw<{ rows: { wait_ms: number }[] }>(
    `select extract(epoch from open_at - clock_timestamp())::float8 * 1000 as wait_ms from rate_gate where gate = ?`,
    [gate],
  );
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}

const UPLOADS = 'uploads';

/**
 * Takes a turn to upload, as long as it comes soon enough; a few may go at once after a pause.
 * @returns the milliseconds until it comes; null, having taken none, when that is more than `mostMs`
 */
export async function takeUploadTurn(
  db: Knex,
  { perSecond, burst, mostMs }: { perSecond: number; burst: number; mostMs: number },
): Promise<number | null> {
  const { rows } = await db.raw<{ rows: { wait_ms: number }[] }>(
    `with turn as (select :step * interval '1 second' as step, clock_timestamp() as now)
     insert into rate_gate as g (gate, open_at) select :gate, now + (2 - :burst) * step from turn
     on conflict (gate) do update
       set open_at = (select greatest(g.open_at, now - (:burst - 1) * step) + step from turn)
       where g.open_at <= (select now + :mostMs * interval '1 millisecond' from turn)
     returning greatest(0, extract(epoch from g.open_at - clock_timestamp()) - :step)::float8 * 1000 as wait_ms`,
    { gate: UPLOADS, step: 1 / perSecond, burst, mostMs },
  );
  return rows[0]?.wait_ms ?? null;
}
