import { randomBytes } from 'node:crypto';
import type { ReceiverEvent } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { dropSlackRequest, settleSlackRequest, takeSlackRequest } from '../db/stores/slack-requests.ts';
import { summarise } from '../error-summary.ts';
import { type IncomingRequest, readRequest, type Transport, transportSchema } from './incoming-request.ts';
import { answerRequest } from './private-answer.ts';
import { type TrackedAck, trackAck } from './tracked-ack.ts';

/** Slack gives three seconds; storing gets the first, so that there is time left to say that it failed. */
const STORE_TIMEOUT_MS = 1_000;

/** Slack's own limit, in both directions: a clock that runs ahead is as wrong as an old request. */
const MAX_CLOCK_DIFFERENCE_S = 300;

/** A request that was not stored and therefore not acknowledged: Slack sends an event again. */
export class NotStored extends Error {
  constructor() {
    super('The request could not be stored.');
    this.name = 'NotStored';
  }
}

/** A request whose time of signing is too far from ours. */
export class NotNow extends Error {
  constructor() {
    super('The request was signed too long ago, or in the future.');
    this.name = 'NotNow';
  }
}

export interface InboxServices {
  readonly db: Knex;
  readonly log: Logger;
  /** For private answers only. */
  readonly client: WebClient;
}

/** Hands a request to Bolt; rejects when a listener failed. */
export type Handle = (event: ReceiverEvent) => Promise<void>;

const sentences = {
  notRecorded: 'Nothing was recorded: Rep Coach cannot reach its database just now. Please try again in a few minutes.',
  unknown: 'This control is of an older version of Rep Coach and does nothing any more.',
  failed: (reference: string) =>
    `Something went wrong on our side, and it has been logged. If it goes on, tell your admin the reference ${reference}.`,
};

/**
 * The only way in. A verified request is stored, then handed on, then acknowledged; the same request again has no
 * effect. An event that cannot be stored is not acknowledged, so that Slack sends it again; other requests come only
 * once, so the person is told that nothing was recorded.
 * @throws NotStored, NotNow: the receiver must not acknowledge
 */
export async function receive(services: InboxServices, event: ReceiverEvent, handle: Handle): Promise<void> {
  const transport = transportSchema.parse(event.customProperties);
  if (!isNow(transport)) throw new NotNow();
  const request = readRequest(event.body, transport);
  const ack = trackAck(event.ack);
  const about = { request: request.key, label: request.label };

  const stored = await store(services, request);
  if (stored === 'not_stored') {
    if (request.kind === 'event') throw new NotStored();
    return answer(services, event, request, ack, sentences.notRecorded);
  }
  if (stored !== 'new') {
    services.log.info(about, 'A request came again; it has no effect.');
    if (stored === 'underway' && request.kind === 'event') throw new NotStored();
    return ack.give();
  }

  const failure = await failureOf(handle({ ...event, ack: ack.give }));
  if (failure !== null) {
    const reference = randomBytes(4).toString('hex');
    services.log.error({ ...about, reference, error: summarise(failure.error) }, 'A request failed.');
    await answer(services, event, request, ack, sentences.failed(reference));
  } else if (!ack.given) {
    services.log.warn(about, 'No listener took a request.');
    await answer(services, event, request, ack, sentences.unknown);
  }
  await settle(services, request, failure === null ? 'handled' : 'failed');
}

function isNow(transport: Transport): boolean {
  if (!('slackSentAt' in transport)) return true;
  return Math.abs(Date.now() / 1000 - transport.slackSentAt) <= MAX_CLOCK_DIFFERENCE_S;
}

async function store(
  services: InboxServices,
  request: IncomingRequest,
): Promise<'new' | 'seen' | 'underway' | 'not_stored'> {
  const taking = takeSlackRequest(services.db, { requestKey: request.key, kind: request.kind });
  try {
    return await withinMs(STORE_TIMEOUT_MS, taking);
  } catch (error) {
    services.log.error({ label: request.label, error: summarise(error) }, 'A request could not be stored.');
    dropWhenStoredLate(services, request, taking);
    return 'not_stored';
  }
}

function dropWhenStoredLate({ db, log }: InboxServices, { key }: IncomingRequest, taking: Promise<string>): void {
  taking
    .then((late) => (late === 'new' ? dropSlackRequest(db, key) : undefined))
    .catch((error: unknown) => log.warn({ error: summarise(error) }, 'A request stored too late may still be there.'));
}

/** What is said here is an extra: when it cannot be said, the request's own outcome stands. */
async function answer(
  { client, log }: InboxServices,
  { body }: ReceiverEvent,
  request: IncomingRequest,
  ack: TrackedAck,
  text: string,
): Promise<void> {
  const failure = await failureOf(answerRequest({ kind: request.kind, body, ack }, text, client));
  if (failure !== null) log.warn({ label: request.label, error: summarise(failure.error) }, 'Nobody could be told.');
}

async function settle(services: InboxServices, { key }: IncomingRequest, state: 'handled' | 'failed'): Promise<void> {
  const failure = await failureOf(settleSlackRequest(services.db, key, state));
  if (failure !== null) services.log.warn({ error: summarise(failure.error) }, 'A request stays unsettled.');
}

/** A failure as a value; null when there is none. */
async function failureOf(work: Promise<unknown>): Promise<{ error: unknown } | null> {
  return work.then(
    () => null,
    (error: unknown) => ({ error }),
  );
}

async function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotStored()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
