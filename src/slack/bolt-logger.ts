import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Bolt's log lines in ours. Its debug lines hold whole payloads, so they are left out; of what is logged beside a
 * sentence, which may be an error with a person's data in it, nothing is kept.
 */
export function boltLogger(log: Logger): BoltLogger {
  const line = (parts: unknown[]) => parts.find((part) => typeof part === 'string') ?? 'Bolt logged something.';
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug(line(parts)),
    warn: (...parts: unknown[]) => log.warn(line(parts)),
    error: (...parts: unknown[]) => log.error(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
