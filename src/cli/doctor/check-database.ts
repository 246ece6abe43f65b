import type { Knex } from 'knex';
import type { Config } from '../../config.ts';
import { BOT_ROLE, checkConnection, connect, databaseName, FEED_READER_ROLE } from '../../db/connection.ts';
import { FEED_VIEWS } from '../../db/feed-views.ts';
import { checkMigrated } from '../../db/open-database.ts';
import { botRightsFaults, type RightsFault } from '../../db/reads/bot-rights.ts';
import { feedReaderFaults } from '../../db/reads/feed-reader-rights.ts';
import { peopleNotInSlack } from '../../db/reads/people-not-in-slack.ts';
import { type SourceFreshness, sourceFreshness } from '../../db/reads/source-freshness.ts';
import { sourceRowFaults } from '../../db/reads/source-row-faults.ts';
import { checkSourceContract } from '../../db/source-contract/check-source-contract.ts';
import { sourceTables } from '../../db/source-contract/source-tables.ts';
import { heartbeatAges, type Part } from '../../db/stores/heartbeats.ts';
import { silentAfter } from '../../engine/health.ts';
import { type Finding, findingOf, note, ok, wrong } from './finding.ts';

const PARTS: readonly Part[] = ['sender', 'scheduler', 'auditor'];

/** Whether those that must not fall silent did. */
function checkParts(ages: ReadonlyMap<Part, number>): Finding[] {
  if (ages.size === 0) return [note('bot', 'has not run yet')];
  const silent = PARTS.flatMap((part) => {
    const age = ages.get(part);
    if (age === undefined) return [`the ${part} never gave a sign of life`];
    return age > silentAfter[part] ? [`the ${part} gave no sign of life for ${Math.floor(age / 60)} minutes`] : [];
  });
  if (silent.length === 0) return [ok('bot', 'sender, scheduler and auditor gave a sign of life lately')];
  const remedy = 'Start it with `rep-coach start`; where it runs, see its log.';
  return silent.map((says) => wrong('bot', says, remedy));
}

/** Everything about the database, as far as one gets: what cannot be reached is not looked at further. */
export async function checkDatabase(config: Config['database'], now: Date): Promise<Finding[]> {
  const db = connect({ ...config, role: BOT_ROLE, poolMax: 1, applicationName: 'rep-coach doctor' });
  try {
    const access = await passes('database', `${databaseName(config.url)} can be used as ${BOT_ROLE}`, () =>
      checkConnection(db, config.url),
    );
    if (access.state === 'wrong') return [access];
    const migrated = await passes('migrations', 'the schema of this version', () => checkMigrated(db, config.url));
    const contract = await checkContract(db, config.sourceSchema);
    const rights = migrated.state === 'ok' ? await checkRights(db, config.sourceSchema) : [];
    const feeds = migrated.state === 'ok' ? await checkFeeds(db) : [];
    const isReadable = [...contract, ...rights].every(({ state }) => state !== 'wrong');
    const parts = migrated.state === 'ok' ? checkParts(await heartbeatAges(db)) : [];
    const sources = isReadable ? await sourceFreshness(db, config.sourceSchema) : [];
    const rows = isReadable && migrated.state === 'ok' ? await checkRows(db, now) : [];
    const people = migrated.state === 'ok' ? await checkPeople(db, now) : [];
    return [
      access,
      migrated,
      ...contract,
      ...rights,
      ...feeds,
      ...parts,
      ...people,
      ...sources.map((source) => freshness(source, now)),
      ...rows,
    ];
  } finally {
    await db.destroy();
  }
}

async function passes(subject: string, says: string, check: () => Promise<void>): Promise<Finding> {
  try {
    await check();
    return ok(subject, says);
  } catch (error) {
    return findingOf(subject, error);
  }
}

async function checkContract(db: Knex, sourceSchema: string): Promise<Finding[]> {
  const faults = await checkSourceContract(db, sourceSchema);
  if (faults.length === 0) return [ok('data contract', `${sourceTables.length} source tables in ${sourceSchema}`)];
  return faults.map(({ name, expected, found, remedy }) =>
    wrong('data contract', `${name}: expected ${expected}, found ${found}`, remedy),
  );
}

/** All rows, however old: runs look at new ones only. Dates are compared as of now, in UTC, the latest that is anywhere. */
async function checkRows(db: Knex, now: Date): Promise<Finding[]> {
  const faults = await sourceRowFaults(db, { runStart: now, since: null, orgTz: 'UTC' });
  if (faults.length === 0) return [ok('source rows', 'every row keeps the data contract')];
  return faults.map(({ table, column, what, rows }) =>
    wrong('source rows', `${table}.${column}: ${rows} ${what}`, 'Mend them where they come from.'),
  );
}

/** As long as it is so, whatever was told of it before. The day is that of now, in UTC. */
async function checkPeople(db: Knex, now: Date): Promise<Finding[]> {
  const people = await peopleNotInSlack(db, { orgTz: 'UTC', now });
  if (people.length === 0) return [ok('people', 'everybody in a reporting line of today has a Slack account')];
  const named = people.slice(0, PEOPLE_NAMED).join(', ');
  const further = people.length > PEOPLE_NAMED ? `, and ${people.length - PEOPLE_NAMED} more` : '';
  return [
    wrong(
      'people',
      `in a reporting line of today and without a Slack account: ${named}${further}; their messages wait`,
      'Set slack_user_id in coaching.person; what waits then goes out.',
    ),
  ];
}

const PEOPLE_NAMED = 20;

async function checkRights(db: Knex, sourceSchema: string): Promise<Finding[]> {
  const faults = await botRightsFaults(db, sourceSchema);
  if (faults.length === 0) return [ok('rights', `${BOT_ROLE} reads ${sourceSchema} and writes in its own schema only`)];
  return faults.map((fault) => wrong('rights', rightsText(BOT_ROLE, fault), MIGRATE));
}

async function checkFeeds(db: Knex): Promise<Finding[]> {
  const faults = await feedReaderFaults(db);
  if (faults.length === 0) {
    return [ok('feeds', `${FEED_READER_ROLE} reads the ${FEED_VIEWS.length} feeds and nothing else`)];
  }
  return faults.map((fault) => wrong('feeds', rightsText(FEED_READER_ROLE, fault), remedyOf(fault)));
}

const MIGRATE = 'Run `rep-coach migrate` with a login that may grant rights; it mends them all.';

/** What everybody may do, or what lies in another schema, is not ours to take away. */
function remedyOf({ table, missing }: RightsFault): string {
  if (missing.length > 0) return MIGRATE;
  return `${MIGRATE} Where it stays, revoke the right on ${table} from PUBLIC.`;
}

function rightsText(role: string, { table, missing, excess }: RightsFault): string {
  return [
    ...(missing.length === 0 ? [] : [`${role} may not ${missing.join(', ')} on ${table}`]),
    ...(excess.length === 0 ? [] : [`${role} may ${excess.join(', ')} on ${table}, which it must not`]),
  ].join('; ');
}

/** Without these the weekly run finds nobody, or takes a week for one without data. */
const FED_DAILY: readonly string[] = [
  'rep_activity',
  'opportunity_stage_history',
  'cadence_event_log',
  'conv_intelligence',
  'customer_health_log',
];
const NEEDED = 'rep_activity';
const STALE_AFTER_DAYS = 7;
const DAY_MS = 86_400_000;

function freshness({ table, latest }: SourceFreshness, now: Date): Finding {
  const subject = `source ${table}`;
  if (latest === null) {
    if (table !== NEEDED) return note(subject, 'has no rows; what rests on it is not measured');
    return wrong(subject, 'has no rows, so nobody has a role', 'Load it, or point SOURCE_SCHEMA at the right schema.');
  }
  const days = Math.floor((now.getTime() - latest.getTime()) / DAY_MS);
  const says = `last recorded at ${latest.toISOString()}`;
  if (days < STALE_AFTER_DAYS || !FED_DAILY.includes(table)) return ok(subject, says);
  return wrong(subject, `${says}, ${days} days ago`, 'See that its feed runs; until then its metrics stand still.');
}
