import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { parse } from 'yaml';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { createSlackApp, type SlackApp } from '../../../src/slack/app.ts';
import { type Hands, handsOn } from '../../support/hands.ts';
import { orgTz, slackIdOf, slackUsers } from '../../support/small-organisation.ts';

export const manifest: unknown = parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'));

/** Somebody whom Slack knows and the organisation does not. */
export const stranger = 'zed';
const strangers = [{ id: slackIdOf(stranger), name: stranger, real_name: 'Zed', email: 'zed@example.com', tz: orgTz }];

/** The bot's Slack side over a real socket (or HTTP), with a local Slack opposite. */
export interface Stage extends Hands {
  readonly slack: LocalSlack;
  readonly app: SlackApp;
  readonly logged: string[];
  /** How often the sender was woken, and why the connection was called lost. */
  readonly calls: { woken: number; lost: string[] };
  /** Posts to a person as the sender would. */
  post(personId: string, blocks: KnownBlock[], threadTs?: string): Promise<{ channel: string; ts: string }>;
  /** As it was opened, and without rows of coaching: waits first for what an earlier test left running. */
  clear(owner: Knex): Promise<void>;
  stop(): Promise<void>;
}

const COACHING_TABLES = [
  'pattern_episode',
  'rep_coaching_log',
  'escalation',
  'digest',
  'team_rollup',
  'daily_breach',
  'delivery',
  'slack_request',
  'audit_event',
];

export interface StageOptions {
  db: Knex;
  now: () => Date;
  http?: { port: number };
  slack?: Partial<LocalSlackOptions>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const logged: string[] = [];
  const calls = { woken: 0, lost: [] as string[] };
  const slack = await startLocalSlack({
    manifest,
    users: [...slackUsers, ...strangers],
    businessNow: options.now,
    postIntervalMs: 0,
    eventRetryDelaysMs: [50, 300, 1_000],
    ...options.slack,
  });
  const connection = options.http
    ? { mode: 'http' as const, signingSecret: slack.signingSecret, port: options.http.port }
    : { mode: 'socket' as const, appToken: slack.appToken, pingTimeoutMs: 1_500 };
  const app = await createSlackApp(
    { ...connection, botToken: slack.botToken, apiUrl: slack.apiUrl },
    {
      db: options.db,
      clock: { now: options.now },
      settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
      catalog: builtInCatalog,
      log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
      wake: () => {
        calls.woken += 1;
      },
      connectionLost: (reason) => void calls.lost.push(reason),
    },
  );
  await app.start();
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  return {
    slack,
    app,
    logged,
    calls,
    ...handsOn(slack),
    async post(personId, blocks, threadTs) {
      const dm = await client.conversations.open({ users: slackIdOf(personId) });
      const { channel, ts } = await client.chat.postMessage({
        channel: dm.channel?.id ?? '',
        text: 'For you',
        blocks,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      });
      return { channel: channel ?? '', ts: ts ?? '' };
    },
    async clear(owner) {
      await app.idle();
      await slack.reset();
      await owner.raw(`truncate ${COACHING_TABLES.join(', ')} cascade`);
      calls.woken = 0;
    },
    async stop() {
      await app.stop();
      await slack.stop();
    },
  };
}
