import { beforeEach, describe, expect, it } from 'vitest';
import { skills } from '../../src/catalog/skills.ts';
import { cadenceEvents } from '../../src/measures/cadence-events.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { booking, type CadenceRow, reply } from './cadence-rows.ts';
import { measureRequest, member } from './measure-request.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate cadence_event_log');
});

const OBJECTIONS = skills
  .flatMap((skill) => skill.sources)
  .filter(({ source }) => source === 'CadenceEventLog')
  .map(({ metric }) => metric);

const sam = member('sam', { role: 'SDR' });

/** On 9 March the window is [24 January, 23 February), that of the evidence begins on 24 November. */
async function overcome(rows: readonly object[], members = [sam]) {
  await loadTables(database.owner, { cadence_event_log: rows.map((row) => ({ ...row })) });
  const { metrics } = await cadenceEvents(
    database.db,
    measureRequest({ metrics: ['SDR.meeting_acceptance', ...OBJECTIONS], t: '2026-03-09', members }),
  );
  const series = metrics.find((one) => one.metricKey === OBJECTIONS[0]?.key)?.series[0];
  const evidence = series?.evidence.kind === 'tallies' ? series.evidence.tallies[0] : undefined;
  const xOfN = (tally: typeof evidence) => (tally === undefined ? undefined : `${tally.numerator}/${tally.size}`);
  return { own: xOfN(series?.own[0]), evidence: xOfN(evidence) };
}

const objection = (at: string, enrollment: string, change: Partial<CadenceRow> & { reply_class?: string } = {}) => ({
  ...reply(at, { enrollment_id: enrollment }),
  reply_class: 'objection',
  ...change,
});
const meeting = (at: string, enrollment: string, change: Partial<CadenceRow> = {}) =>
  booking(`meeting of ${enrollment}`, at, { enrollment_id: enrollment, ...change });

it('is how many objections by mail became a meeting', async () => {
  const found = await overcome([
    objection('2026-02-01', 'a'),
    meeting('2026-02-03', 'a'),
    objection('2026-02-02', 'b'),
    objection('2025-12-05', 'c'),
    meeting('2025-12-06', 'c'),
    objection('2026-02-04', 'd', { reply_class: 'negative' }),
    meeting('2026-02-05', 'd'),
  ]);
  expect(found).toEqual({ own: '1/2', evidence: '2/3' });
});

it.each([
  ['at the very moment of the objection', '2026-02-01T12:00:00Z', '1/1'],
  ['just within two weeks', '2026-02-15T11:59:59Z', '1/1'],
  ['after two weeks', '2026-02-15T12:00:00Z', '0/1'],
  ['before the objection', '2026-02-01T11:59:59Z', '0/1'],
])('a meeting booked %s', async (_name, at, own) => {
  expect((await overcome([objection('2026-02-01T12:00:00Z', 'a'), meeting(at, 'a')])).own).toBe(own);
});

it.each([
  ['before the first instant', '2026-01-24T04:59:59Z', '0/0'],
  ['at the first instant', '2026-01-24T05:00:00Z', '1/1'],
  ['at the last', '2026-02-23T04:59:59Z', '1/1'],
])('an objection %s', async (_name, at, own) => {
  const rows = [objection(at, 'a'), meeting('2026-02-01T12:00:00Z', 'a'), meeting('2026-03-01T12:00:00Z', 'a')];
  expect((await overcome(rows)).own).toBe(own);
});

it('an objection that still has days to become a meeting is none yet', async () => {
  expect(await overcome([objection('2026-02-23T05:00:00Z', 'a')])).toEqual({ own: undefined, evidence: undefined });
});

describe('does not count', () => {
  it.each([
    ['a duplicate', { is_duplicate: true }],
    ['an objection to somebody else', { rep_id: 'olaf' }],
    ['one recorded once the run had begun', { recorded_at: new Date('2026-03-09T11:00:00Z') }],
    ['one of no enrollment', { enrollment_id: null }],
  ])('%s', async (_name, change) => {
    const rows = [objection('2026-02-01', 'a'), objection('2026-02-02', 'b', change)];
    expect((await overcome(rows)).own).toBe('0/1');
  });

  it('a meeting of another enrollment, or one that is none', async () => {
    const rows = [
      objection('2026-02-01', 'a'),
      meeting('2026-02-02', 'b'),
      meeting('2026-02-02', 'a', { meeting_id: null }),
    ];
    expect((await overcome(rows)).own).toBe('0/1');
  });

  it('what was before the stint', async () => {
    const members = [member('sam', { role: 'SDR', stintStart: '2026-02-01' })];
    const rows = [objection('2026-01-31', 'a'), objection('2026-02-01', 'b')];
    expect(await overcome(rows, members)).toEqual({ own: '0/1', evidence: '0/1' });
  });
});

it('two meetings of one objection are one success', async () => {
  const rows = [objection('2026-02-01', 'a'), meeting('2026-02-02', 'a'), meeting('2026-02-03', 'a')];
  expect((await overcome(rows)).own).toBe('1/1');
});
