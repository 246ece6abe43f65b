import { type CoachingItem, isPatternOver } from './coaching-item.ts';
import type { StoredBreach } from './daily-breach.ts';
import type { Decimal } from './decimal.ts';
import type { EscalationOutcome, EscalationRule } from './escalation.ts';
import type { EscalationFacts } from './escalation-facts.ts';
import type { LocalDate } from './local-date.ts';
import type { SaidText } from './manager-context.ts';
import type { PatternWeek } from './persistence-clock.ts';

/** A week of an episode with what the rep was compared with in it. */
export interface EpisodeWeek extends PatternWeek {
  readonly sampleSize: number | null;
  readonly benchmark: Decimal | null;
}

/** What brought a pattern to a second-line manager before. */
export interface EarlierEscalation {
  readonly rule: EscalationRule;
  /** The local date on which it came to them. */
  readonly since: LocalDate;
}

/** An escalation as its second-line manager meets it. */
export interface EscalationCase {
  readonly escalationId: string;
  readonly rule: EscalationRule;
  readonly asOf: LocalDate;
  readonly repId: string;
  readonly repName: string;
  /** Whose it is; null while nobody above the manager can take it. */
  readonly slmId: string | null;
  /** The local date since when it is. */
  readonly since: LocalDate;
  /** What else about the same row came to them before; null where nothing did. */
  readonly earlier: EarlierEscalation | null;
  readonly managerName: string | null;
  readonly ownerName: string | null;
  readonly resolution: EscalationResolution | null;
  /** The coaching row it is about; null when it is about none. */
  readonly item: CoachingItem | null;
  /** Oldest first. */
  readonly weeks: readonly EpisodeWeek[];
  /** What the manager wrote before it escalated; null when nothing. */
  readonly context: SaidText | null;
  /** The numbers of its condition; null where the weeks or the note say why. */
  readonly facts: EscalationFacts | null;
  /** Daily flags that began in the four weeks up to it, oldest first. */
  readonly flags: readonly StoredBreach[];
  /** Who asked for it, and why (E5). */
  readonly request: { readonly by: string; readonly note: string } | null;
}

/** Whether a resolved escalation opens again by itself: only that of a pattern's third week moves with its weeks. */
export function mayOpenAgain({ rule, item }: Pick<EscalationCase, 'rule' | 'item'>): boolean {
  return rule === 'E2' && item !== null && !isPatternOver(item);
}

export interface EscalationResolution {
  readonly outcome: EscalationOutcome;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}
