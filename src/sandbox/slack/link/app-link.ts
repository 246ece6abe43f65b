import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../blocks/rules.ts';
import type { Ledger } from '../ledger.ts';
import type { Delivery, Envelope, EnvelopeType, Outcome } from './envelope.ts';
import { sendSigned } from './signed-request.ts';
import { SocketMode } from './socket-mode.ts';

const ATTEMPTS = 3;

export interface AppLinkOptions {
  ledger: Ledger;
  appId: string;
  signingSecret: string;
  /** HTTP mode when set; Socket Mode otherwise. */
  requestUrl?: string | undefined;
  /** Real milliseconds within which the app must acknowledge. */
  ackTimeoutMs: number;
  /** Real milliseconds before the first, second and third repetition of an unacknowledged event. */
  eventRetryDelaysMs: readonly number[];
}

interface Pending {
  envelope: Envelope;
  sentAt: number;
  overdue: boolean;
  timer: NodeJS.Timeout | undefined;
  settle(outcome: Outcome): void;
}

/**
 * The way from Slack to the app. What no open socket can take waits for one, and what a lost socket had not
 * acknowledged is sent again on the next: the client needs some seconds to come back after a disconnect.
 */
export class AppLink {
  readonly #options: AppLinkOptions;
  readonly socketMode: SocketMode;
  readonly #pending = new Map<string, Pending>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #queue: string[] = [];
  #requestUrl: string | undefined;

  constructor(options: AppLinkOptions) {
    this.#options = options;
    this.#requestUrl = options.requestUrl;
    const { ledger } = options;
    this.socketMode = new SocketMode(options.appId, {
      opened: () => {
        ledger.add({ kind: 'socket', what: 'opened' });
        this.#flush();
      },
      closed: (ids) => {
        ledger.add({ kind: 'socket', what: 'closed' });
        for (const id of ids) this.#repeat(id, 'connection_failed', 0);
      },
      acked: (id, payload) => this.#acknowledge(id, payload),
    });
  }

  /** From now on over HTTP to this URL, or over sockets again when undefined. */
  deliverTo(requestUrl: string | undefined): void {
    this.#requestUrl = requestUrl;
  }

  /** Hands something to the app. The outcome settles on acknowledgement, else after Slack's 3 seconds. */
  deliver(type: EnvelopeType, payload: JsonObject): Delivery {
    const envelope: Envelope = { id: randomUUID(), type, payload, attempt: 0 };
    const outcome = new Promise<Outcome>((resolve) => {
      const pending: Pending = { envelope, sentAt: Date.now(), overdue: false, timer: undefined, settle: resolve };
      this.#pending.set(envelope.id, pending);
      pending.timer = this.#after(this.#options.ackTimeoutMs, () => this.#overdue(pending));
    });
    this.#send(envelope.id);
    return { envelopeId: envelope.id, outcome };
  }

  /** Forgets whatever waits; sockets stay open. */
  reset(): void {
    for (const pending of this.#pending.values()) pending.settle({ acked: false, error: 'operation_timeout' });
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#pending.clear();
    this.#queue = [];
  }

  async stop(): Promise<void> {
    this.reset();
    await this.socketMode.stop();
  }

  #after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  #send(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    const overHttp = this.#requestUrl !== undefined;
    if (!overHttp && !this.socketMode.send(pending.envelope)) {
      if (!this.#queue.includes(id)) this.#queue.push(id);
      return;
    }
    const { type, payload, attempt, retryReason } = pending.envelope;
    this.#options.ledger.add({
      kind: 'envelope',
      type,
      envelope_id: id,
      payload,
      via: overHttp ? 'http' : 'socket',
      attempt,
      ...(retryReason ? { retry_reason: retryReason } : {}),
    });
    if (overHttp) void this.#request(pending, this.#requestUrl ?? '');
    else if (pending.overdue) pending.timer = this.#after(this.#options.ackTimeoutMs, () => this.#overdue(pending));
  }

  async #request(pending: Pending, requestUrl: string): Promise<void> {
    const { signingSecret, ackTimeoutMs } = this.#options;
    const answer = await sendSigned(pending.envelope, { requestUrl, signingSecret, timeoutMs: ackTimeoutMs });
    const { id, type } = pending.envelope;
    if (this.#pending.get(id) !== pending) return;
    if (answer.ok) return this.#acknowledge(id, answer.payload);
    pending.settle({ acked: false, error: answer.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed' });
    if (type === 'events_api' && !answer.noRetry) this.#repeatEvent(pending, answer.reason);
    else this.#forget(pending);
  }

  #flush(): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const id of waiting) this.#send(id);
  }

  #overdue(pending: Pending): void {
    pending.overdue = true;
    pending.settle({ acked: false, error: 'operation_timeout' });
    const waits = this.#queue.includes(pending.envelope.id);
    if (!waits && this.#requestUrl === undefined && pending.envelope.type === 'events_api') {
      this.#repeatEvent(pending, 'timeout');
    }
  }

  #repeatEvent(pending: Pending, reason: string): void {
    const delay = this.#options.eventRetryDelaysMs[pending.envelope.attempt];
    if (delay === undefined) this.#forget(pending);
    else this.#repeat(pending.envelope.id, reason, delay);
  }

  #repeat(id: string, reason: string, delayMs: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (pending.envelope.attempt >= ATTEMPTS) {
      this.#forget(pending);
      return;
    }
    pending.envelope = { ...pending.envelope, attempt: pending.envelope.attempt + 1, retryReason: reason };
    this.#after(delayMs, () => this.#send(id));
  }

  #acknowledge(id: string, payload: unknown): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    const late = pending.overdue;
    this.#options.ledger.add({ kind: 'ack', envelope_id: id, payload, after_ms: Date.now() - pending.sentAt, late });
    pending.settle({ acked: true, payload });
    this.#forget(pending);
  }

  #forget(pending: Pending): void {
    this.#pending.delete(pending.envelope.id);
    if (pending.timer) {
      clearTimeout(pending.timer);
      this.#timers.delete(pending.timer);
    }
  }
}
