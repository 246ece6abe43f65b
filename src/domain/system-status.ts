import type { LocalDate } from './local-date.ts';

/** How the engine stands, for those who run it. Of people it names only to whom a message cannot go. */
export interface SystemStatus {
  /** The latest occurrence of each job. */
  readonly jobs: readonly {
    readonly job: string;
    readonly localPeriod: LocalDate;
    readonly state: 'running' | 'done';
    /** Items of it that failed and wait for somebody. */
    readonly parkedItems: number;
  }[];
  /** Messages that wait for somebody to mend something, by person and reason; none about the one who asks. */
  readonly parkedDeliveries: readonly {
    readonly recipientName: string;
    readonly reason: string;
    readonly count: number;
  }[];
  /** Messages that are due and not sent. */
  readonly dueDeliveries: number;
  /** Counts, without those about the one who asks. */
  readonly escalations: { readonly open: number; readonly unowned: number };
  /** When each source last learnt something; null for an empty one. In the order of their names. */
  readonly sources: readonly SourceState[];
  /** Seconds since the auditor's last sign of life; null when there was none. */
  readonly auditorAge: number | null;
  /** What it set right in the last seven days, without what is about the one who asks. */
  readonly repairs: RepairCounts;
}

/** When a source last learnt something; null for an empty one. */
export interface SourceState {
  readonly source: string;
  readonly latest: Date | null;
}

/** A source that learnt nothing for so long is pointed at. */
const STALE_AFTER_MS = 7 * 24 * 3_600_000;
/** What an organisation sets up once and rarely changes says nothing by its age. */
const RARELY_CHANGED = ['accounts', 'account_ownership', 'comp_plans', 'quota_store', 'territory_definitions'];

/** Whether a source that changes from day to day has learnt nothing for a week. @param now business time */
export function isStale({ source, latest }: SourceState, now: Date): boolean {
  return latest !== null && !RARELY_CHANGED.includes(source) && now.getTime() - latest.getTime() > STALE_AFTER_MS;
}

export interface RepairCounts {
  /** Had been overlooked by the bot: worth a look at its log. */
  readonly forgotten: number;
  /** Only their reader had changed, and nothing had followed yet. */
  readonly followed: number;
}
