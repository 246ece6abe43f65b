import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { summarise } from '../error-summary.ts';
import { OperatorError } from '../errors.ts';
import { boltLogger } from './bolt-logger.ts';
import { catchUpReplies } from './catch-up-replies.ts';
import { type InboxServices, receive } from './inbox.ts';
import type { SlackServices } from './listener.ts';
import { createReceiver, type SlackConnection } from './receiver.ts';
import { redrawStaleHomes } from './redraw-screens.ts';
import { registerListeners } from './register.ts';

export type SlackAppConfig = SlackConnection & {
  readonly botToken: string;
  /** Ends with a slash; Slack's own when not set. */
  readonly apiUrl?: string | undefined;
};

export interface SlackApp {
  readonly app: App;
  /** The workspace that the bot's token is of. */
  readonly teamId: string;
  /** The bot's own user; a message of it is nobody's reply. */
  readonly botUserId: string;
  /** Takes requests from now on: resolves when the socket is open, or the port is listened on. */
  start(): Promise<void>;
  /** Keeps the replies in escalation threads that were written while nobody listened. */
  catchUp(): Promise<void>;
  /** Draws Home anew for whom the reporting lines have changed. */
  redrawHomes(): Promise<void>;
  /** Resolves when nothing that has come in is being handled any more. */
  idle(): Promise<void>;
  /** Takes no more requests; those being handled finish. */
  stop(): Promise<void>;
}

/** A listener's call must not outlive what waits for its answer; a view that came late is of no use. */
const CLIENT_TIMEOUT_MS = 10_000;

/** Bolt with the inbox before it, whatever the receiver. */
class InboxApp extends App {
  readonly #inbox: InboxServices;
  readonly #underway = new Set<Promise<void>>();

  constructor(options: ConstructorParameters<typeof App>[0], inbox: InboxServices) {
    super(options);
    this.#inbox = inbox;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const handling = receive(this.#inbox, event, (stored) => super.processEvent(stored));
    this.#underway.add(handling);
    await handling.finally(() => this.#underway.delete(handling));
  }

  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }
}

/**
 * Asks Slack who we are and readies the app. Nothing comes in before `start()`.
 * @throws OperatorError when Slack cannot be reached or does not take the token
 */
export async function createSlackApp(config: SlackAppConfig, services: SlackServices): Promise<SlackApp> {
  const logger = boltLogger(services.log);
  const clientOptions: WebClientOptions = {
    // Set, because otherwise Bolt repeats calls up to 100 times; a repeated private answer would be said twice.
    retryConfig: { retries: 0 },
    // Never `headers`: Bolt would write the bot's token into it, and the socket would be asked for with the wrong one.
    timeout: CLIENT_TIMEOUT_MS,
    logger,
    ...(config.apiUrl === undefined ? {} : { slackApiUrl: config.apiUrl }),
  };
  const client = new WebClient(config.botToken, clientOptions);
  const bot = await whoAmI(client);
  const receiver = createReceiver(config, { clientOptions, logger });
  const app = new InboxApp(
    {
      receiver,
      logger,
      clientOptions,
      token: config.botToken,
      // Known already: otherwise Bolt would ask Slack at every event.
      botId: bot.botId,
      botUserId: bot.userId,
      tokenVerificationEnabled: false,
      convoStore: false,
    },
    { db: services.db, log: services.log, client },
  );
  // The inbox answers for every failure, in one place.
  app.error(async (error) => {
    throw error;
  });
  const context = { ...services, client, teamId: bot.teamId, botUserId: bot.userId };
  registerListeners(app, context);
  return {
    app,
    teamId: bot.teamId,
    botUserId: bot.userId,
    start: () => start(receiver, config),
    catchUp: () => catchUpReplies(context),
    redrawHomes: () => redrawStaleHomes(context),
    idle: () => app.idle(),
    stop: async () => {
      await receiver.stop();
      await app.idle();
    },
  };
}

async function whoAmI(client: WebClient): Promise<{ teamId: string; userId: string; botId: string }> {
  try {
    const { team_id: teamId, user_id: userId, bot_id: botId } = await client.auth.test();
    if (teamId !== undefined && userId !== undefined && botId !== undefined) return { teamId, userId, botId };
  } catch (error) {
    throw cannotConnect(error, 'a bot token that Slack accepts, and a way to reach it');
  }
  throw cannotConnect(undefined, "the token of an app's bot, not of a person");
}

async function start(receiver: Receiver, config: SlackAppConfig): Promise<void> {
  try {
    await receiver.start();
  } catch (error) {
    if (config.mode === 'socket') {
      throw cannotConnect(error, 'an app-level token with the scope connections:write, and Socket Mode on');
    }
    throw new OperatorError(
      {
        code: 'port_unavailable',
        what: `Cannot listen on port ${config.port} for requests from Slack (${reasonOf(error)}).`,
        expected: 'a port that nobody else listens on',
        remedy: 'Stop the other program, or set PORT to a free port.',
      },
      { cause: error },
    );
  }
}

function cannotConnect(error: unknown, expected: string): OperatorError {
  return new OperatorError(
    {
      code: 'slack_unusable',
      what: `Slack does not let the bot in${error === undefined ? '' : ` (${reasonOf(error)})`}.`,
      expected,
      remedy: 'Check the Slack tokens, and install the app from manifest.yml.',
    },
    error === undefined ? undefined : { cause: error },
  );
}

function reasonOf(error: unknown): string {
  const { slackError, code, name } = summarise(error);
  return slackError ?? code ?? name;
}
