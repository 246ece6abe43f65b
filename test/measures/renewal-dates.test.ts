import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { renewals } from '../../src/measures/renewals.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { opp } from './renewal-rows.ts';
import { churn, event, type Row, snapshot } from './revenue-rows.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, churn_risk_log, accounts, account_ownership');
});

/** 91 days before are 15 December 2025. What is due from 14 April on has its 120 days in the window. */
const T = '2026-03-16';

interface World {
  opps?: readonly Row[];
  log?: readonly Row[];
  account?: Row;
  ownedFrom?: LocalDate;
  stintStart?: LocalDate;
}

/** Acme, ann's since 2024 unless said: renewals by the two measures. */
async function measured({ opps = [], log = [], account = {}, ownedFrom = '2024-01-01', stintStart }: World) {
  await loadTables(database.owner, {
    opportunities: opps,
    churn_risk_log: log,
    accounts: [accountRow('acme', account)],
    account_ownership: [ownerRow('acme', 'ann', ownedFrom)],
  });
  const members = [member('ann', { role: 'AM', ...(stintStart && { stintStart }) })];
  const { metrics } = await renewals(
    database.db,
    measureRequest({ metrics: ['AM.gross_renewal_rate', 'AM.on_time_renewal_opening'], t: T, members }),
  );
  const [decided, opened] = metrics.map((metric) => {
    const [own] = metric.series[0]?.own ?? [];
    return own === undefined ? undefined : { of: own.size, hits: Number(own.numerator), is: metric.series[0] };
  });
  return {
    decided: decided?.of,
    renewed: decided?.hits,
    opened: opened && [opened.hits, opened.of],
    newEvidence: opened?.is?.newEvidence,
    segment: opened?.is?.own[0]?.segment,
  };
}

const createdOn = (date: string) => ({ created_at: instant(date) });
/** A year old, and nothing about renewals. */
const arr = snapshot('2025-03-01', 100);
/** The log says so on a date. */
const said = (on: string, renewal_date: string | null, change: Row = {}) =>
  event('risk_update', on, 100, { renewal_date, ...change });

describe('opened in time', () => {
  it.each([
    ['on the date', '2026-02-01T23:59:59-05:00', [1, 1]],
    ['a second later, the next local day', '2026-02-02T00:00:00-05:00', [0, 1]],
    ['long before', '2025-06-01', [1, 1]],
  ])('created %s', async (_name, at, opened) => {
    const created_at = at.includes('T') ? at : instant(at);
    expect((await measured({ opps: [opp('2026-06-01', {}, { created_at })] })).opened).toEqual(opened);
  });

  it('without an opportunity it is late', async () => {
    expect(await measured({ account: { renewal_date: '2026-06-01' } })).toMatchObject({
      opened: [0, 1],
      segment: 'enterprise',
    });
  });

  it.each([
    ['before the window', '2026-04-13', undefined],
    ['on its first day', '2026-04-14', [0, 1]],
    ['on its last day', '2026-07-13', [0, 1]],
    ['at t', '2026-07-14', undefined],
  ])('to be opened %s', async (_name, renewal_date, opened) => {
    expect((await measured({ account: { renewal_date } })).opened).toEqual(opened);
  });

  it('is new evidence in the week in which it was to be opened', async () => {
    expect((await measured({ account: { renewal_date: '2026-07-07' } })).newEvidence).toBe(1);
  });

  it.each([-5, 2_147_483_647])('%i days before is not said: the log’s word before it stands', async (days) => {
    const log = [
      said('2026-01-01', null, { proximity_window_days: 90 }),
      said('2026-01-05', null, { proximity_window_days: days }),
    ];
    const rows = [opp('2026-04-01', {}, createdOn('2026-01-01'))];
    expect((await measured({ opps: rows, log })).opened).toEqual([1, 1]);
  });

  it('how long before is what the log said last before the renewal', async () => {
    const log = [
      said('2026-01-01', null, { proximity_window_days: 30 }),
      said('2026-01-05', null, { proximity_window_days: 90 }),
      said('2026-04-02', null, { proximity_window_days: 10 }),
    ];
    const rows = [opp('2026-04-01', {}, createdOn('2026-01-01'))];
    expect((await measured({ opps: rows, log })).opened).toEqual([1, 1]);
  });

  it.each([
    ['churned before it was to be opened', { account: { churned_at: '2026-01-31' } }, undefined],
    ['churned that day', { account: { churned_at: '2026-02-01' } }, [0, 1]],
    ['churned before, says the log', { log: [arr, churn('2026-01-31', 100)] }, undefined],
    ['acquired 29 days before', { ownedFrom: '2026-01-03' as const }, undefined],
    ['acquired 30 days before', { ownedFrom: '2026-01-02' as const }, [0, 1]],
    ['acquired afterwards', { ownedFrom: '2026-02-02' as const }, undefined],
    ['of another stint', { stintStart: '2026-02-02' as const }, undefined],
  ])('an account %s', async (_name, { account, ...world }: World, opened) => {
    expect((await measured({ ...world, account: { renewal_date: '2026-06-01', ...account } })).opened).toEqual(opened);
  });
});

describe('the date of a renewal', () => {
  it('is an opportunity’s before what the log says, and the log’s before the account’s', async () => {
    const log = [arr, said('2025-12-01', '2026-02-01')];
    const account = { renewal_date: '2026-02-10' };
    const found = await measured({ opps: [opp('2026-04-02', {}, createdOn('2025-12-03'))], log, account });
    expect(found).toMatchObject({ opened: undefined, decided: undefined });
  });

  it.each([
    ['within 60 days is one', '2026-03-02', 1],
    ['at 61 another', '2026-03-03', 2],
  ])('%s', async (_name, renewal_date, decided) => {
    const log = [arr, said('2025-12-01', '2026-01-01')];
    expect((await measured({ log, account: { renewal_date, churned_at: '2026-03-10' } })).decided).toBe(decided);
  });

  it('dates are taken one after another: the third of a row is a renewal of its own', async () => {
    const opps = ['2025-12-15', '2026-01-24', '2026-02-14'].map((due) => opp(due, { lost: '2025-12-01' }));
    expect((await measured({ opps, log: [arr] })).decided).toBe(2);
  });

  it('an opportunity belongs to the renewal that its date was taken for', async () => {
    const opps = [
      opp('2025-12-20', {}),
      opp('2026-02-10', { won: '2026-01-15' }),
      opp('2026-03-02', { lost: '2026-01-15' }),
    ];
    const found = await measured({ opps, log: [arr] });
    expect(found).toMatchObject({ decided: 2, renewed: 100 });
  });

  it.each([
    ['holds until it is corrected', [said('2025-11-01', '2026-02-01')], 1],
    ['was corrected before the day', [said('2025-11-01', '2026-02-01'), said('2025-12-01', '2026-05-01')], undefined],
    ['is corrected too late on the day', [said('2025-11-01', '2026-02-01'), said('2026-02-01', '2026-05-01')], 1],
    [
      'corrected twice on a day, the later entry',
      [said('2025-11-01', '2026-05-01'), said('2025-11-01', '2026-02-01')],
      1,
    ],
    ['is not forgotten when it is not repeated', [said('2025-11-01', '2026-02-01'), said('2025-12-01', null)], 1],
    ['said afterwards is none', [said('2026-02-02', '2026-02-01')], undefined],
  ])('in the log %s', async (_name, log, decided) => {
    expect((await measured({ log: [arr, ...log] })).decided).toBe(decided);
  });

  it('never comes is no date', async () => {
    expect((await measured({ log: [arr], account: { renewal_date: 'infinity' } })).decided).toBeUndefined();
  });
});
