/** How fast the sender may go and how long it waits. All in real time, never in business time. */
export interface SenderLimits {
  /** The time a call to Slack may take; the client must have been made with it. */
  readonly timeoutMs: number;
  /** How long a claimed delivery belongs to its claimer; longer than the timeout. */
  readonly leaseMs: number;
  /** The longest time after a call's end in which Slack may still show its message. */
  readonly lagMs: number;
  /** Between the two reads that must both find nothing before a message goes again. */
  readonly readSpacingMs: number;
  /** Between two messages of one channel. */
  readonly channelSpacingMs: number;
  /** Calls a second in the whole workspace, by all replicas together. */
  readonly workspacePerSecond: number;
  /** First wait after a refused connection; doubles up to `retryMaxMs`. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How often the outbox is looked at when nobody wakes the sender. */
  readonly pollMs: number;
  /** Deliveries on the way at once in this process. */
  readonly concurrency: number;
  /** After an unclear outcome was settled: when its channel is searched for a double. */
  readonly sweepAfterMs: number;
  /** The longest that a message waits for its pictures; then it goes with their words. */
  readonly pictureMs: number;
  /** First wait before a message that went without a picture is given it; doubles. */
  readonly pictureRetryMs: number;
  /** Files a second in the whole workspace, by all replicas together, and how many may go at once before that counts. */
  readonly uploadsPerSecond: number;
  readonly uploadBurst: number;
}

export const DEFAULT_LIMITS: SenderLimits = {
  timeoutMs: 10_000,
  leaseMs: 45_000,
  lagMs: 5_000,
  readSpacingMs: 5_000,
  channelSpacingMs: 1_050,
  workspacePerSecond: 20,
  retryMs: 1_000,
  retryMaxMs: 60_000,
  pollMs: 400,
  concurrency: 20,
  sweepAfterMs: 600_000,
  pictureMs: 8_000,
  pictureRetryMs: 60_000,
  uploadsPerSecond: 1.5,
  uploadBurst: 20,
};
