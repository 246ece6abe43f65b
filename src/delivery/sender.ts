import type { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { beat } from '../db/stores/heartbeats.ts';
import { summarise } from '../error-summary.ts';
import { OperatorError } from '../errors.ts';
import { askForPictures } from './ask-for-pictures.ts';
import { claimDoubtful, claimPending, claimStale, isAnythingOutstanding } from './claims.ts';
import type { Renderers } from './delivery.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { drawAgain } from './draw-again.ts';
import { DEFAULT_LIMITS, type SenderLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { post } from './post.ts';
import type { SenderContext, SentHooks } from './sender-context.ts';
import { sweepDoubles } from './sweep-doubles.ts';
import { WakeableSleep } from './wakeable-sleep.ts';

export interface SenderOptions {
  readonly db: Knex;
  /** From `createSlackClient`: without retries of its own. */
  readonly client: WebClient;
  readonly renderers: Renderers;
  readonly onSent?: SentHooks;
  readonly businessNow: () => Date;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly limits?: Partial<SenderLimits>;
}

/** `stopped`: Slack does not accept the bot; nothing is sent and nothing marked until it does. */
export type SenderState = { readonly kind: 'idle' | 'running' } | { readonly kind: 'stopped'; readonly error: string };

export interface Sender {
  /** Sends without end, until `stop()`. */
  start(): void;
  /** Claims nothing more and waits for what is on its way. */
  stop(): Promise<void>;
  /**
   * Sends all that is due by the business time and waits until the outbox is still, also for what other processes have
   * in hand.
   * @throws OperatorError `slack_refuses_the_bot`; the signal's reason when it is aborted.
   */
  drain(signal?: AbortSignal): Promise<void>;
  /** Looks at the outbox now rather than at the next poll. */
  wake(): void;
  state(): SenderState;
}

/** While drained, the outbox is looked at this often: what is waited for are gates and leases of others. */
const DRAIN_POLL_MS = 50;
/** How often Slack is asked whether it accepts the bot again, and how often old doubts are swept. */
const SELDOM_MS = 60_000;
/** Messages drawn again for their pictures each time: with two each, less than a minute's uploads. */
const PICTURES_ASKED_FOR = 30;

/** The one that sends what stands in the outbox. Any number may run at once on one database. */
export function createSender(options: SenderOptions): Sender {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { db, client, log } = options;
  const pause = new WakeableSleep();
  const underWay = new Set<Promise<void>>();
  let refusal: string | null = null;
  let loop: Promise<void> | null = null;
  let isStopping = false;
  let claiming: Promise<void> | null = null;

  const context: SenderContext = {
    ...options,
    onSent: options.onSent ?? {},
    limits,
    stopSending(error) {
      if (refusal === null) log.error({ error }, 'Slack does not accept the bot: sending stops');
      refusal = error;
    },
  };

  function launch(row: DeliveryRow, deliver: (context: SenderContext, row: DeliveryRow) => Promise<void>): void {
    const task = deliver(context, row)
      .catch((error: unknown) =>
        log.error({ error: summarise(error), delivery: row.delivery_id }, 'a delivery broke off'),
      )
      .finally(() => {
        underWay.delete(task);
        pause.wake();
      });
    underWay.add(task);
  }

  async function claimAll(): Promise<void> {
    const claim = { now: options.businessNow(), leaseMs: limits.leaseMs };
    const room = () => limits.concurrency - underWay.size;
    if (room() > 0) for (const row of await claimDoubtful(db, { ...claim, most: room() })) launch(row, lookUp);
    if (room() > 0) for (const row of await claimPending(db, { ...claim, most: room() })) launch(row, post);
    if (room() > 0) for (const row of await claimStale(db, { ...claim, most: room() })) launch(row, drawAgain);
  }

  /** One look at the outbox at a time, whoever asks for it. */
  function look(): Promise<void> {
    claiming ??= claimAll().finally(() => {
      claiming = null;
    });
    return claiming;
  }

  async function seldom(): Promise<void> {
    await beat(db, 'sender');
    if (refusal !== null) {
      await client.auth.test();
      log.info({}, 'Slack accepts the bot again');
      refusal = null;
    }
    await sweepDoubles(context);
    await askForPictures(db, PICTURES_ASKED_FOR);
  }

  async function run(): Promise<void> {
    let seldomDueAt = 0;
    while (!isStopping) {
      try {
        if (performance.now() >= seldomDueAt) {
          seldomDueAt = performance.now() + SELDOM_MS;
          await seldom();
        }
        if (refusal === null) await look();
      } catch (error) {
        log.error({ error: summarise(error) }, 'the sender could not look at the outbox');
      }
      await pause.sleep(limits.pollMs);
    }
  }

  return {
    start() {
      isStopping = false;
      loop ??= run();
    },
    async stop() {
      isStopping = true;
      pause.wake();
      await loop;
      loop = null;
      await Promise.all(underWay);
    },
    async drain(signal) {
      for (;;) {
        signal?.throwIfAborted();
        if (refusal !== null) throw refusedBySlack(refusal);
        await look();
        if (underWay.size === 0 && refusal === null && !(await isAnythingOutstanding(db, options.businessNow())))
          return;
        await pause.sleep(DRAIN_POLL_MS);
      }
    },
    wake: () => pause.wake(),
    state() {
      if (refusal !== null) return { kind: 'stopped', error: refusal };
      return { kind: loop === null ? 'idle' : 'running' };
    },
  };
}

function refusedBySlack(error: string): OperatorError {
  return new OperatorError({
    code: 'slack_refuses_the_bot',
    what: `Slack does not accept the bot (${error}); nothing was sent, and nothing is lost.`,
    expected: 'a bot token that is valid and has the scopes of manifest.yml',
    remedy: 'Check SLACK_BOT_TOKEN, reinstall the app where scopes are missing, and start again.',
  });
}
