import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, isoMonday, type LocalDate } from '../../src/domain/local-date.ts';
import { customerHealth } from '../../src/measures/customer-health.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { account, health, owned } from './customer-rows.ts';
import { measureRequest, member } from './measure-request.ts';

const database = useDatabase();

/* Windows as they are to be, written out. */
const T = '2026-03-02';
const EIGHT_WEEKS_AGO = '2026-01-05';
const THIRTEEN_WEEKS_AGO = '2025-12-01';
const TWENTY_SIX_WEEKS_AGO = '2025-09-01';
const FOUR_WEEKS_AGO = '2026-02-02';
const TWO_WEEKS_AGO = '2026-02-16';
const LAST_WEEK = '2026-02-23';
const RUN_START = new Date('2026-03-02T11:00:00Z');
const LATE = '2026-03-02T11:00:00Z';

const REPS = [
  { repId: 'cora', stint: '2020-01-01' },
  { repId: 'carl', stint: '2026-01-20' },
] as const;
const WANTED = measureRequest({
  metrics: ['CSM.book_health_trend', 'CSM.escalation_rate', 'CSM.nps_trend'],
  t: T,
  members: REPS.map(({ repId, stint }) => member(repId, { role: 'CSM', stintStart: stint })),
  runStart: RUN_START,
});

interface Scored {
  day: number;
  score: number;
  tier: string;
  model: string;
  answered: { daysBefore: number; score: number } | null;
  late: boolean;
}

interface Customer {
  id: string;
  segment: string;
  churnedOn: LocalDate | null;
  /** Owners in order of time; each until the next. */
  owners: { repId: string; from: LocalDate }[];
  rows: Scored[];
}

const dateOf = (row: Scored): LocalDate => addDays(T, row.day);
const answeredOn = (row: Scored): LocalDate => addDays(T, row.day - (row.answered?.daysBefore ?? 0));

function middle(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Four times the slope of an account from a date on, or null. */
function slopeSince(from: LocalDate, rows: readonly Scored[]): number | null {
  const points: Scored[] = [];
  for (const row of rows) {
    const later = rows.filter((other) => other.day > row.day && isoMonday(dateOf(other)) === isoMonday(dateOf(row)));
    if (dateOf(row) >= from && later.length === 0) points.push(row);
  }
  points.sort((a, b) => a.day - b.day);
  const same = points.filter((point) => point.model === points.at(-1)?.model);
  if (same.length < 4) return null;
  const slopes: number[] = [];
  for (const a of same) {
    for (const b of same) {
      if (a.day >= b.day) continue;
      const weeks = (Date.parse(isoMonday(dateOf(b))) - Date.parse(isoMonday(dateOf(a)))) / (7 * 86_400_000);
      slopes.push((b.score - a.score) / weeks);
    }
  }
  return 4 * (middle(slopes) ?? Number.NaN);
}

/** The last answer of `[from, to)`. */
function lastAnswer(from: LocalDate, to: LocalDate, rows: readonly Scored[]): Scored | undefined {
  return rows
    .filter((row) => row.answered !== null && from <= answeredOn(row) && answeredOn(row) < to)
    .toSorted((a, b) => (answeredOn(a) === answeredOn(b) ? a.day - b.day : answeredOn(a) < answeredOn(b) ? -1 : 1))
    .at(-1);
}

function recount(customers: readonly Customer[], { repId, stint }: (typeof REPS)[number]) {
  const slopes: number[] = [];
  const evidence: number[] = [];
  const counts = { trendNew: 0, scored: 0, escalated: 0, scoredNew: 0 };
  const nps = { promoters: 0, detractors: 0, answers: 0, pairs: 0, worse: 0, untied: 0, isNew: 0 };
  const laterOf = (a: LocalDate, b: LocalDate) => (a < b ? b : a);
  for (const customer of customers) {
    const keptOn = customer.churnedOn !== null && customer.churnedOn < T ? customer.churnedOn : T;
    const stretch = customer.owners.findLast((owner) => owner.from <= keptOn);
    if (stretch?.repId !== repId) continue;
    const before = customer.owners.slice(0, customer.owners.indexOf(stretch));
    if (before.some((owner) => owner.repId !== repId) && stretch.from > FOUR_WEEKS_AGO) continue;
    const rows = customer.rows.filter((row) => !row.late && row.day < 0);
    const last = rows.toSorted((a, b) => a.day - b.day).at(-1);

    const since = laterOf(stint, stretch.from);
    const slope = slopeSince(laterOf(since, EIGHT_WEEKS_AGO), rows);
    if (slope !== null) {
      slopes.push(slope);
      if (last !== undefined && dateOf(last) >= LAST_WEEK) counts.trendNew += 1;
    }
    const longer = slopeSince(laterOf(since, THIRTEEN_WEEKS_AGO), rows);
    if (longer !== null) evidence.push(longer);

    const isActive = customer.churnedOn === null || customer.churnedOn >= T;
    if (isActive && last !== undefined && dateOf(last) >= TWO_WEEKS_AGO) {
      counts.scored += 1;
      if (last.tier === 'High' || last.tier === 'Critical') counts.escalated += 1;
      if (dateOf(last) >= LAST_WEEK) counts.scoredNew += 1;
    }

    const found = lastAnswer(THIRTEEN_WEEKS_AGO, T, rows);
    const now = found !== undefined && answeredOn(found) >= stint ? found : undefined;
    const earlier = lastAnswer(TWENTY_SIX_WEEKS_AGO, THIRTEEN_WEEKS_AGO, rows);
    const then = earlier !== undefined && answeredOn(earlier) >= stint ? earlier : undefined;
    const score = now?.answered?.score;
    const previous = then?.answered?.score;
    if (now !== undefined && score !== undefined) {
      nps.answers += 1;
      if (score >= 9) nps.promoters += 1;
      if (score <= 6) nps.detractors += 1;
      if (answeredOn(now) >= LAST_WEEK) nps.isNew += 1;
    }
    if (score === undefined || previous === undefined) continue;
    nps.pairs += 1;
    if (score !== previous) nps.untied += 1;
    if (score < previous) nps.worse += 1;
  }
  return { slopes, evidence, counts, nps };
}

const day = fc.oneof(
  fc.constantFrom(0, -1, -7, -8, -14, -15, -56, -57, -91, -92),
  fc.integer({ min: -70, max: 2 }),
  fc.integer({ min: -200, max: 2 }),
);
const row = fc.record({
  day,
  score: fc.integer({ min: 0, max: 200 }).map((half) => half / 2),
  tier: fc.constantFrom('Low', 'Medium', 'High', 'Critical'),
  model: fc.constantFrom('v2', 'v2', 'v2', 'v2', 'v2', 'v1'),
  answered: fc.option(
    fc.record({ daysBefore: fc.constantFrom(0, 1, 7, 30, 91), score: fc.integer({ min: 0, max: 10 }) }),
  ),
  late: fc.constantFrom(false, false, false, false, false, false, true),
});
const rep = fc.constantFrom('cora', 'cora', 'carl', 'olaf');
const start = fc.constantFrom<LocalDate>(
  '2025-12-20',
  '2026-01-20',
  '2026-02-01',
  FOUR_WEEKS_AGO,
  '2026-02-03',
  T,
  '2026-03-03',
);
const customers = fc
  .array(
    fc.record({
      segment: fc.constantFrom('enterprise', 'retail'),
      churnedOn: fc.constantFrom<(LocalDate | null)[]>(null, null, '2026-02-20', T),
      first: rep,
      others: fc.uniqueArray(fc.record({ repId: rep, from: start }), { selector: ({ from }) => from, maxLength: 2 }),
      rows: fc.uniqueArray(row, { selector: (one) => one.day, minLength: 4, maxLength: 30, size: 'max' }),
    }),
    { minLength: 1, maxLength: 12, size: 'max' },
  )
  .map((list): Customer[] =>
    list.map(({ first, others, ...one }, index) => ({
      id: `C${index}`,
      ...one,
      owners: [{ repId: first, from: '2024-01-01' }, ...others.toSorted((a, b) => (a.from < b.from ? -1 : 1))],
    })),
  );

function rowsOf(generated: readonly Customer[]) {
  return {
    accounts: generated.map(({ id, segment, churnedOn }) =>
      account(id, { segment, churned_at: churnedOn, is_active: churnedOn === null }),
    ),
    account_ownership: generated.flatMap(({ id, owners }) =>
      owners.map(({ repId, from }, index) =>
        owned(id, repId, { owned_from: from, owned_to: owners[index + 1]?.from ?? null }),
      ),
    ),
    customer_health_log: generated.flatMap(({ id, rows }) =>
      rows.map((one) =>
        health(id, dateOf(one), one.score, {
          health_tier: one.tier,
          model_version: one.model,
          nps_score: one.answered?.score ?? null,
          nps_response_date: one.answered === null ? null : answeredOn(one),
          recorded_at: one.late ? LATE : '2025-01-01T00:00:00Z',
        }),
      ),
    ),
  };
}

const inOrder = (numbers: readonly number[]) =>
  numbers.map((number) => Math.round(number * 1e6) / 1e6 + 0).sort((a, b) => a - b);

it('agrees with a count by hand on any log', async () => {
  const seen = { slopes: 0, escalated: 0, worse: 0 };
  await fc.assert(
    fc.asyncProperty(customers, async (generated) => {
      await database.owner.raw('truncate customer_health_log, account_ownership, accounts');
      await loadTables(database.owner, rowsOf(generated));
      const { metrics } = await customerHealth(database.db, WANTED);
      for (const one of REPS) {
        const expected = recount(generated, one);
        const [trend, escalations, nps] = metrics.map(({ series }) => series.find(({ repId }) => repId === one.repId));
        const sizeOf = (series: typeof trend) => series?.own.reduce((sum, tally) => sum + tally.size, 0) ?? 0;
        const sumOf = (series: typeof trend, part: 'numerator' | 'denominator') =>
          series?.own.reduce((sum, tally) => sum + (tally[part]?.toNumber() ?? 0), 0) ?? 0;

        expect(sizeOf(trend)).toBe(expected.slopes.length);
        const value = middle(expected.slopes);
        if (value === null) expect(trend?.value ?? null).toBeNull();
        else expect(trend?.value?.toNumber()).toBeCloseTo(value, 9);
        const values = trend?.evidence.kind === 'observations' ? trend.evidence.groups.flatMap((g) => g.values) : [];
        expect(inOrder(values)).toEqual(inOrder(expected.evidence));
        expect(trend?.newEvidence ?? 0).toBe(expected.counts.trendNew);

        expect([sumOf(escalations, 'numerator'), sizeOf(escalations)]).toEqual([
          expected.counts.escalated,
          expected.counts.scored,
        ]);
        expect(escalations?.newEvidence ?? 0).toBe(expected.counts.scoredNew);

        const { promoters, detractors, answers, pairs, worse, untied, isNew } = expected.nps;
        expect([sumOf(nps, 'numerator'), sumOf(nps, 'denominator')]).toEqual([promoters - detractors, answers]);
        expect(sizeOf(nps)).toBe(pairs);
        expect(nps?.evidence ?? { worse: 0, size: 0 }).toMatchObject({ worse, size: untied });
        expect(nps?.newEvidence ?? 0).toBe(isNew);

        seen.slopes += expected.slopes.length;
        seen.escalated += expected.counts.escalated;
        seen.worse += worse;
      }
    }),
    { numRuns: 150 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
}, 60_000);
