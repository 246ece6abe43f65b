import { describe, expect, it } from 'vitest';
import { useCadenceLog } from './cadence-log.ts';
import { booking, bounce, event, flag, touch } from './cadence-rows.ts';
import { member } from './measure-request.ts';

const measured = useCadenceLog();

describe('meetings per touch', () => {
  it('counts touches with bounces and without duplicates, and each meeting once', async () => {
    const bounced = touch('2026-02-11');
    const found = await measured([
      touch('2026-02-10'),
      bounced,
      bounce(bounced),
      touch('2026-03-03'),
      touch('2026-02-12', { is_duplicate: true }),
      touch('2025-12-20'),
      booking('m1', '2026-02-13'),
      booking('m1', '2026-02-20'),
      booking('m2', '2026-02-14', { is_duplicate: true }),
      booking('m3', '2025-12-21'),
    ]);
    expect(found.rate('SDR.meeting_acceptance')).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(found.isNew('SDR.meeting_acceptance')).toBe(1);
  });

  it.each([
    ['before the first instant', '2026-02-09T04:59:59Z', 0],
    ['at the first instant, still on winter time', '2026-02-09T05:00:00Z', 1],
    ['at the last, on summer time', '2026-03-09T03:59:59Z', 1],
  ])('own window: %s', async (_name, at, size) => {
    expect((await measured([touch(at)])).rate('SDR.meeting_acceptance')?.[0]).toEqual([0, size]);
  });

  it.each([
    ['at t', touch('2026-03-09T04:00:00Z')],
    ['before the evidence window', touch('2025-12-08T04:59:59Z')],
    ['recorded once the run had begun', touch('2026-02-10', { recorded_at: new Date('2026-03-09T10:00:00Z') })],
    ['of somebody else', touch('2026-02-10', { rep_id: 'olaf' })],
  ])('not counted: %s', async (_name, row) => {
    const found = await measured([row]);
    expect(found.rate('SDR.meeting_acceptance')).toBeUndefined();
    expect(found.refused).toEqual([]);
  });

  it('a stint that begins in the window cuts both windows short', async () => {
    const members = [member('sam', { role: 'SDR', stintStart: '2026-02-20' })];
    const rows = [touch('2026-02-20T04:59:59Z'), touch('2026-02-20T05:00:00Z')];
    expect((await measured(rows, { members })).rate('SDR.meeting_acceptance')).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('of a month are the calendar month’s; replies keep their four weeks', async () => {
    const rows = [touch('2026-02-01T04:59:59Z'), touch('2026-02-01T05:00:00Z'), touch('2026-03-01T04:59:59Z')];
    const found = await measured(rows, { t: '2026-03-01', period: 'month' });
    expect(found.rate('SDR.meeting_acceptance')).toEqual([
      [0, 2],
      [0, 3],
    ]);
    expect(found.rate('SDR.response_rate_by_step', 'cold/1')?.[0]).toEqual([0, 2]);
  });

  it('a meeting counts in the type of its first booking in each window, and types add up to the whole', async () => {
    const found = await measured([
      touch('2026-02-10'),
      touch('2026-02-10', { cadence_type: 'warm' }),
      touch('2026-02-11', { cadence_type: 'warm' }),
      booking('m1', '2026-01-10', { cadence_type: 'warm' }),
      booking('m1', '2026-02-10', { cadence_type: 'cold' }),
      booking('m1', '2026-02-12', { cadence_type: 'warm' }),
      booking('m2', '2026-02-13', { cadence_type: 'abm' }),
    ]);
    expect(found.rate('SDR.meeting_acceptance')).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(found.rate('SDR.acceptance_by_cadence', 'cold')).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect(found.rate('SDR.acceptance_by_cadence', 'warm')).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(found.rate('SDR.acceptance_by_cadence', 'abm')).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('a booking without a meeting is left out and told', async () => {
    const found = await measured([touch('2026-02-10'), booking(null, '2026-02-10')]);
    expect(found.rate('SDR.meeting_acceptance')?.[0]).toEqual([0, 1]);
    expect(found.metric('SDR.acceptance_by_cadence')?.quality.get('sam')?.own).toEqual({ rows: 2, excluded: 1 });
    expect(found.metric('SDR.response_rate_by_step')?.quality.get('sam')?.own).toEqual({ rows: 1, excluded: 0 });
    expect(found.refused).toEqual([{ reason: 'cadence events: a booking without a meeting', rows: 1 }]);
  });
});

describe('open flags', () => {
  it('are the high ones that are open for more than seven days at t, with codes and the latest recommendation', async () => {
    const found = await measured([
      flag('2026-02-01', { flag_recommendation: 'Older.' }),
      flag('2026-02-20'),
      flag('2025-03-01', { flag_code: 'late_follow_up', flag_recommendation: null }),
      flag('2026-02-20', { flag_severity: 'medium', flag_code: 'long_message' }),
      flag('2026-02-20', { is_duplicate: true }),
      flag('2026-02-20', { flag_resolved_at: new Date('2026-03-09T03:59:59Z') }),
    ]);
    expect(found.flags()).toMatchObject({
      newEvidence: 0,
      companions: {
        codes: ['generic_opening', 'late_follow_up'],
        recommendations: { generic_opening: 'Say why you write.' },
      },
    });
    expect(found.flags()?.value?.toNumber()).toBe(3);
    expect(found.flags()?.own).toMatchObject([{ denominator: null, size: 1 }]);
    expect(found.flags()?.own[0]?.numerator?.toNumber()).toBe(3);
  });

  it.each([
    ['seven days old to the second', '2026-03-02T04:00:00Z', null, 0],
    ['a second older', '2026-03-02T03:59:59Z', null, 1],
    ['settled at t', '2026-02-20T12:00:00Z', '2026-03-09T04:00:00Z', 1],
    ['settled a second before', '2026-02-20T12:00:00Z', '2026-03-09T03:59:59Z', 0],
  ])('%s', async (_name, at, resolved, count) => {
    const resolvedAt = resolved === null ? null : new Date(resolved);
    expect((await measured([flag(at, { flag_resolved_at: resolvedAt })])).flags()?.value?.toNumber()).toBe(count);
  });

  it('of an earlier stint are not counted; who has none has 0', async () => {
    const members = [member('sam', { role: 'SDR', stintStart: '2026-02-20' }), member('olaf', { role: 'SDR' })];
    const found = await measured([flag('2026-02-19'), flag('2026-02-20'), touch('2026-03-05')], { members });
    expect(found.flags()?.value?.toNumber()).toBe(1);
    expect(found.flags('olaf')?.value?.toNumber()).toBe(0);
    expect(found.flags('olaf')?.newEvidence).toBe(1);
  });

  it('without a severity are bad rows', async () => {
    const found = await measured([flag('2026-02-19'), flag('2026-02-20', { flag_severity: null })]);
    expect(found.flags()?.value?.toNumber()).toBe(1);
    expect(found.metric('SDR.open_cadence_flags')?.quality.get('sam')?.own).toEqual({ rows: 2, excluded: 1 });
  });
});

describe('the source', () => {
  it.each([
    ['a row of anybody in the scored week', event('no_show', '2026-03-02', { rep_id: 'olaf' }), false],
    ['none but before it', touch('2026-03-02T04:59:59Z'), true],
    ['none but at t', touch('2026-03-09'), true],
  ])('%s: is silent %s', async (_name, row, silent) => {
    const found = await measured([row]);
    expect(found.metric('SDR.open_cadence_flags')?.sourceOutage).toBe(silent);
    expect(found.metric('SDR.meeting_acceptance')?.sourceOutage).toBeUndefined();
  });

  it('names events dated after the run, and those of nobody we know', async () => {
    const found = await measured([
      touch('2026-03-09T10:00:00Z'),
      touch('2026-03-09T09:59:59Z'),
      touch('2026-02-10', { rep_id: 'stranger' }),
      event('reply', '2025-02-10', { rep_id: 'stranger' }),
    ]);
    expect(found.refused).toEqual([
      { reason: 'cadence events: dated after the run began', rows: 1 },
      { reason: 'cadence events: of nobody we know', rows: 1 },
    ]);
  });
});
