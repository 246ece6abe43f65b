import type { Knex } from 'knex';
import { isAskedToday } from '../db/reads/asked-today.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { settleOnset, toldFlags } from '../db/stores/daily-breaches.ts';
import { lockPatterns } from '../db/stores/pattern-episodes.ts';
import { enqueue, redraw } from '../delivery/outbox.ts';
import type { StoredBreach, ToldAs } from '../domain/daily-breach.ts';
import { chooseFlags, type HeldBackReason } from '../domain/flag-budget.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { PatternIdentity } from '../domain/metric.ts';
import { decidersOf } from '../domain/visibility.ts';
import { tellOfNoManager } from './tell-of-no-manager.ts';
import { type DayOfRow, useRowOfPattern } from './use-coaching-row.ts';

/** A new flag with who answers for its rep. */
export interface NewFlag {
  readonly breach: StoredBreach;
  readonly line: ReportingLine;
}

export interface DayOfFlags extends DayOfRow {
  /** The business day on which a flag of d reaches its reader, and the moment from which on it may. */
  readonly tellOn: LocalDate;
  readonly notBefore: Date;
  /** The local date of `now`, if d had passed by then: its flags are summarised and not told one by one. */
  readonly summariseOn: LocalDate | null;
}

/** Whose budget a rep's flags count in: the manager's, or who stands in where there is none. */
export function readerOfFlags(line: ReportingLine): string | null {
  return decidersOf(line)[0] ?? null;
}

/**
 * What becomes of one manager's new flags of a day, in the caller's transaction. Each has its row. The largest gaps are
 * told at once, as far as the budget goes; the rest wait for the weekly list, with the reason.
 */
export async function tellFlags(trx: Knex.Transaction, flags: readonly NewFlag[], day: DayOfFlags): Promise<void> {
  const waiting: FlagToTell[] = [];
  for (const { breach, line } of flags) {
    const pattern = patternOf(breach);
    await lockPatterns(trx, pattern.repId);
    const { coachingId } = await useRowOfPattern(trx, breach, day);
    const flag = { breach, line, coachingId, pattern, weight: breach.weight };
    const readerId = readerOfFlags(line);
    if (readerId === null) await withoutReader(trx, flag, day);
    else if (await isAskedToday(trx, coachingId, day.d)) await settle(trx, flag, { as: 'review_request', on: day.d });
    else if (day.summariseOn !== null) await summarise(trx, flag, { ...day, summariseOn: day.summariseOn });
    else waiting.push(flag);
  }
  await tellWithinBudget(trx, waiting, day);
}

interface FlagToTell extends NewFlag {
  readonly coachingId: string;
  readonly pattern: PatternIdentity;
  readonly weight: StoredBreach['weight'];
}

async function tellWithinBudget(trx: Knex.Transaction, flags: readonly FlagToTell[], day: DayOfFlags): Promise<void> {
  const [first] = flags;
  const managerId = first === undefined ? null : readerOfFlags(first.line);
  if (managerId === null) return;
  const budget = day.catalog.thresholds.dailyFlags;
  const repIds = [...new Set(flags.map(({ pattern }) => pattern.repId))];
  const told = await toldFlags(trx, { repIds, managerId, on: day.tellOn, days: budget.repDays });
  for (const { flag, heldBack } of chooseFlags(flags, told, day.tellOn, budget)) {
    if (heldBack !== null) {
      await settle(trx, flag, heldBack);
      continue;
    }
    await settle(trx, flag, { as: 'flag', on: day.tellOn });
    const { repId, metricKey, dimension } = flag.pattern;
    for (const recipientId of decidersOf(flag.line)) {
      await enqueue(trx, {
        key: `flag:${day.d}:${repId}:${metricKey}:${dimension}:${recipientId}`,
        kind: 'daily_flag',
        recipientId,
        reference: { rep_id: repId, metric_key: metricKey, dimension, on: day.d },
        subjects: [`coaching:${flag.coachingId}`],
        notBefore: day.notBefore,
        now: day.now,
      });
    }
  }
}

/** One message for all that was missed, however many days; it grows while the days are caught up. */
async function summarise(
  trx: Knex.Transaction,
  flag: FlagToTell,
  { now, notBefore, summariseOn }: DayOfFlags & { readonly summariseOn: LocalDate },
): Promise<void> {
  await settle(trx, flag, 'stale', summariseOn);
  for (const recipientId of decidersOf(flag.line)) {
    const key = `flag-summary:${summariseOn}:${recipientId}`;
    await enqueue(trx, {
      key,
      kind: 'flag_summary',
      recipientId,
      reference: { on: summariseOn },
      subjects: [key],
      notBefore,
      now,
    });
    await redraw(trx, [key]);
  }
}

async function withoutReader(trx: Knex.Transaction, flag: FlagToTell, { d, now }: DayOfFlags): Promise<void> {
  const { repId } = flag.pattern;
  await settle(trx, flag, 'no_manager');
  await tellOfNoManager(trx, { repId, on: d, now });
}

/** Whatever shows the row is drawn again: it may say that it is a flag, and why it waits. */
async function settle(
  trx: Knex.Transaction,
  { breach, coachingId, line }: FlagToTell,
  what: { as: ToldAs; on: LocalDate } | HeldBackReason,
  summarisedOn: LocalDate | null = null,
): Promise<void> {
  const isTold = typeof what === 'object';
  await settleOnset(trx, breach, {
    coachingId,
    managerId: readerOfFlags(line),
    told: isTold ? what : null,
    heldBack: isTold ? null : what,
    summarisedOn,
  });
  await redraw(trx, [`coaching:${coachingId}`]);
}

function patternOf({ reading }: StoredBreach): PatternIdentity {
  return {
    repId: reading.repId,
    role: reading.role,
    metricKey: reading.metricKey,
    dimension: reading.dimension,
  };
}
