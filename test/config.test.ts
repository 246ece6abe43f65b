import { describe, expect, it } from 'vitest';
import { loadConfig, strayVariables } from '../src/config.ts';

const DATABASE = { DATABASE_URL: 'postgres://bot:pw@db.example:5433/crm' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_APP_TOKEN: 'xapp-1-abc' };

function refusal(...parameters: Parameters<typeof loadConfig>): string {
  try {
    loadConfig(...parameters);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'accepted';
}

describe('the database', () => {
  it('has defaults for all but its address', () => {
    expect(loadConfig(['database'], DATABASE).database).toEqual({
      url: 'postgres://bot:pw@db.example:5433/crm',
      migrationUrl: 'postgres://bot:pw@db.example:5433/crm',
      sourceSchema: 'gtm',
    });
  });

  it('may be migrated by another login', () => {
    const env = { ...DATABASE, MIGRATION_DATABASE_URL: 'postgresql://owner@db.example/crm', SOURCE_SCHEMA: 'sales' };
    expect(loadConfig(['database'], env).database).toEqual({
      url: DATABASE.DATABASE_URL,
      migrationUrl: 'postgresql://owner@db.example/crm',
      sourceSchema: 'sales',
    });
  });

  it.each(['mysql://db/crm', 'db.example', 'postgres://', 'postgres://host:port/x'])('cannot be at %s', (url) => {
    expect(refusal(['database'], { DATABASE_URL: url })).toContain('DATABASE_URL');
  });

  it.each(['coaching', 'pg_catalog'])('cannot keep its source tables in %s', (schema) => {
    expect(refusal(['database'], { ...DATABASE, SOURCE_SCHEMA: schema })).toContain(`found:    "${schema}"`);
  });
});

describe('the organisation', () => {
  it('must name its time zone', () => {
    expect(refusal(['organisation'], {})).toMatch(/ORG_TZ\n.*IANA.*\n.*found: {4}nothing/);
    expect(loadConfig(['organisation'], { ORG_TZ: 'Europe/Berlin' }).organisation).toEqual({
      orgTz: 'Europe/Berlin',
      orgCalendarId: 'US',
      digestCalendar: 'organisation',
      reportingCurrency: 'USD',
    });
  });

  it.each(['Europe/Atlantis', '+02:00', 'berlin time'])('cannot live in the zone %s', (zone) => {
    expect(refusal(['organisation'], { ORG_TZ: zone })).toContain(`"${zone}"`);
  });

  it('sends digests by its own calendar or by that of each recipient', () => {
    const env = { ORG_TZ: 'UTC', DIGEST_CALENDAR: 'recipient' };
    expect(loadConfig(['organisation'], env).organisation.digestCalendar).toBe('recipient');
    expect(refusal(['organisation'], { ...env, DIGEST_CALENDAR: 'DE' })).toContain('DIGEST_CALENDAR');
  });

  it('reports in a currency of three capital letters', () => {
    expect(refusal(['organisation'], { ORG_TZ: 'UTC', REPORTING_CURRENCY: 'usd' })).toContain('REPORTING_CURRENCY');
  });
});

describe('Slack', () => {
  it('is reached over Socket Mode when there is an app token, whatever else is set', () => {
    const env = { ...SLACK, SLACK_SIGNING_SECRET: '0123456789abcdef' };
    expect(loadConfig(['slack'], env).slack).toMatchObject({ mode: 'socket', appToken: 'xapp-1-abc' });
  });

  it('is served over HTTP with a signing secret otherwise', () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0123456789abcdef' };
    expect(loadConfig(['slack'], env).slack).toMatchObject({ mode: 'http', signingSecret: '0123456789abcdef' });
  });

  it('needs one of the two', () => {
    expect(refusal(['slack'], { SLACK_BOT_TOKEN: 'xoxb-1' })).toMatch(/SLACK_SIGNING_SECRET(.|\n)*set SLACK_APP_TOKEN/);
  });

  it('may be behind a proxy', () => {
    const url = { SLACK_API_URL: 'http://localhost:9/api/' };
    expect(loadConfig(['slack'], { ...SLACK, ...url }).slack.apiUrl).toBe('http://localhost:9/api/');
    expect(refusal(['slack'], { ...SLACK, SLACK_API_URL: 'http://localhost:9/api' })).toContain('SLACK_API_URL');
  });
});

describe('the service', () => {
  it('has a default for everything', () => {
    const config = loadConfig(['service', 'log'], {});
    expect(config).toEqual({
      service: { port: 3000, jobTime: '06:00' },
      log: { level: 'info' },
    });
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['JOB_TIME', '24:00'],
    ['JOB_TIME', '6:00'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(refusal(['service', 'log'], { [name]: value })).toContain(`  ${name}\n`);
  });
});

describe('the sandbox', () => {
  it('needs nothing', () => {
    expect(loadConfig(['sandbox'], {}).sandbox).toEqual({ databaseUrl: undefined, port: undefined, logLevel: 'error' });
  });

  it('takes a database and a port', () => {
    const { sandbox } = loadConfig(['sandbox'], { ...DATABASE, SANDBOX_PORT: '8080', LOG_LEVEL: 'info' });
    expect(sandbox).toEqual({ databaseUrl: DATABASE.DATABASE_URL, port: 8080, logLevel: 'info' });
  });
});

describe('a bad environment', () => {
  it('is told in one message: every fault with what was expected, what was found, what to do', () => {
    const env = { ...SLACK, DATABASE_URL: 'nonsense', ORG_TZ: 'Mars/Olympus', PORT: 'http', LOG_LEVEL: 'loud' };
    const message = refusal(['database', 'organisation', 'slack', 'service', 'log'], env);
    expect(message).toContain('4 faults');
    for (const name of ['DATABASE_URL', 'ORG_TZ', 'PORT', 'LOG_LEVEL']) {
      expect(message).toMatch(new RegExp(`  ${name}\n    expected: .+\n    found:    .+\n    remedy:   .+`));
    }
  });

  it('never shows a secret', () => {
    const secrets = {
      DATABASE_URL: 'postgress://bot:hunter2@db/crm',
      SLACK_BOT_TOKEN: 'xoxp-hunter2',
      SLACK_SIGNING_SECRET: 'hunter2',
    };
    const message = refusal(['database', 'slack'], secrets);
    expect(message).toContain('3 faults');
    expect(message).not.toContain('hunter2');
  });

  it('counts a variable that is set to nothing as not set', () => {
    expect(loadConfig(['log'], { LOG_LEVEL: '' }).log.level).toBe('info');
    expect(refusal(['database'], { DATABASE_URL: ' ' })).toContain('found:    nothing');
  });

  it('does not trouble a command that does not need the variable', () => {
    expect(loadConfig(['database'], { ...DATABASE, PORT: 'http', ORG_TZ: 'nowhere' }).database.sourceSchema).toBe(
      'gtm',
    );
  });

  it('has names that nobody reads', () => {
    expect(strayVariables({ ...SLACK, SLACK_BOT_TOKN: 'x', REP_COACH_PORT: '1', HOME: '/' })).toEqual([
      'SLACK_BOT_TOKN',
      'REP_COACH_PORT',
    ]);
  });
});
