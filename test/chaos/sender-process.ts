import { pino } from 'pino';
import { BOT_ROLE, connect } from '../../src/db/connection.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { createSlackClient } from '../../src/delivery/slack-client.ts';
import { noon, renderersWith } from '../delivery/renderers.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

/** One replica's sender as a process of its own, so that it can be killed: DATABASE_URL SLACK_API_URL BOT_TOKEN. */
const [url = '', slackApiUrl = '', token = ''] = process.argv.slice(2);
const timeoutMs = 1_000;

createSender({
  db: connect({ url, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE, poolMax: 8 }),
  client: createSlackClient({ token, slackApiUrl, timeoutMs }),
  renderers: renderersWith(),
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
