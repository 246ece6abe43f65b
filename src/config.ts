import { z } from 'zod';
import { OperatorError } from './errors.ts';

/** What the environment is asked for: one entry a variable, in the order of the README. */
const variables = {
  DATABASE_URL: {
    expected: 'postgres://user:password@host:port/database',
    remedy: 'Set it to the Postgres (15 or newer) that holds the source schema.',
    secret: true,
  },
  MIGRATION_DATABASE_URL: {
    expected: 'postgres://user:password@host:port/database, or unset to use DATABASE_URL',
    remedy: 'Set it to a login that may create schemas, tables and roles.',
    secret: true,
  },
  SOURCE_SCHEMA: {
    expected: 'the name of a schema, not `coaching`',
    remedy: 'Set it to the schema that holds the source tables, or unset it for `gtm`.',
  },
  ORG_TZ: {
    expected: 'an IANA time zone such as America/New_York',
    remedy: 'Set it to the time zone that decides your dates, weeks and quarters.',
  },
  ORG_CALENDAR_ID: {
    expected: 'a calendar_id of business_calendar and holiday',
    remedy: 'Set it to the calendar of your head office, or unset it for `US`.',
  },
  DIGEST_CALENDAR: {
    expected: 'organisation or recipient',
    remedy:
      "Set it to recipient for digests on everybody's own first business day, or unset it for the organisation's.",
  },
  REPORTING_CURRENCY: {
    expected: 'an ISO 4217 code such as USD',
    remedy: 'Set it to three capital letters, or unset it for `USD`.',
  },
  SLACK_BOT_TOKEN: {
    expected: 'a bot token (xoxb-...)',
    remedy: 'Copy it from your Slack app, "OAuth & Permissions".',
    secret: true,
  },
  SLACK_APP_TOKEN: {
    expected: 'an app-level token (xapp-...), or unset to serve signed HTTP requests',
    remedy: 'Copy it from your Slack app, "Basic Information", with the scope connections:write.',
    secret: true,
  },
  SLACK_SIGNING_SECRET: {
    expected: 'the signing secret, since SLACK_APP_TOKEN is not set',
    remedy: 'Copy it from your Slack app, "Basic Information"; or set SLACK_APP_TOKEN for Socket Mode.',
    secret: true,
  },
  SLACK_API_URL: {
    expected: "an http(s) address that ends with '/'",
    remedy: 'Unset it, unless Slack is reached through a proxy.',
  },
  PORT: {
    expected: 'a port from 1 to 65535',
    remedy: 'Set it to the port of HTTP mode and of /healthz, or unset it for 3000.',
  },
  JOB_TIME: {
    expected: 'a time of day from 00:00 to 23:59',
    remedy: 'Set it to when jobs run in ORG_TZ, or unset it for 06:00.',
  },
  LOG_LEVEL: {
    expected: 'one of trace, debug, info, warn, error, fatal, silent',
    remedy: 'Set it to one of these, or unset it for info.',
  },
  THRESHOLDS_FILE: {
    expected: 'the path of a thresholds file',
    remedy: 'Set it to a file, or unset it for the built-in thresholds.',
  },
  PLAYBOOK_FILE: {
    expected: 'the path of a playbook file',
    remedy: 'Set it to a file, or unset it for the built-in playbook.',
  },
  SANDBOX_PORT: {
    expected: 'a port from 1 to 65535, or unset for a free one',
    remedy: 'Set it to the port that the page of the sandbox is to have.',
  },
} as const satisfies Record<string, { expected: string; remedy: string; secret?: true }>;

type VariableName = keyof typeof variables;

const text = z.string().regex(/^\S+$/);
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/[^/]/)
  .refine((value) => URL.canParse(value));
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535);
const sourceSchema = z
  .string()
  .min(1)
  .max(63)
  .refine((value) => value !== 'coaching' && !/^pg_/.test(value));
const timeZone = z
  .string()
  .regex(/^[A-Za-z]/)
  .refine(isTimeZone);
const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

type Shape = Partial<Record<VariableName, z.ZodType>>;

/** The parts of the configuration; each command asks for those it needs and no other variable is looked at. */
const sections = {
  database: z
    .object({
      DATABASE_URL: postgresUrl,
      MIGRATION_DATABASE_URL: postgresUrl.optional(),
      SOURCE_SCHEMA: sourceSchema.default('gtm'),
    } satisfies Shape)
    .transform((env) => ({
      url: env.DATABASE_URL,
      migrationUrl: env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL,
      sourceSchema: env.SOURCE_SCHEMA,
    })),
  organisation: z
    .object({
      ORG_TZ: timeZone,
      ORG_CALENDAR_ID: text.default('US'),
      DIGEST_CALENDAR: z.enum(['organisation', 'recipient']).default('organisation'),
      REPORTING_CURRENCY: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('USD'),
    } satisfies Shape)
    .transform((env) => ({
      orgTz: env.ORG_TZ,
      orgCalendarId: env.ORG_CALENDAR_ID,
      digestCalendar: env.DIGEST_CALENDAR,
      reportingCurrency: env.REPORTING_CURRENCY,
    })),
  slack: z
    .object({
      SLACK_BOT_TOKEN: text.startsWith('xoxb-'),
      SLACK_APP_TOKEN: text.startsWith('xapp-').optional(),
      SLACK_SIGNING_SECRET: text.min(16).optional(),
      SLACK_API_URL: z
        .url({ protocol: /^https?$/ })
        .endsWith('/')
        .optional(),
    } satisfies Shape)
    .transform((env, context) => {
      const common = { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL };
      if (env.SLACK_APP_TOKEN !== undefined)
        return { ...common, mode: 'socket' as const, appToken: env.SLACK_APP_TOKEN };
      const signingSecret = env.SLACK_SIGNING_SECRET;
      if (signingSecret !== undefined) return { ...common, mode: 'http' as const, signingSecret };
      context.addIssue({ code: 'custom', path: ['SLACK_SIGNING_SECRET'] });
      return z.NEVER;
    }),
  service: z
    .object({
      PORT: port.default(3000),
      JOB_TIME: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .default('06:00'),
    } satisfies Shape)
    .transform((env) => ({ port: env.PORT, jobTime: env.JOB_TIME })),
  thresholds: z
    .object({ THRESHOLDS_FILE: z.string().min(1).optional() } satisfies Shape)
    .transform((env) => ({ file: env.THRESHOLDS_FILE })),
  playbook: z
    .object({ PLAYBOOK_FILE: z.string().min(1).optional() } satisfies Shape)
    .transform((env) => ({ file: env.PLAYBOOK_FILE })),
  log: z.object({ LOG_LEVEL: logLevel.default('info') } satisfies Shape).transform((env) => ({ level: env.LOG_LEVEL })),
  sandbox: z
    .object({
      DATABASE_URL: postgresUrl.optional(),
      SANDBOX_PORT: port.optional(),
      LOG_LEVEL: logLevel.default('error'),
    } satisfies Shape)
    .transform((env) => ({ databaseUrl: env.DATABASE_URL, port: env.SANDBOX_PORT, logLevel: env.LOG_LEVEL })),
};

type Sections = typeof sections;
export type ConfigSection = keyof Sections;
export type Config = { readonly [Name in ConfigSection]: z.output<Sections[Name]> };
export type SlackConfig = Config['slack'];

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing, as `NAME=` in a file does, counts as not set. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function found(name: VariableName, env: Environment): string {
  const value = env[name];
  if (value === undefined) return 'nothing';
  return 'secret' in variables[name] ? `a value of ${value.length} characters (not shown)` : JSON.stringify(value);
}

function isVariable(name: unknown): name is VariableName {
  return typeof name === 'string' && name in variables;
}

function faultsOf(error: z.ZodError): readonly VariableName[] {
  return error.issues.map(({ path: [name] }) => name).filter(isVariable);
}

/** One message for all faults, so that the environment is mended in one go. */
function environmentError(names: Iterable<VariableName>, env: Environment): OperatorError {
  const faults = [...new Set(names)];
  const lines = faults.map((name) => {
    const { expected, remedy } = variables[name];
    return `  ${name}\n    expected: ${expected}\n    found:    ${found(name, env)}\n    remedy:   ${remedy}`;
  });
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return new OperatorError({
    code: 'environment',
    what: `The environment has ${count}:\n${lines.join('\n')}`,
    expected: 'every variable above as described',
    remedy: 'Mend them all and start again; the README lists every variable.',
  });
}

/**
 * The named parts of the configuration, from the process's environment unless another is handed in.
 * @throws OperatorError that lists every fault at once; secrets are not shown.
 */
export function loadConfig<Name extends ConfigSection>(
  needed: readonly Name[],
  env: Environment = process.env,
): Pick<Config, Name> {
  const given = withoutEmpty(env);
  const faults: VariableName[] = [];
  const config: Partial<Config> = {};
  const load = <Section extends ConfigSection>(name: Section) => {
    const outcome = sections[name].safeParse(given);
    if (outcome.success) Object.assign(config, { [name]: outcome.data });
    else faults.push(...faultsOf(outcome.error));
  };
  for (const name of needed) load(name);
  if (faults.length > 0) throw environmentError(faults, given);
  if (!isComplete(config, needed)) throw new Error(`Sections ${needed.join(', ')} were not all loaded.`);
  return config;
}

function isComplete<Name extends ConfigSection>(
  config: Partial<Config>,
  needed: readonly Name[],
): config is Pick<Config, Name> & Partial<Config> {
  return needed.every((name) => config[name] !== undefined);
}

/** True where a variable whose name begins so is set to something. */
export function isAnySet(prefix: string, env: Environment = process.env): boolean {
  return Object.keys(withoutEmpty(env)).some((name) => name.startsWith(prefix));
}

/** Variables that look like ours and that nobody reads: most likely misspelt. */
export function strayVariables(env: Environment = process.env): readonly string[] {
  return Object.keys(env).filter((name) => /^(SLACK|REP_COACH)_/.test(name) && !isVariable(name));
}
