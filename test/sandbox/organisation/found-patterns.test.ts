import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { startOfDay } from '../../../src/domain/calendar.ts';
import { addDays, type LocalDate } from '../../../src/domain/local-date.ts';
import { loadOrganisation } from '../../../src/sandbox/organisation/load-organisation.ts';
import { plantedPatterns } from '../../../src/sandbox/organisation/planted-patterns.ts';
import { roster } from '../../../src/sandbox/organisation/roster.ts';
import {
  organisationCalendar,
  organisationTimeZone,
  reportingCurrency,
} from '../../../src/sandbox/organisation/time-frame.ts';
import { loadCohort } from '../../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../../src/workflows/read-metrics.ts';
import { useDatabase } from '../../support/database.ts';

/*
 * The sample organisation, read as weekly runs read it. What was planted is found, and what was not planted is not. The
 * first quarter is read week by week, then the last Monday of the half year.
 */

const firstMonday: LocalDate = '2026-03-16';
const quarter = Array.from({ length: 13 }, (_, week) => addDays(firstMonday, 7 * week));
const lastMonday: LocalDate = addDays(firstMonday, 7 * 25);
const mondays = [...quarter, lastMonday];

/** Of the fine reps of `npm run bench -- calibration` among eight peers, how many have a flag within 13 weeks. */
const FINE_REPS_FLAGGED_IN_A_QUARTER = 0.128;

interface Fired {
  readonly rep_id: string;
  readonly metric_key: string;
  readonly dimension: string;
  readonly as_of: LocalDate;
  readonly gap: string;
}

const database = useDatabase();
let fired: readonly Fired[] = [];

beforeAll(async () => {
  await loadOrganisation(database.owner);
  const { db } = database;
  const settings = { orgTz: organisationTimeZone, orgCalendarId: organisationCalendar, reportingCurrency };
  for (const t of mondays) {
    const run = { t, runStart: startOfDay(t, organisationTimeZone), settings };
    const members = await loadCohort(db, { ...run, thresholds: builtInCatalog.thresholds });
    const { refused } = await readMetrics(db, { ...run, period: 'week', catalog: builtInCatalog, members });
    expect(refused).toEqual([]);
  }
  fired = await db('metric_reading').where('fired', true).orderBy(['rep_id', 'metric_key', 'dimension', 'as_of']);
}, 300_000);

const isOf = (pattern: (typeof plantedPatterns)[number]) => (one: Fired) =>
  one.rep_id === pattern.repId && one.metric_key === pattern.metricKey && one.dimension === pattern.dimension;

/** `1-4 13`: the weeks of the quarter, counted from 1; `end`: the last Monday of the half year. */
function weeksOf(readings: readonly Fired[]): string {
  const spans: [number, number][] = [];
  for (const week of readings.map(({ as_of }) => quarter.indexOf(as_of) + 1).filter((found) => found > 0)) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === week - 1) last[1] = week;
    else spans.push([week, week]);
  }
  const ends = readings.some(({ as_of }) => as_of === lastMonday) ? ['end'] : [];
  return [...spans.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)), ...ends].join(' ');
}

it('all that fires, and in which weeks', () => {
  const series = new Map<string, Fired[]>();
  for (const one of fired) {
    const name = [one.rep_id, one.metric_key, one.dimension].filter((part) => part !== '').join(' ');
    series.set(name, [...(series.get(name) ?? []), one]);
  }
  expect(Object.fromEntries([...series].map(([name, readings]) => [name, weeksOf(readings)]))).toMatchInlineSnapshot(`
    {
      "ae-02 AE.objection_handling": "1-4",
      "ae-03 AE.stage_conversion 2>3": "1-13 end",
      "ae-04 AE.product_knowledge": "1-4",
      "ae-05 AE.pace_attainment": "1-3 6-13 end",
      "ae-08 AE.stage_objective_execution": "1-13 end",
      "ae-09 AE.stage_conversion 3>4": "1-4",
      "ae-11 AE.next_step_quality": "1-13 end",
      "ae-13 AE.stage_velocity 3": "1-13 end",
      "ae-15 AE.commit_accuracy": "1-13 end",
      "ae-16 AE.stage_conversion 2>3": "1-13 end",
      "ae-17 AE.discount_depth": "1-13 end",
      "ae-19 AE.term_exception_rate": "1-5",
      "am-02 AM.book_health_trend": "1-12",
      "am-03 AM.qbr_outcome_quality": "1-13 end",
      "am-04 AM.expansion_conversion": "1-13 end",
      "am-05 AM.objection_handling": "1-13 end",
      "am-08 AM.on_time_renewal_opening": "1-4",
      "am-12 AM.gross_renewal_rate": "1-13",
      "am-12 AM.net_revenue_retention all": "1-13 end",
      "am-14 AM.product_knowledge": "1-5",
      "am-15 AM.qbr_adherence": "1-13 end",
      "am-16 AM.term_exception_rate": "1-13 end",
      "am-17 AM.net_revenue_retention all": "1-13 end",
      "am-19 AM.discount_depth": "1-13 end",
      "csm-02 CSM.ttv_on_target": "1-13 end",
      "csm-04 CSM.csat_trend": "1-13",
      "csm-05 CSM.book_health_trend": "2",
      "csm-05 CSM.escalation_rate": "1-13 end",
      "csm-07 CSM.call_sentiment": "1-13 end",
      "csm-08 CSM.sales_methodology": "1-13 end",
      "csm-11 CSM.nps_trend": "1-13",
      "csm-12 CSM.product_knowledge": "1-13 end",
      "csm-13 CSM.onboarding_milestone_on_time": "1-3",
      "csm-15 CSM.book_health_trend": "4-12",
      "csm-15 CSM.escalation_rate": "7-11",
      "csm-16 CSM.talk_ratio": "1-3",
      "sdr-01 SDR.objection_handling": "1-13 end",
      "sdr-02 SDR.acceptance_by_cadence cold": "1-13 end",
      "sdr-02 SDR.meeting_acceptance": "1-13 end",
      "sdr-03 SDR.acceptance_by_cadence warm": "1-13 end",
      "sdr-06 SDR.outreach_volume": "1-6",
      "sdr-07 SDR.response_rate_by_step cold/3": "1-2",
      "sdr-10 SDR.objection_handling": "9-13",
      "sdr-10 SDR.outreach_volume": "9-13",
      "sdr-10 SDR.talk_ratio": "8-13",
      "sdr-11 SDR.talk_ratio": "1-4",
      "sdr-12 SDR.response_rate_by_cadence cold": "1-13 end",
      "sdr-12 SDR.response_rate_by_step cold/1": "8 11 13",
      "sdr-12 SDR.response_rate_by_step cold/2": "1-13 end",
      "sdr-12 SDR.response_rate_by_step cold/3": "1-13 end",
      "sdr-14 SDR.meeting_to_qualified_opp": "1-13 end",
      "sdr-15 SDR.open_cadence_flags": "1-13 end",
      "sdr-16 SDR.discovery_question_quality": "1-13 end",
    }
  `);
});

/** Call quality is no metric: the daily run holds it against the role (rule E3). */
const planted = plantedPatterns.filter(({ metricKey }) => builtInCatalog.find(metricKey) !== undefined);

describe('what was planted', () => {
  it('is found for every metric', () => {
    const metrics = new Set<string>(planted.map(({ metricKey }) => metricKey));
    expect(builtInCatalog.metrics.map(({ key }) => key).filter((key) => !metrics.has(key))).toEqual([]);
  });

  it.each(planted.map((pattern) => [pattern.id, pattern] as const))('%s', (_id, pattern) => {
    const found = fired.filter(isOf(pattern));
    const dates = found.map(({ as_of }) => as_of);
    expect(found.filter(({ gap }) => Number(gap) <= 0)).toEqual([]);
    expect(dates.length).toBeGreaterThan(0);
    expect(dates.includes(firstMonday)).toBe(pattern.story !== 'emerges');
    expect(dates.includes(lastMonday)).toBe(pattern.story === 'persists');
  });
});

it('what was not planted is found no more often than chance finds it', () => {
  const known = new Set(plantedPatterns.map(({ repId }) => repId));
  const others = roster.map(({ id }) => id).filter((repId) => !known.has(repId));
  const flagged = new Set(fired.map(({ rep_id }) => rep_id).filter((repId) => !known.has(repId)));
  expect(others.length).toBeGreaterThan(20);
  expect(flagged.size / others.length).toBeLessThanOrEqual(FINE_REPS_FLAGGED_IN_A_QUARTER);
});

it('whoever something was planted on is flagged for that, and for what it also shows in', () => {
  const unplanned = fired.filter((one) => {
    return !plantedPatterns.some((pattern) => {
      if (pattern.repId !== one.rep_id) return false;
      return isOf(pattern)(one) || pattern.alsoShows?.includes(one.metric_key);
    });
  });
  const known = new Set(plantedPatterns.map(({ repId }) => repId));
  expect(unplanned.filter(({ rep_id }) => known.has(rep_id))).toEqual([]);
});
