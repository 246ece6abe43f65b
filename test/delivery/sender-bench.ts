import type { Knex } from 'knex';
import { type Logger, pino } from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Renderers } from '../../src/delivery/delivery.ts';
import type { SenderLimits } from '../../src/delivery/limits.ts';
import { type DeliveryIntent, enqueue } from '../../src/delivery/outbox.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
import type { SentHooks } from '../../src/delivery/sender-context.ts';
import { createSlackClient } from '../../src/delivery/slack-client.ts';
import { useDatabase } from '../support/database.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { noon, renderersWith } from './renderers.ts';

export { noon, renderersWith } from './renderers.ts';

/** A database with four people, of whom `root` is an admin, and a Slack; both empty for each test. */
export function useBench() {
  const database = useDatabase();
  let slack: FakeSlack | undefined;
  const running = () => {
    if (slack === undefined) throw new Error('The Slack of the test is there from beforeAll on.');
    return slack;
  };
  beforeAll(async () => {
    slack = await startFakeSlack(() => noon);
  });
  beforeEach(async () => {
    running().reset();
    await emptyOutbox(database.owner);
    for (const name of ['ann', 'bob', 'cy']) await addPerson(database.owner, name);
    await addPerson(database.owner, 'root', true);
  });
  afterAll(() => running().stop());
  return {
    get db() {
      return database.db;
    },
    get owner() {
      return database.owner;
    },
    get slack() {
      return running();
    },
    async restartSlack(port: number) {
      slack = await startFakeSlack(() => noon, port);
    },
  };
}

/** The production waits, a hundredth as long. */
export const quick: SenderLimits = {
  timeoutMs: 400,
  leaseMs: 1_200,
  lagMs: 50,
  readSpacingMs: 50,
  channelSpacingMs: 10,
  workspacePerSecond: 1_000,
  retryMs: 20,
  retryMaxMs: 100,
  pollMs: 20,
  concurrency: 20,
  sweepAfterMs: 50,
  pictureMs: 800,
  pictureRetryMs: 50,
  uploadsPerSecond: 1_000,
  uploadBurst: 20,
};

export function senderOn(
  db: Knex,
  slackApiUrl: string,
  own: {
    renderers?: Renderers;
    onSent?: SentHooks;
    limits?: Partial<SenderLimits>;
    token?: string;
    businessNow?: () => Date;
    log?: Logger;
  } = {},
): Sender {
  const limits = { ...quick, ...own.limits };
  return createSender({
    db,
    client: createSlackClient({ token: own.token ?? 'xoxb-test', slackApiUrl, timeoutMs: limits.timeoutMs }),
    renderers: own.renderers ?? renderersWith(),
    ...(own.onSent === undefined ? {} : { onSent: own.onSent }),
    businessNow: own.businessNow ?? (() => noon),
    log: own.log ?? pino({ level: 'silent' }),
    limits,
  });
}

export async function addPerson(db: Knex, personId: string, isAdmin: boolean = false): Promise<void> {
  await db('person').insert({
    person_id: personId,
    full_name: personId,
    email: `${personId}@example.com`,
    slack_user_id: `U${personId}`,
    time_zone: 'UTC',
    is_admin: isAdmin,
  });
}

/** Enqueues with what a test does not care about filled in. */
export function put(db: Knex, key: string, own: Partial<DeliveryIntent> = {}): Promise<void> {
  return enqueue(db, { key, kind: 'review_request', recipientId: 'ann', reference: {}, now: noon, ...own });
}

export async function stateOf(db: Knex, key: string) {
  return db('delivery').where({ delivery_key: key }).first();
}

export async function emptyOutbox(db: Knex): Promise<void> {
  await db.raw(
    'truncate person, delivery, picture_file, slack_dm, unknown_message, heartbeat, rate_gate, job_item, job_run, job_schedule, audit_event cascade',
  );
}
