import type { ServerResponse } from 'node:http';
import type { Knex } from 'knex';
import { type Logger, pino } from 'pino';
import { builtInCatalog, type Catalog } from './catalog/catalog.ts';
import type { Rehearsal } from './cli/describe-rehearsal.ts';
import type { StartRequest } from './cli/start.ts';
import { openDatabase } from './db/open-database.ts';
import { rehearse } from './db/rehearse.ts';
import { markSurfaced } from './db/stores/digests.ts';
import type { SenderLimits } from './delivery/limits.ts';
import { lastDelivery, whatWouldBeSaid } from './delivery/rehearsed-deliveries.ts';
import { createSender, type Sender } from './delivery/sender.ts';
import { createSlackClient } from './delivery/slack-client.ts';
import type { LocalDate } from './domain/local-date.ts';
import type { OrganisationSettings } from './domain/organisation-settings.ts';
import { audit, startAuditor } from './engine/auditor.ts';
import type { DailyHooks } from './engine/daily.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { jobHandlers } from './engine/handlers.ts';
import { type Health, health } from './engine/health.ts';
import { answerHealth, HEALTH_PATH, startHealthServer } from './engine/health-server.ts';
import type { OnProgress } from './engine/job-context.ts';
import type { JobName } from './engine/jobs.ts';
import { startScheduler } from './engine/scheduler.ts';
import { loadCatalog } from './load-catalog.ts';
import { createSlackApp, type SlackApp, type SlackAppConfig } from './slack/app.ts';
import { createRenderers } from './slack/renderers/index.ts';
import { followAccounts } from './workflows/follow-accounts.ts';
import { followReportingLines } from './workflows/follow-reporting-lines.ts';

export interface EngineSetUp {
  /** Connected as the bot. */
  db: Knex;
  settings: OrganisationSettings;
  /** The metrics and thresholds in force; default: the built-in ones. */
  catalog?: Catalog;
  /** When jobs run, `HH:MM` on the organisation's wall clock. */
  jobTime: string;
  onProgress?: OnProgress;
  /** What the daily run needs of Slack, where it is connected. */
  hooks?: DailyHooks;
}

/** The jobs with what they do: all that `rep-coach run` needs, and the bot's calendar. */
export function composeEngine(setUp: EngineSetUp): Engine {
  const { db, settings, catalog = builtInCatalog, jobTime, onProgress } = setUp;
  const handlers = jobHandlers({ ...settings, jobTime }, catalog, setUp.hooks);
  const engine = createEngine({ db, settings: { ...settings, jobTime }, handlers, onProgress });
  return {
    ...engine,
    async runDue(now, options) {
      try {
        const context = { orgTz: settings.orgTz, now, catalog };
        await followAccounts(db, context);
        await followReportingLines(db, context);
      } finally {
        await engine.runDue(now, options);
      }
    },
  };
}

/**
 * The latest run due by a date and every message that it would cause, as it would be shown; it is made and undone.
 * @throws OperatorError, or what would break the run off.
 */
export function rehearseRun(setUp: EngineSetUp, run: { job: JobName; asOf: LocalDate; now: Date }): Promise<Rehearsal> {
  const { settings, catalog = builtInCatalog } = setUp;
  const { job, asOf, now } = run;
  return rehearse(setUp.db, async (db) => {
    const after = await lastDelivery(db);
    const result = await composeEngine({ ...setUp, db }).runLatest(job, asOf, now, { wait: false });
    const said = await whatWouldBeSaid(db, createRenderers(settings, catalog), { after, now });
    return { result, said };
  });
}

export interface BotSetUp extends EngineSetUp {
  slack: SlackAppConfig;
  /** Business time. */
  clock: { now(): Date };
  log: Logger;
  limits?: Partial<SenderLimits>;
}

/** The whole bot but the ticks: who moves the time on is the caller's affair. */
export interface Bot {
  engine: Engine;
  sender: Sender;
  /** Looks at the rows for what is due and not done, mends what is safe and tells the admins of the rest. */
  audit(): Promise<void>;
  /** Takes requests and sends messages from now on. */
  start(): Promise<void>;
  /** Takes and begins nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** @throws OperatorError when Slack cannot be reached or does not take the tokens */
export async function composeBot(setUp: BotSetUp): Promise<Bot> {
  const { db, settings, clock, log } = setUp;
  const sender = createSender({
    db,
    client: createSlackClient({ token: setUp.slack.botToken, slackApiUrl: setUp.slack.apiUrl }),
    renderers: createRenderers(settings, setUp.catalog ?? builtInCatalog),
    onSent: {
      rep_digest: async (trx, { reference }, at) => {
        if (reference.digest_id !== undefined) await markSurfaced(trx, reference.digest_id, at);
      },
    },
    businessNow: () => clock.now(),
    log,
    ...(setUp.limits && { limits: setUp.limits }),
  });
  const slack: SlackApp = await createSlackApp(setUp.slack, {
    db,
    clock,
    settings,
    catalog: setUp.catalog ?? builtInCatalog,
    log,
    wake: () => sender.wake(),
    connectionLost: (reason) => log.error({ reason }, 'Slack no longer lets the bot in; install the app again'),
  });
  const catalog = setUp.catalog ?? builtInCatalog;
  const composed = composeEngine({ ...setUp, hooks: { rereadThreads: () => slack.catchUp() } });
  const engine: Engine = {
    ...composed,
    async runDue(now, options) {
      await composed.runDue(now, options).finally(() => slack.redrawHomes());
    },
  };
  return {
    engine,
    sender,
    async audit() {
      await audit({ db, engine, orgTz: settings.orgTz, catalog, businessNow: () => clock.now(), log });
    },
    async start() {
      await slack.start();
      sender.start();
      await slack.catchUp();
    },
    async stop() {
      await slack.stop();
      await sender.stop();
    },
  };
}

/** `rep-coach start`: resolves when the signal has ended it in order. @throws OperatorError */
export async function startBot({ config, signal }: StartRequest): Promise<void> {
  const { database, organisation: settings, service } = config;
  const log = pino({ level: config.log.level });
  const clock = { now: () => new Date() };
  const catalog = await loadCatalog({ thresholds: config.thresholds.file, playbook: config.playbook.file });
  const db = await openDatabase({ ...database, applicationName: 'rep-coach start' });
  try {
    let look: () => Promise<Health> = () => Promise.reject(new Error('The bot is still starting.'));
    const routes = [
      {
        path: HEALTH_PATH,
        method: 'GET',
        handler: (_: unknown, response: ServerResponse) => answerHealth(response, look),
      },
    ];
    const slack: SlackAppConfig =
      config.slack.mode === 'http' ? { ...config.slack, port: service.port, routes } : { ...config.slack };
    const bot = await composeBot({ db, settings, catalog, jobTime: service.jobTime, slack, clock, log });
    look = () => health({ db, sender: bot.sender, now: clock.now() });
    // Signed HTTP serves it on its own port.
    const stopHealth = slack.mode === 'socket' ? await startHealthServer(service.port, look) : undefined;
    await bot.start();
    const business = { db, engine: bot.engine, businessNow: clock.now, log };
    const stopTicks = startScheduler(business);
    const stopAuditor = startAuditor({ ...business, orgTz: settings.orgTz, catalog });
    log.info({ mode: slack.mode }, 'Rep Coach is running');
    await aborted(signal);
    await stopTicks();
    await stopAuditor();
    await bot.stop();
    await stopHealth?.();
  } finally {
    await db.destroy();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
