import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricKey } from '../../src/domain/metric.ts';
import { cadenceEvents } from '../../src/measures/cadence-events.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { type CadenceRow, event } from './cadence-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

const HOUR = 3_600_000;
const REPS = [
  { repId: 'ann', since: instant('2020-01-01') },
  { repId: 'bob', since: instant('2026-02-16') },
];
/** Windows as they are to be, written out: the request must come to the same. */
const SENT = { own: instant('2026-02-09'), evidence: instant('2025-12-08'), end: instant('2026-03-09') };
const TOUCHED = { own: instant('2026-02-02'), evidence: instant('2025-12-01'), end: instant('2026-03-02') };
const T = instant('2026-03-09');
const RUN_START = new Date('2026-03-09T10:00:00Z');
const KEYS: MetricKey[] = [
  'SDR.meeting_acceptance',
  'SDR.response_rate_by_cadence',
  'SDR.acceptance_by_cadence',
  'SDR.response_rate_by_step',
  'SDR.open_cadence_flags',
];
const WANTED = measureRequest({
  metrics: KEYS,
  t: '2026-03-09',
  members: [member('ann', { role: 'SDR' }), member('bob', { role: 'SDR', stintStart: '2026-02-16' })],
  runStart: RUN_START,
});

/** x own, n own, x evidence, n evidence, by rep, metric and dimension. */
type Counts = Record<string, [number, number, number, number]>;

/** The same counts, rep by rep and row by row. */
function recount(all: readonly CadenceRow[]): Counts {
  const counts: Counts = {};
  const add = (key: string, place: 0 | 1 | 2 | 3, size = 1) => {
    const found = counts[key] ?? [0, 0, 0, 0];
    found[place] += size;
    counts[key] = found;
  };
  const rows = all.filter((row) => row.event_at < T && row.recorded_at < RUN_START && !row.is_duplicate);
  const bounced = new Set(rows.filter((row) => row.event_type === 'bounced').map((row) => row.ref_event_id));
  const delivered = rows.filter(
    (row) => row.event_type === 'touch_sent' && row.enrollment_id !== null && !bounced.has(row.event_id),
  );
  for (const { repId, since } of REPS) {
    const windows = [
      { x: 0, n: 1, sent: SENT.own, touched: TOUCHED.own },
      { x: 2, n: 3, sent: SENT.evidence, touched: TOUCHED.evidence },
    ] as const;
    for (const { x, n, sent, touched } of windows) {
      const mine = rows.filter((row) => row.rep_id === repId && row.event_at >= since);
      const within = mine.filter((row) => row.event_at >= sent && row.event_at < SENT.end);
      const met = new Set<string>();
      for (const row of within.toSorted(byTime)) {
        const type = `${repId} SDR.acceptance_by_cadence ${row.cadence_type}`;
        if (row.event_type === 'touch_sent') {
          add(`${repId} SDR.meeting_acceptance `, n);
          add(type, n);
        }
        if (row.event_type !== 'meeting_booked' || row.meeting_id === null || met.has(row.meeting_id)) continue;
        met.add(row.meeting_id);
        add(`${repId} SDR.meeting_acceptance `, x);
        add(type, x);
      }
      const seen = new Set<string>();
      const answered = new Set<string>();
      for (const row of delivered) {
        if (row.rep_id !== repId || row.event_at < since) continue;
        if (row.event_at < touched || row.event_at >= TOUCHED.end) continue;
        const replies = rows.filter((one) => one.event_type === 'reply' && one.enrollment_id === row.enrollment_id);
        const enrollment = `${row.cadence_type} ${row.enrollment_id}`;
        const key = `${repId} SDR.response_rate_by_cadence ${row.cadence_type}`;
        if (!seen.has(enrollment)) add(key, n);
        seen.add(enrollment);
        if (!answered.has(enrollment) && replies.some((one) => isAnswer(one, row))) {
          answered.add(enrollment);
          add(key, x);
        }
        if (row.step_number === null) continue;
        add(`${repId} SDR.response_rate_by_step ${row.cadence_type}/${row.step_number}`, n);
        const [first] = replies.toSorted(byTime);
        if (first === undefined || !isAnswer(first, row)) continue;
        const isLast = delivered.every(
          (one) =>
            one.enrollment_id !== row.enrollment_id || one.event_at > first.event_at || one.event_at <= row.event_at,
        );
        if (isLast) add(`${repId} SDR.response_rate_by_step ${row.cadence_type}/${row.step_number}`, x);
      }
    }
    const open = rows.filter(
      (row) =>
        row.event_type === 'ai_flag' &&
        row.flag_severity === 'high' &&
        row.rep_id === repId &&
        row.event_at >= since &&
        T.getTime() - row.event_at.getTime() > 7 * 24 * HOUR &&
        (row.flag_resolved_at === null || row.flag_resolved_at >= T),
    );
    add(`${repId} SDR.open_cadence_flags `, 0, open.length);
  }
  return counts;
}

function byTime(a: CadenceRow, b: CadenceRow): number {
  const order = a.event_at.getTime() - b.event_at.getTime();
  return order === 0 ? (a.event_id < b.event_id ? -1 : 1) : order;
}

function isAnswer(reply: CadenceRow, touch: CadenceRow): boolean {
  const after = reply.event_at.getTime() - touch.event_at.getTime();
  return after >= 0 && after < 7 * 24 * HOUR;
}

async function counted(): Promise<Counts> {
  const { metrics } = await cadenceEvents(database.db, WANTED);
  const counts: Counts = {};
  for (const { metricKey, series } of metrics) {
    for (const { repId, dimension, own, evidence } of series) {
      const tallies = [...own, ...(evidence.kind === 'tallies' ? evidence.tallies : [])];
      const isFlags = metricKey === 'SDR.open_cadence_flags';
      const [a = 0, b = 0, c = 0, d = 0] = tallies.flatMap(({ numerator, size }) => [
        numerator?.toNumber(),
        isFlags ? 0 : size,
      ]);
      counts[`${repId} ${metricKey} ${dimension}`] = [a, b, c, d];
    }
  }
  return counts;
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

const type = fc.oneof(
  { weight: 8, arbitrary: fc.constant('touch_sent') },
  { weight: 4, arbitrary: fc.constant('reply') },
  { weight: 2, arbitrary: fc.constant('meeting_booked') },
  { weight: 2, arbitrary: fc.constant('bounced') },
  { weight: 2, arbitrary: fc.constantFrom('ai_flag', 'auto_reply', 'opt_out', 'meeting_held') },
);

/** Every second step lands on the edge of a window, of seven days, or at the same time as the one before. */
const hoursLater = fc.oneof(fc.constantFrom(0, 24, 7 * 24, 7 * 24 - 1, 14 * 24), fc.integer({ min: 1, max: 200 }));

const enrollments = fc.array(
  fc.record({
    start: fc.constantFrom('2025-11-20', '2025-12-01', '2025-12-08', '2026-01-26', '2026-02-02', '2026-02-09'),
    cadenceType: fc.constantFrom('cold', 'warm'),
    rep: fc.constantFrom('ann', 'bob', 'cleo'),
    events: fc.array(
      fc.record({
        type,
        hoursLater,
        rep: seldom(fc.constantFrom('ann', 'bob', 'cleo')),
        cadenceType: seldom(fc.constantFrom('cold', 'abm')),
        step: fc.integer({ min: 1, max: 3 }),
        meeting: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', 'm6'),
        bounces: fc.nat(3),
        isBroken: seldom(fc.constant(true)),
        isDuplicate: seldom(fc.constant(true)),
        isLate: seldom(fc.constant(true)),
        resolvedAfter: fc.constantFrom(null, 24, 30 * 24),
        severity: fc.constantFrom('high', 'high', 'low'),
      }),
      { minLength: 1, maxLength: 9, size: 'max' },
    ),
  }),
  { minLength: 1, maxLength: 25, size: 'max' },
);

type Generated = typeof enrollments extends fc.Arbitrary<infer Value> ? Value : never;

function rowsOf(generated: Generated): CadenceRow[] {
  return generated.flatMap(({ start, cadenceType, rep, events }, enrollment) => {
    let at = instant(start).getTime();
    const touches: CadenceRow[] = [];
    return events.map((one) => {
      at += one.hoursLater * HOUR;
      const isTouch = one.type === 'touch_sent';
      // Two touches at one time would leave open which of them a reply answers: each has its own second.
      if (isTouch && touches.some((row) => row.event_at.getTime() === at)) at += 1000;
      const isBroken = one.isBroken === true;
      const row = event(one.type, new Date(at).toISOString(), {
        rep_id: one.rep ?? rep,
        cadence_type: one.cadenceType ?? cadenceType,
        enrollment_id: one.type === 'ai_flag' || (isBroken && one.step === 3) ? null : `enrollment ${enrollment}`,
        step_number: one.type === 'ai_flag' || (isBroken && one.step < 3) ? null : one.step,
        meeting_id: one.type === 'meeting_booked' && !isBroken ? one.meeting : null,
        ref_event_id: one.type === 'bounced' && !isBroken ? (touches.at(-1 - one.bounces)?.event_id ?? null) : null,
        flag_severity: one.type === 'ai_flag' ? one.severity : null,
        flag_resolved_at: one.resolvedAfter === null ? null : new Date(at + one.resolvedAfter * HOUR),
        is_duplicate: one.isDuplicate === true,
        recorded_at: one.isLate === true ? RUN_START : new Date('2020-01-01T00:00:00Z'),
      });
      if (isTouch) touches.push(row);
      return row;
    });
  });
}

it('agrees with a count by hand on any log', async () => {
  const observed = [0, 0, 0, 0];
  await fc.assert(
    fc.asyncProperty(enrollments, async (generated) => {
      const rows = rowsOf(generated);
      await database.owner.raw('truncate cadence_event_log');
      await loadTables(database.owner, { cadence_event_log: rows.map((row) => ({ ...row })) });
      const expected = recount(rows);
      expect(await counted()).toEqual(expected);
      for (const [place] of observed.entries()) {
        observed[place] = Object.values(expected).reduce(
          (sum, found) => sum + (found[place] ?? 0),
          observed[place] ?? 0,
        );
      }
    }),
    { numRuns: 150 },
  );
  for (const size of observed) expect(size).toBeGreaterThan(300);
}, 60_000);
