/** What a manager adds to a pattern that is about to reach the second-line manager, or has. Pure. */

import { textFault } from './text-length.ts';

/** Characters (code points) of a context. */
export const contextLimits = { min: 10, max: 2000 } as const;

/** Somebody's words, with who and when. */
export interface SaidText {
  readonly by: string;
  readonly at: Date;
  readonly text: string;
}

/** The context of a pattern as it is now; version 0 and no text before the first. */
export interface StoredContext {
  readonly by: string;
  readonly at: Date;
  /** Null once taken back. */
  readonly text: string | null;
  readonly version: number;
}

export type ContextRefusal = 'escalated' | 'pattern_over' | 'stale' | 'bad_text';

export type ContextResult =
  /** `isChange` false: it says that already. `text` null: taken back. */
  { ok: true; text: string | null; isChange: boolean } | { ok: false; refusal: ContextRefusal };

/**
 * Whether a pattern's context may become this text; empty takes it back, where there is one.
 * @param seenVersion the version that the writer started from
 */
export function changeContext(
  pattern: { escalated: boolean; over: boolean; context: StoredContext | null },
  text: string,
  seenVersion: number,
): ContextResult {
  const refuse = (refusal: ContextRefusal): ContextResult => ({ ok: false, refusal });
  const { context } = pattern;
  const wanted = text.trim() === '' ? null : text.trim();
  if (pattern.escalated) return refuse('escalated');
  if (pattern.over) return refuse('pattern_over');
  if ((context?.version ?? 0) !== seenVersion) {
    return context?.text === wanted ? { ok: true, text: wanted, isChange: false } : refuse('stale');
  }
  const hasNone = context === null || context.text === null;
  if (wanted === null && hasNone) return refuse('bad_text');
  if (wanted !== null && contextFault(wanted) !== null) return refuse('bad_text');
  return { ok: true, text: wanted, isChange: wanted !== (context?.text ?? null) };
}

/** Why a text cannot be a context, as a sentence for the person who wrote it, or null. */
export function contextFault(text: string): string | null {
  return textFault(text, contextLimits, 'so that whoever reads it knows what you mean');
}

/** What a stored context says; null while it says nothing. */
export function saidOf(context: StoredContext | null): SaidText | null {
  return context === null || context.text === null ? null : { ...context, text: context.text };
}
