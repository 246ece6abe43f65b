import { Decimal, ratio } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { type MeasuredSeries, type SegmentTally, totalOf } from '../domain/measured-series.ts';
import { pricingScore, type SkillThresholds } from '../domain/skill-gap.ts';
import type { MeasureFamily, MetricMeasurement, QualityOfRep } from './measure.ts';
import { fiscalYearOf, planRate, planRateJoin } from './plan-rate.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * What won deals were sold at. A deal is its last accepted quote version, by quote date, of those that offer something
 * of the kind that the role sells; it counts when the deal was closed, for the rep on the quote.
 */

/** What a row must hold to count; a list price of NaN or infinity is none. */
export const IS_SOUND_QUOTE = `coalesce(q.list_amount < 'infinity' and abs(q.net_amount) < 'infinity' and q.segment is not null
                    and q.rep_id is not null and q.term_exception_count is not null, false)`;

const QUOTES_SQL = `
with ${REPS}, quotes as (
  select q.rep_id, q.quote_type, q.segment, o.closed_at, s.is_sound, q.term_exception_count,
         q.list_amount, q.list_amount - q.net_amount as discount, ${planRate('q')} as plan_rate,
         row_number() over (partition by q.opp_id, q.quote_type, s.is_sound
                            order by q.quote_date desc, q.version desc, q.quote_id desc) as place
  from quote_log q
  join opportunities o on o.opp_id = q.opp_id and o.is_won and o.recorded_at < :runStart
                      and o.closed_at >= :from and o.closed_at < :end
  left join fx_rate fx on ${planRateJoin('q')}
  cross join lateral (select ${IS_SOUND_QUOTE} as is_sound) s
  where q.status = 'accepted' and q.quote_type in ('new', 'expansion') and (q.list_amount > 0) is not false
    and q.quote_date < :endDate and q.recorded_at < :runStart
), deals as (
  select q.*, q.closed_at >= r.own_from as is_own, q.closed_at >= greatest(r.own_from, :lastWeekFrom) as is_new,
         q.is_sound and q.plan_rate is not null as is_rated, q.discount / q.list_amount as depth
  from quotes q
  join reps r on r.rep_id = q.rep_id and q.closed_at >= r.evidence_from
             and q.quote_type = case r.role when 'AE' then 'new' when 'AM' then 'expansion' end
  where q.place = 1 or not q.is_sound
), scored as (
  select *, 70 * (1 - least(1, greatest(0, depth / :worstDiscount)))
            + 30 * case when term_exception_count >= 1 then 0 else 1 end as pricing_score
  from deals
)
select rep_id, case when is_sound then segment end as segment,
       count(*) filter (where is_sound and is_own) as own_size,
       count(*) filter (where is_sound) as evidence_size,
       count(*) filter (where is_sound and is_new) as new_deals,
       count(*) filter (where is_sound and is_own and term_exception_count >= 1) as own_exceptions,
       count(*) filter (where is_sound and term_exception_count >= 1) as evidence_exceptions,
       count(*) filter (where is_rated and is_own) as own_rated,
       count(*) filter (where is_rated and is_new) as new_rated,
       coalesce(sum(discount * plan_rate) filter (where is_rated and is_own), 0) as own_discount,
       coalesce(sum(list_amount * plan_rate) filter (where is_rated and is_own), 0) as own_list,
       coalesce(array_agg(cast(depth as float8) order by depth) filter (where is_rated), '{}') as depths,
       coalesce(array_agg(cast(pricing_score as float8) order by pricing_score) filter (where is_rated), '{}')
         as pricing_scores,
       count(*) filter (where is_own and not is_sound) as own_unsound,
       count(*) filter (where not is_sound) as evidence_unsound,
       count(*) filter (where is_own and is_sound and not is_rated) as own_unrated,
       count(*) filter (where is_sound and not is_rated) as evidence_unrated
from scored
group by rep_id, case when is_sound then segment end
order by rep_id, segment`;

/** The deals of a rep in one segment; those that cannot be used have none. */
interface QuoteRow {
  rep_id: string;
  segment: string | null;
  own_size: number;
  evidence_size: number;
  new_deals: number;
  own_exceptions: number;
  evidence_exceptions: number;
  own_rated: number;
  new_rated: number;
  own_discount: string;
  own_list: string;
  depths: number[];
  pricing_scores: number[];
  own_unsound: number;
  evidence_unsound: number;
  own_unrated: number;
  evidence_unrated: number;
}

/**
 * `depth`: discount / list price, weighted by what the deals are worth in the reporting currency; one observation a
 * deal. `exceptions`: deals with a term exception / deals. `pricing`: a score of both, 0-100. New business of AEs, expansions of AMs.
 */
export const quotes: MeasureFamily = async (db, { metrics, runStart, settings, quarters, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { rows } = await db.raw<{ rows: QuoteRow[] }>(QUOTES_SQL, {
    ...repColumns(repsOf(metrics)),
    from: first.evidence.from,
    end: first.own.to,
    endDate: first.own.end,
    lastWeekFrom: first.lastWeek.from,
    runStart,
    reportingCurrency: settings.reportingCurrency,
    fiscalYear: fiscalYearOf(first.own.end, quarters),
    worstDiscount: thresholds.skills.worstDiscount,
  });
  const rowsOf = groupBy(rows, (row) => row.rep_id);
  return {
    metrics: metrics.map(({ metric, reps }): MetricMeasurement => {
      const part = partNamed(metric.measure.part);
      const found = reps.flatMap(({ repId }) => {
        const ofRep = rowsOf.get(repId);
        return ofRep === undefined ? [] : [{ repId, ofRep }];
      });
      return {
        metricKey: metric.key,
        series: found.map(({ repId, ofRep }) => part.series(repId, ofRep, thresholds.skills)),
        quality: new Map(found.map(({ repId, ofRep }) => [repId, part.quality(ofRep)])),
      };
    }),
    refused: [
      { reason: 'quotes: no list or net amount, segment or count of exceptions', rows: sum(rows, 'evidence_unsound') },
      { reason: 'quotes: no plan rate of the currency', rows: sum(rows, 'evidence_unrated') },
    ].filter((refused) => refused.rows > 0),
  };
};

interface Part {
  series(repId: string, rows: readonly QuoteRow[], skills: SkillThresholds): MeasuredSeries;
  quality(rows: readonly QuoteRow[]): QualityOfRep;
}

const parts: ReadonlyMap<string, Part> = new Map([
  ['depth', { series: depthOf, quality: depthQuality }],
  ['exceptions', { series: exceptionsOf, quality: exceptionsQuality }],
  ['pricing', { series: pricingOf, quality: depthQuality }],
]);

function partNamed(name: string): Part {
  const part = parts.get(name);
  if (part === undefined) throw new RangeError(`The quotes measure has no part "${name}".`);
  return part;
}

/** Money of which nobody knows what it is worth makes the weights wrong: one such deal is enough. */
function depthOf(repId: string, rows: readonly QuoteRow[]): MeasuredSeries {
  const rated = rows.filter((row) => row.depths.length > 0);
  return {
    repId,
    dimension: '',
    own: rated.map((row) => tally(row.segment, row.own_discount, row.own_list, row.own_rated)),
    evidence: {
      kind: 'observations',
      groups: rated.map((row) => ({ segment: row.segment, group: '', values: row.depths })),
    },
    newEvidence: sum(rows, 'new_rated'),
    companions: {},
    ...(sum(rows, 'own_unrated') > 0 && { status: 'data_quality' }),
  };
}

function exceptionsOf(repId: string, rows: readonly QuoteRow[]): MeasuredSeries {
  const known = rows.filter((row) => row.evidence_size > 0);
  return {
    repId,
    dimension: '',
    own: known.map((row) => tally(row.segment, row.own_exceptions, row.own_size, row.own_size)),
    evidence: {
      kind: 'tallies',
      tallies: known.map((row) => tally(row.segment, row.evidence_exceptions, row.evidence_size, row.evidence_size)),
    },
    newEvidence: sum(rows, 'new_deals'),
    companions: {},
  };
}

/** One score over all deals, and one of each. */
function pricingOf(repId: string, rows: readonly QuoteRow[], skills: SkillThresholds): MeasuredSeries {
  const { status, own, newEvidence } = depthOf(repId, rows);
  const { numerator, denominator, size } = totalOf(own);
  const depth = numerator && denominator && ratio(numerator, denominator);
  const exceptions = new Decimal(sum(rows, 'own_exceptions'));
  return {
    repId,
    dimension: '',
    own: [{ segment: null, numerator: null, denominator: null, size }],
    value: depth && pricingScore(depth, exceptions.div(size), skills.worstDiscount),
    evidence: {
      kind: 'observations',
      groups: rows.map((row) => ({ segment: row.segment, group: '', values: row.pricing_scores })),
    },
    newEvidence,
    companions: {},
    ...(status !== undefined && { status }),
  };
}

function tally(
  segment: string | null,
  numerator: string | number,
  denominator: string | number,
  size: number,
): SegmentTally {
  return { segment, numerator: new Decimal(numerator), denominator: new Decimal(denominator), size };
}

function depthQuality(rows: readonly QuoteRow[]): QualityOfRep {
  const { own, evidence } = exceptionsQuality(rows);
  return {
    own: { ...own, excluded: own.excluded + sum(rows, 'own_unrated') },
    evidence: { ...evidence, excluded: evidence.excluded + sum(rows, 'evidence_unrated') },
  };
}

function exceptionsQuality(rows: readonly QuoteRow[]): QualityOfRep {
  const [own, evidence] = [sum(rows, 'own_unsound'), sum(rows, 'evidence_unsound')];
  return {
    own: { rows: sum(rows, 'own_size') + own, excluded: own },
    evidence: { rows: sum(rows, 'evidence_size') + evidence, excluded: evidence },
  };
}

type Count = { [Key in keyof QuoteRow]: QuoteRow[Key] extends number ? Key : never }[keyof QuoteRow];

function sum(rows: readonly QuoteRow[], count: Count): number {
  return rows.reduce((total, row) => total + row[count], 0);
}
