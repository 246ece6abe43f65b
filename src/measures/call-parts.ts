/** What one score of calls is; SQL over `conv_intelligence c`. */
export interface CallPart {
  /** Which calls count, as a condition. */
  readonly counts: string;
  /** The score of one call, numeric; null: not scored. */
  readonly score: string;
  /** Which calls are compared among themselves; default: all. */
  readonly group?: string;
}

/** The scores that the catalog can name: `calls/objection_handling`. */
export const callParts: ReadonlyMap<string, CallPart> = new Map([
  ['objection_handling', { counts: 'c.objections_raised > 0', score: 'c.objection_handling_score' }],
]);
