import { describe, expect, it } from 'vitest';
import { sam, useCadenceLog } from './cadence-log.ts';
import { bounce, event, reply, touch } from './cadence-rows.ts';
import { member } from './measure-request.ts';

const measured = useCadenceLog();

describe('replies per enrollment', () => {
  const key = 'SDR.response_rate_by_cadence';

  it('counts an enrollment once, by its delivered touches', async () => {
    const undelivered = touch('2026-02-10', { enrollment_id: 'c' });
    const found = await measured([
      touch('2026-02-10', { enrollment_id: 'a' }),
      touch('2026-02-25', { enrollment_id: 'a', step_number: 2 }),
      reply('2026-02-12', { enrollment_id: 'a' }),
      reply('2026-02-26', { enrollment_id: 'a' }),
      touch('2026-02-10', { enrollment_id: 'b' }),
      undelivered,
      bounce(undelivered),
      touch('2025-12-10', { enrollment_id: 'd' }),
      reply('2025-12-11', { enrollment_id: 'd' }),
    ]);
    expect(found.rate(key, 'cold')).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(found.isNew(key, 'cold')).toBe(1);
  });

  it.each([
    ['with the touch', '2026-02-10T12:00:00Z', 1],
    ['before it', '2026-02-10T11:59:59Z', 0],
    ['in the last second of seven days', '2026-02-17T11:59:59Z', 1],
    ['after seven days', '2026-02-17T12:00:00Z', 0],
  ])('a reply %s', async (_name, at, replied) => {
    const found = await measured([touch('2026-02-10T12:00:00Z'), reply(at)]);
    expect(found.rate(key, 'cold')?.[0]).toEqual([replied, 1]);
  });

  it('seven days are 168 hours, also over a change of clocks, and end at t', async () => {
    const inTime = [touch('2026-03-02T04:30:00Z'), reply('2026-03-09T03:59:59Z')];
    const afterT = [touch('2026-03-02T04:30:00Z'), reply('2026-03-09T04:10:00Z')].map((row) => ({
      ...row,
      enrollment_id: 'other',
    }));
    expect((await measured([...inTime, ...afterT])).rate(key, 'cold')?.[0]).toEqual([1, 2]);
  });

  it.each(['auto_reply', 'opt_out'])('%s is no human reply', async (type) => {
    const found = await measured([touch('2026-02-10'), event(type, '2026-02-11')]);
    expect(found.rate(key, 'cold')?.[0]).toEqual([0, 1]);
  });

  it.each([
    ['before the own window', '2026-02-02T04:59:59Z', 0, 1],
    ['at its first instant', '2026-02-02T05:00:00Z', 1, 1],
    ['at its last', '2026-03-02T04:59:59Z', 1, 1],
    ['before the evidence window', '2025-12-01T04:59:59Z', undefined, undefined],
    ['in the last seven days', '2026-03-02T05:00:00Z', undefined, undefined],
  ])('a touch %s', async (_name, at, own, evidence) => {
    const rates = (await measured([touch(at)])).rate(key, 'cold');
    expect(rates?.map(([, size]) => size)).toEqual(own === undefined ? undefined : [own, evidence]);
  });

  it('two reps of one enrollment are each answered for their own touches', async () => {
    const members = [sam, member('olaf', { role: 'SDR' })];
    const rows = [touch('2026-02-10'), touch('2026-02-20', { rep_id: 'olaf' }), reply('2026-02-21')];
    const found = await measured(rows, { members });
    expect(found.rate(key, 'cold')?.[0]).toEqual([0, 1]);
    expect(found.rate(key, 'cold', 'olaf')?.[0]).toEqual([1, 1]);
  });

  it('a touch or reply without an enrollment is left out and told', async () => {
    const found = await measured([
      touch('2026-02-10', { enrollment_id: null }),
      reply('2026-02-10', { enrollment_id: null }),
      touch('2026-02-10'),
    ]);
    expect(found.rate(key, 'cold')?.[0]).toEqual([0, 1]);
    expect(found.rate('SDR.meeting_acceptance')?.[0]).toEqual([0, 2]);
    expect(found.metric(key)?.quality.get('sam')?.own).toEqual({ rows: 3, excluded: 2 });
    expect(found.metric('SDR.meeting_acceptance')?.quality.get('sam')?.own).toEqual({ rows: 2, excluded: 0 });
    expect(found.refused).toEqual([{ reason: 'cadence events: a touch or reply without an enrollment', rows: 2 }]);
  });
});

describe('replies per step', () => {
  const key = 'SDR.response_rate_by_step';

  it('goes to the last delivered step before it, of those who got the step', async () => {
    const bounced = touch('2026-02-13', { step_number: 3 });
    const found = await measured([
      touch('2026-02-10', { step_number: 1 }),
      touch('2026-02-12', { step_number: 2 }),
      bounced,
      bounce(bounced),
      reply('2026-02-14'),
      touch('2026-02-15', { step_number: 4 }),
    ]);
    expect(['cold/1', 'cold/2', 'cold/3', 'cold/4'].map((step) => found.rate(key, step)?.[0])).toEqual([
      [0, 1],
      [1, 1],
      undefined,
      [0, 1],
    ]);
  });

  it('only the first human reply of an enrollment counts, however old', async () => {
    const old = await measured([touch('2025-06-01'), reply('2025-06-02'), touch('2026-02-10'), reply('2026-02-11')]);
    expect(old.rate(key, 'cold/1')).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(old.rate('SDR.response_rate_by_cadence', 'cold')?.[0]).toEqual([1, 1]);
  });

  it('an automatic reply first does not hide the human one', async () => {
    const found = await measured([touch('2026-02-10'), event('auto_reply', '2026-02-10'), reply('2026-02-11')]);
    expect(found.rate(key, 'cold/1')?.[0]).toEqual([1, 1]);
  });

  it('a reply to a touch younger than the window answers none in it', async () => {
    const rows = [touch('2026-03-01'), touch('2026-03-04', { step_number: 2 }), reply('2026-03-05')];
    expect((await measured(rows)).rate(key, 'cold/1')?.[0]).toEqual([0, 1]);
  });

  it('somebody else’s later touch takes the reply', async () => {
    const rows = [touch('2026-02-10'), touch('2026-02-12', { rep_id: 'olaf', step_number: 2 }), reply('2026-02-13')];
    expect((await measured(rows)).rate(key, 'cold/1')?.[0]).toEqual([0, 1]);
  });

  it('a last touch more than seven days before takes no reply', async () => {
    const rows = [touch('2026-02-10T12:00:00Z'), reply('2026-02-17T12:00:00Z')];
    expect((await measured(rows)).rate(key, 'cold/1')?.[0]).toEqual([0, 1]);
  });

  it.each([null, -3])('a touch of step %s is left out here only', async (step_number) => {
    const found = await measured([touch('2026-02-10', { step_number }), touch('2026-02-11')]);
    expect(found.rate(key, 'cold/-3')).toBeUndefined();
    expect(found.rate(key, 'cold/1')?.[0]).toEqual([0, 1]);
    expect(found.rate('SDR.response_rate_by_cadence', 'cold')?.[0]).toEqual([0, 1]);
    expect(found.metric(key)?.quality.get('sam')?.own).toEqual({ rows: 2, excluded: 1 });
    expect(found.metric('SDR.response_rate_by_cadence')?.quality.get('sam')?.own).toEqual({ rows: 2, excluded: 0 });
  });
});
