import type { HealthRow } from '../rows.ts';
import { bookOf, type Held, hasJoined, isActive } from './books.ts';
import { addDays, daysBetween, mondayOf } from './dates.ts';
import { dateWithin, known, lastWeek, type Run, type Span } from './run.ts';
import { type Measure, type Observation, one, rateOf } from './series.ts';
import { median, theilSen } from './statistics.ts';

const rowsOfRun = new WeakMap<Run, Map<string, HealthRow[]>>();

/** Scores of an account before t, in order of date. */
function scoresOf(run: Run, accountId: string): HealthRow[] {
  let byAccount = rowsOfRun.get(run);
  if (byAccount === undefined) {
    byAccount = new Map();
    for (const row of run.organisation.customer_health_log) {
      if (!known(run, row) || row.score_date >= run.t) continue;
      const rows = byAccount.get(row.account_id);
      if (rows === undefined) byAccount.set(row.account_id, [row]);
      else rows.push(row);
    }
    for (const rows of byAccount.values()) rows.sort((a, b) => (a.score_date < b.score_date ? -1 : 1));
    rowsOfRun.set(run, byAccount);
  }
  return byAccount.get(accountId) ?? [];
}

/** Points per 28 days, of the last score of each ISO week; null with fewer than four of the latest version. */
function slopeOf(run: Run, held: Held, span: Span): { slope: number; last: string } | null {
  const weeks = new Map<string, HealthRow>();
  for (const row of scoresOf(run, held.account.account_id)) {
    if (dateWithin(row.score_date, span) && row.score_date >= held.ownedFrom) weeks.set(mondayOf(row.score_date), row);
  }
  const latest = [...weeks.values()].at(-1);
  if (latest === undefined) return null;
  const points = [...weeks].filter(([, row]) => row.model_version === latest.model_version);
  if (points.length < 4) return null;
  const slope = theilSen(points.map(([monday, row]) => [daysBetween('2024-01-01', monday) / 7, row.health_score]));
  return slope === null ? null : { slope: 4 * slope, last: latest.score_date };
}

export const healthTrend: Measure = (run, rep, span) => {
  const observations: (Observation & { last: string })[] = [];
  for (const held of bookOf(run, rep)) {
    if (!hasJoined(run, held)) continue;
    const found = slopeOf(run, held, span);
    if (found !== null) observations.push({ value: found.slope, segment: held.account.segment, last: found.last });
  }
  const sizes = new Map<string, number>();
  for (const { segment } of observations) if (segment !== null) sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
  return one({
    numerator: null,
    denominator: null,
    size: observations.length,
    value: observations.length === 0 ? null : median(observations.map(({ value }) => value)),
    newEvidence: observations.filter(({ last }) => dateWithin(last, lastWeek(span))).length,
    observations,
    sizes,
  });
};

export const escalationRate: Measure = (run, rep) => {
  const items: { yes: boolean; isNew: boolean; segment: string }[] = [];
  for (const held of bookOf(run, rep)) {
    const { account } = held;
    if (!isActive(run, account) || !hasJoined(run, held)) continue;
    const last = scoresOf(run, account.account_id).at(-1);
    if (last === undefined || last.score_date < addDays(run.t, -14)) continue;
    items.push({
      yes: last.health_tier === 'High' || last.health_tier === 'Critical',
      isNew: last.score_date >= addDays(run.t, -7),
      segment: account.segment,
    });
  }
  return one(rateOf(items));
};

interface Answer {
  readonly score: number;
  readonly on: string;
}

/** The latest answer dated within a span; of one repeated on several days the last row counts. */
function latestAnswer(run: Run, accountId: string, span: Span, survey: 'nps' | 'csat'): Answer | null {
  let found: Answer | null = null;
  for (const row of scoresOf(run, accountId)) {
    const score = survey === 'nps' ? row.nps_score : row.csat_score;
    const on = survey === 'nps' ? row.nps_response_date : row.csat_response_date;
    if (score === null || on === null || !dateWithin(on, span)) continue;
    if (found === null || on >= found.on) found = { score, on };
  }
  return found;
}

/** NPS or CSAT of the answers: points, and what makes them up. */
function pointsOf(answers: readonly Answer[], survey: 'nps' | 'csat'): { points: number | null; sum: number } {
  let sum = 0;
  for (const { score } of answers) {
    if (survey === 'nps') sum += score >= 9 ? 1 : score <= 6 ? -1 : 0;
    else sum += score >= 4 ? 1 : 0;
  }
  return { points: answers.length === 0 ? null : (100 * sum) / answers.length, sum };
}

export function surveyTrend(survey: 'nps' | 'csat'): Measure {
  return (run, rep, span) => {
    const length = 91;
    const start = addDays(span.end, -2 * length);
    const earlier = { start: rep.stintStart > start ? rep.stintStart : start, end: addDays(span.end, -length) };
    const now: Answer[] = [];
    const then: Answer[] = [];
    let pairs = 0;
    const sizes = new Map<string, number>();
    let worse = 0;
    let untied = 0;
    for (const held of bookOf(run, rep)) {
      if (!hasJoined(run, held)) continue;
      const current = latestAnswer(run, held.account.account_id, span, survey);
      const previous = latestAnswer(run, held.account.account_id, earlier, survey);
      if (current !== null) now.push(current);
      if (previous !== null) then.push(previous);
      if (current === null || previous === null) continue;
      pairs += 1;
      sizes.set(held.account.segment, (sizes.get(held.account.segment) ?? 0) + 1);
      if (current.score !== previous.score) untied += 1;
      if (current.score < previous.score) worse += 1;
    }
    const value = pointsOf(now, survey);
    const previous = pointsOf(then, survey).points;
    return one({
      numerator: value.sum,
      denominator: now.length,
      size: pairs,
      sizes,
      value: value.points,
      newEvidence: now.filter(({ on }) => dateWithin(on, lastWeek(span))).length,
      ownPast: previous,
      fallen: { worse, untied },
      companions: { previous },
    });
  };
}
