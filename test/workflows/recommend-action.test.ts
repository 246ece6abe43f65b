import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { composeEngine } from '../../src/main.ts';
import { recommendAction } from '../../src/workflows/recommend-action.ts';
import { reading } from '../slack/messages/sample.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { fallsBehind, giveHistory } from '../support/world.ts';

const database = useDatabase();
const MONDAY: LocalDate = '2026-03-16';
const now = new Date('2026-03-16T10:00:00Z');
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const conversion = metricOf('AE.stage_conversion');

beforeEach(async () => {
  await database.owner.raw(`truncate person, rep_activity, territory_definitions, accounts, opportunities,
    opportunity_stage_history, metric_reading, job_run, pattern_episode, delivery cascade`);
  await giveHistory(database.owner, '2025-11-03', 22, fallsBehind);
});

async function suggested(catalog = builtInCatalog): Promise<string> {
  const engine = composeEngine({ db: database.db, settings, catalog, jobTime: '06:00' });
  await engine.run({ job: 'weekly', localPeriod: MONDAY, now, wait: true });
  const row = await database
    .owner('rep_coaching_log')
    .where({ rep_id: people.rep })
    .orderBy('coaching_date', 'desc')
    .first<{ recommended_action: string } | undefined>('recommended_action');
  return row?.recommended_action ?? expect.fail('Nothing was suggested.');
}

describe('what the weekly run suggests', () => {
  it('names the latest two of the deals that were lost', async () => {
    // Of the week of 9 March, one was lost on each day from Tuesday to Friday; the 8th at night is the last of W56.
    expect(await suggested()).toContain(
      'the deals with Account rae-2026-03-09-4 (13 Mar) and Account rae-2026-03-09-3 (12 Mar)',
    );
  });

  it('stays as it was said, whatever becomes of the accounts', async () => {
    const said = await suggested();
    await database.owner('accounts').update({ name: 'Renamed' });
    expect(await suggested()).toBe(said);
  });

  it.each(['{stage_to}', '<!channel>\n*bold*', '\u202ecba', 'x'.repeat(5000)])(
    'is a text that may be stored with an account called %j',
    async (name) => {
      await database.owner('accounts').update({ name });
      const text = await suggested();
      expect(text.length).toBeLessThan(1000);
      expect(text).not.toMatch(/[{}\n]/);
      expect(text).toMatch(/%, (half the way|a tenth better|all the way)[^.]*\.$/);
    },
  );

  it('has other words when the pattern comes back', async () => {
    const first = await suggested();
    await database
      .owner('pattern_episode')
      .update({ state: 'resolved', closed_on: '2026-03-10', opened_on: '2026-02-02' });
    await database.owner('rep_coaching_log').update({ coaching_date: '2026-02-02' });
    await database.owner.raw('truncate job_run, metric_reading cascade');
    const second = await suggested();
    const body = (text: string) => text.split(' A good goal')[0]?.replace(/the deals with .*?\)( and .*?\))?/, '');
    expect(body(second)).not.toBe(body(first));
  });

  it('comes from the playbook in force', async () => {
    const own = { low: ['Do this today.'], medium: ['Do this today.'], high: ['Do this today with {examples}.'] };
    const playbook = {
      ...builtInCatalog.playbook,
      metrics: {
        ...builtInCatalog.playbook.metrics,
        'AE.stage_conversion': { ...own, low: own.high, medium: own.high },
      },
    };
    expect(await suggested({ ...builtInCatalog, playbook })).toMatch(/^Do this today with the deals with Account rae/);
  });
});

describe('for a reading that nobody stored', () => {
  const daily = (change: Partial<Reading> = {}) =>
    recommendAction(
      database.db,
      {
        definition: conversion,
        reading: reading({ repId: people.rep, asOf: '2026-03-18', ...change }),
        severity: 'high',
        variant: 0,
      },
      { catalog: builtInCatalog, settings, now },
    );

  it('names the rows that it counted, in its own window', async () => {
    const { recommendedAction } = await daily();
    expect(recommendedAction).toContain(
      'the deals with Account rae-2026-02-23-4 (27 Feb) and Account rae-2026-02-23-3 (26 Feb)',
    );
  });

  it('names none of a metric that has no benchmark to fall behind', async () => {
    const { recommendedAction } = await daily({ benchmark: null });
    expect(recommendedAction).toContain('two recent deals');
  });
});
