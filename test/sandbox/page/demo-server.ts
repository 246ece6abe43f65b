import { fileURLToPath } from 'node:url';
import { App, LogLevel } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { createPage } from '../../../src/sandbox/page/create-page.ts';
import type { Moving, SandboxEvent, SandboxState } from '../../../src/sandbox/page/time-contract.ts';
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { addDemoListeners } from './demo-app.ts';
import { dataTable, digest, hostile, plain, reviewRequest } from './demo-messages.ts';
import { dana, firstStart, manifest, omar, organisation, people, priya } from './demo-workspace.ts';
import { samplePicture } from './picture.ts';

export interface DemoServer {
  url: string;
  slack: LocalSlack;
  client: WebClient;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const days = { day: 1, week: 7, next_digest: 17 } as const;

/**
 * The page on a real local Slack with a small real Bolt app, and a date that moves without a bot behind it.
 * @param pause waited for at each step of a move, so that a test can hold it
 */
export async function startDemoServer(
  options: { port?: number; pause?: () => Promise<void>; ackTimeoutMs?: number } = {},
): Promise<DemoServer> {
  const pause = options.pause ?? (() => Promise.resolve());
  let now = firstStart;
  let moving: Moving | null = null;
  let life = 1;
  const listeners = new Set<(event: SandboxEvent) => void>();
  const tell = (event: SandboxEvent) => {
    for (const listener of listeners) listener(event);
  };
  const time = () => ({
    now: now.toISOString(),
    localNow: new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      dateStyle: 'full',
      timeStyle: 'short',
      hourCycle: 'h23',
    })
      .format(now)
      .replace(' at ', ', '),
    orgTz: 'America/New_York',
    moving,
    nextDigest: '2026-04-01',
  });

  const slack = await startLocalSlack({
    manifest,
    users: people,
    businessNow: () => now,
    postIntervalMs: 0,
    fileProcessingMs: 0,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    port: options.port ?? 0,
    team: { id: 'T0DEMO', domain: 'northwind', name: organisation.organisation },
  });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const client = new WebClient(slack.botToken, { ...clientOptions, logLevel: LogLevel.ERROR });
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    botId: slack.botId,
    botUserId: slack.botUserId,
    logLevel: LogLevel.ERROR,
    clientOptions,
  });
  addDemoListeners(app);
  await app.start();

  const page = createPage({
    state: async (): Promise<SandboxState> => ({ ...organisation, ...time(), life: String(life) }),
    move: async (by) => {
      const target = new Date(now.getTime() + days[by] * dayMs);
      for (let step = 0; step < 3; step += 1) {
        moving = {
          target: target.toISOString(),
          doing: `Monday 16 March: weekly run, step ${step + 1}`,
          done: step,
          total: 3,
        };
        tell({ what: 'time', time: time() });
        await pause();
      }
      now = target;
      moving = null;
      await client.chat.postMessage({ channel: dana.id, text: 'Something new since the date moved.' });
      tell({ what: 'time', time: time() });
    },
    reset: async () => {
      await slack.reset();
      now = firstStart;
      life += 1;
      await fill(client);
      tell({ what: 'state' });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  slack.addRoute((request, response) => page(request, response));
  await fill(client);
  return {
    url: slack.url,
    slack,
    client,
    stop: async () => {
      await app.stop();
      await slack.stop();
    },
  };
}

/** The first start: a manager with open requests, a rep with a digest, an SLM with a thread. */
async function fill(client: WebClient): Promise<void> {
  const post = async (channel: string, text: string, blocks?: KnownBlock[], thread?: string) => {
    const common = { channel, text, ...(thread === undefined ? {} : { thread_ts: thread }) };
    return await client.chat.postMessage(blocks === undefined ? common : { ...common, blocks });
  };
  await post(dana.id, hostile);
  await post(dana.id, 'What stands out', dataTable);
  await post(dana.id, 'Your digest', digest(await upload(client)));
  await post(dana.id, 'A recommendation waits for your decision', reviewRequest);
  await post(priya.id, 'Your March digest is here', [{ type: 'header', text: plain('Your March digest') }]);
  const root = await post(omar.id, 'An escalation', [
    { type: 'section', text: { type: 'mrkdwn', text: `*Escalation*: <@${priya.id}>, week 3 of the same pattern.` } },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'own', text: plain('I own this'), style: 'primary' }],
    },
  ]);
  await post(omar.id, 'Week by week: 57%, 49%, 38%.', undefined, root.ts);
}

async function upload(client: WebClient): Promise<string> {
  const bytes = samplePicture();
  const place = await client.files.getUploadURLExternal({ filename: 'trend.png', length: bytes.length });
  if (place.upload_url === undefined || place.file_id === undefined) throw new Error('no place for the upload');
  await fetch(place.upload_url, { method: 'POST', body: new Uint8Array(bytes) });
  await client.files.completeUploadExternal({ files: [{ id: place.file_id, title: 'Trend' }] });
  return place.file_id;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const demo = await startDemoServer({
    port: Number(process.argv[2] ?? 8910),
    pause: () => new Promise((resolve) => setTimeout(resolve, 700)),
  });
  process.stdout.write(`The page with sample screens: ${demo.url}\n`);
}
