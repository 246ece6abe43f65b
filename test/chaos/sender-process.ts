import type { KnownBlock } from '@slack/types';
import { pino } from 'pino';
import { BOT_ROLE, connect } from '../../src/db/connection.ts';
import type { Renderer } from '../../src/delivery/delivery.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { createSlackClient } from '../../src/delivery/slack-client.ts';
import { noon, renderersWith } from '../delivery/renderers.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

/** One replica's sender as a process of its own, so that it can be killed: DATABASE_URL SLACK_API_URL BOT_TOKEN. */
const [url = '', slackApiUrl = '', token = ''] = process.argv.slice(2);
const timeoutMs = 1_000;

/** Each sixth of a person goes as two messages. */
const inTwo: Renderer = async (_db, { deliveryKey }) => {
  const [text = ''] = deliveryKey.split('/');
  const blocks: KnownBlock[] = [{ type: 'section', text: { type: 'mrkdwn', text } }];
  return { outcome: 'message', message: { text, blocks, ...(text.endsWith(':05') && { further: [blocks] }) } };
};

createSender({
  db: connect({ url, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE, poolMax: 8 }),
  client: createSlackClient({ token, slackApiUrl, timeoutMs }),
  renderers: renderersWith({ review_request: inTwo }),
  businessNow: () => noon,
  log: pino({ level: 'silent' }),
  limits: {
    timeoutMs,
    leaseMs: 3_000,
    lagMs: 300,
    readSpacingMs: 200,
    channelSpacingMs: 40,
    workspacePerSecond: 100,
    retryMs: 50,
    pollMs: 50,
  },
}).start();
