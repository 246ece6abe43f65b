import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { heartbeatAges, type Part } from '../db/stores/heartbeats.ts';
import { countRepairs } from '../db/stores/repairs.ts';
import type { Sender } from '../delivery/sender.ts';
import type { RepairCounts } from '../domain/system-status.ts';

/** Whether the bot does its work; no secrets, nothing about people. */
export interface Health {
  readonly ok: boolean;
  readonly database: 'ok' | 'unreachable';
  /** `stopped: ERROR` when Slack does not accept the bot. */
  readonly sender: string;
  /** Seconds since each part's last sign of life; null when there was none. */
  readonly heartbeats: Readonly<Record<Part, number | null>>;
  /** What the auditor set right in the last seven days; null when the database cannot be asked. */
  readonly repairs: RepairCounts | null;
}

/** Seconds after which a part counts as silent. */
export const silentAfter: Readonly<Record<Part, number>> = { sender: 180, scheduler: 180, auditor: 900 };
const DATABASE_WAIT_MS = 2_000;

interface Looked {
  readonly db: Knex;
  readonly sender: Pick<Sender, 'state'>;
  /** Business time. */
  readonly now: Date;
}

/** Looks at the database, the sender and the heartbeats; answers within about two seconds, also with no database. */
export async function health({ db, sender, now }: Looked): Promise<Health> {
  const read = Promise.all([heartbeatAges(db), countRepairs(db, { now, exceptAbout: null })]);
  const found = await Promise.race([read.catch(() => null), sleep(DATABASE_WAIT_MS, null, { ref: false })]);
  const [ages, repairs] = found ?? [null, null];
  const age = (part: Part) => {
    const seconds = ages?.get(part);
    return seconds === undefined ? null : Math.round(seconds);
  };
  const heartbeats = { sender: age('sender'), scheduler: age('scheduler'), auditor: age('auditor') };
  const state = sender.state();
  const isAlive = (part: Part) => (heartbeats[part] ?? Number.POSITIVE_INFINITY) <= silentAfter[part];
  return {
    ok: state.kind === 'running' && isAlive('sender') && isAlive('scheduler') && isAlive('auditor'),
    database: ages === null ? 'unreachable' : 'ok',
    sender: state.kind === 'stopped' ? `stopped: ${state.error}` : state.kind,
    heartbeats,
    repairs,
  };
}
