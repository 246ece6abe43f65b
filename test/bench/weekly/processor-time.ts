import { readdirSync, readFileSync } from 'node:fs';
import type { Knex } from 'knex';

/** Processor time so far. */
interface ProcessorTime {
  /** Milliseconds of this process and of the server with all of its backends, since they began. */
  read(): number;
}

/** In the kernel's unit of /proc, everywhere. */
const TICK_MS = 10;

/**
 * What this process and an embedded server have had of the processors. Neighbours on the machine lengthen the time that
 * something takes, and that of one process more than that of several; this they leave alone.
 * @returns null where there is no /proc.
 */
export async function processorTime(db: Knex): Promise<ProcessorTime | null> {
  const { rows } = await db.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid');
  const server = statOf(rows[0]?.pid ?? 0)?.parent;
  if (server === undefined) return null;
  return {
    read() {
      const { user, system } = process.cpuUsage();
      const own = (user + system) / 1000;
      const backends = numberedProcesses().flatMap((pid) => {
        const stat = statOf(pid);
        if (stat === undefined) return [];
        // A backend that has ended is counted with the server, who waited for it.
        return pid === server ? [stat.ofEnded] : stat.parent === server ? [stat.own] : [];
      });
      return own + backends.reduce((sum, ticks) => sum + ticks * TICK_MS, 0);
    },
  };
}

function numberedProcesses(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid));
}

function statOf(pid: number): { parent: number; own: number; ofEnded: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { parent, own: user + system, ofEnded: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
