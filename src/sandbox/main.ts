import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { parse } from 'yaml';
import { builtInCatalog } from '../catalog/catalog.ts';
import { createProgress } from '../cli/progress.ts';
import type { SandboxRequest } from '../cli/sandbox.ts';
import { BOT_ROLE, connect } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { localDateOf } from '../domain/calendar.ts';
import { addDays, isoMonday } from '../domain/local-date.ts';
import { composeBot } from '../main.ts';
import { backfill } from '../workflows/backfill.ts';
import { checkPort } from './check-port.ts';
import { createSandboxClock } from './clock.ts';
import { openSandboxDatabase } from './database.ts';
import { loadOrganisation } from './organisation/load-organisation.ts';
import {
  organisationCalendar,
  organisationTimeZone,
  reportingCurrency,
  sandboxStart,
} from './organisation/time-frame.ts';
import { createPage } from './page/create-page.ts';
import { pageWorld } from './page-world.ts';
import { startLocalSlack } from './slack/local-slack.ts';
import { slackUsers } from './slack-users.ts';
import { takeSnapshot } from './snapshot.ts';

const SOURCE_SCHEMA = 'gtm';
const PAST_WEEKS = 13;
const jobTime = '06:00';
const settings = { orgTz: organisationTimeZone, orgCalendarId: organisationCalendar, reportingCurrency };

/**
 * Everything in one process: Postgres, a local Slack with its page, a sample organisation, and the bot itself. Resolves
 * when the signal has ended it; nothing is kept.
 * @throws OperatorError
 */
export async function runSandbox({ port, databaseUrl, logLevel, signal }: SandboxRequest): Promise<void> {
  const progress = createProgress();
  const closing: (() => Promise<unknown>)[] = [];
  const stopped = aborted(signal);
  let isReady = false;
  /** Ctrl-C does not wait for a long step: the database goes away under it. */
  const unlessStopped = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => undefined);
    await Promise.race([work, stopped]);
    signal.throwIfAborted();
    return work;
  };
  try {
    if (port !== undefined) await checkPort(port);
    progress.step('Starting Postgres');
    const database = await openSandboxDatabase(databaseUrl);
    closing.push(() => database.drop());
    await unlessStopped(migrate({ url: database.url, sourceSchema: SOURCE_SCHEMA }));
    const owner = connect({ url: database.url, sourceSchema: SOURCE_SCHEMA, poolMax: 3, statementTimeoutMs: 0 });
    closing.push(() => owner.destroy());
    const db = connect({ url: database.url, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE });
    closing.push(() => db.destroy());

    progress.step('Loading the sample organisation');
    const onProgress = (done: number, total: number): void => progress.update(done, total);
    await unlessStopped(loadOrganisation(owner, { onProgress }));
    progress.step(`Reading the past ${PAST_WEEKS} weeks`);
    await unlessStopped(readThePast(db, onProgress));
    const snapshot = await unlessStopped(takeSnapshot(owner));

    progress.step('Starting the local Slack and the bot');
    const clock = createSandboxClock(sandboxStart);
    const manifest: unknown = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
    const slack = await startLocalSlack({
      manifest,
      users: await slackUsers(owner),
      businessNow: () => clock.now(),
      ...(port !== undefined && { port }),
    });
    closing.push(() => slack.stop());
    const bot = await composeBot({
      db,
      settings,
      jobTime,
      slack: { mode: 'socket', botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl },
      clock,
      log: pino({ level: logLevel }, pino.destination(2)),
    });
    await bot.engine.begin(clock.now());
    await bot.start();
    closing.push(() => bot.stop());
    const world = pageWorld({
      db,
      settings,
      jobTime,
      clock,
      engine: bot.engine,
      sender: bot.sender,
      audit: () => bot.audit(),
      slack,
      snapshot,
      signal,
      manifest,
    });
    slack.addRoute(createPage(world));
    progress.end();
    isReady = true;
    process.stdout.write(`\nRep Coach’s sandbox is ready: ${slack.url}\nCtrl-C ends it; nothing is kept.\n`);
    await stopped;
  } finally {
    progress.end();
    if (isReady) for (const close of closing.reverse()) await close();
    // Interrupted: the database goes first, so that nothing waits for what still works on it.
    else for (const close of closing) await close().catch(() => undefined);
  }
}

/** Readings of the weeks before the sandbox's date, as their runs would have written them. */
async function readThePast(db: Parameters<typeof backfill>[0], onProgress: (done: number, total: number) => void) {
  const thisMonday = isoMonday(localDateOf(sandboxStart, settings.orgTz));
  await backfill(db, {
    from: addDays(thisMonday, -7 * (PAST_WEEKS - 1)),
    to: thisMonday,
    runStart: sandboxStart,
    settings,
    catalog: builtInCatalog,
    onProgress: ({ done, total }) => onProgress(done, total),
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
