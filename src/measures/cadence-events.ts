import { startOfDay } from '../domain/calendar.ts';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries, RowQuality } from '../domain/measured-series.ts';
import { CADENCE_SQL, type CadenceCount, FAULTS, type Fault } from './cadence-events-sql.ts';
import type {
  MeasureFamily,
  MeasureRequest,
  MetricMeasurement,
  MetricRequest,
  QualityOfRep,
  RefusedRows,
  RepDates,
  RepToMeasure,
} from './measure.ts';
import { type ExpectedTouches, expectedTouches, outreachPlans } from './outreach-plan.ts';
import { repsOf } from './rep-columns.ts';

/** What one rep's rows come to. */
type Counts = readonly CadenceCount[];

/** A metric of the log: what counts, over what, by which columns, and which faults keep a row from counting. */
interface RatePart {
  readonly numerator: CadenceCount['what'];
  readonly denominator: CadenceCount['what'];
  readonly dimension: (count: CadenceCount) => string;
  readonly rows: 'sent_rows' | 'touched_rows' | 'objected_rows';
  readonly faults: readonly Fault[];
}

const byType = (count: CadenceCount) => count.cadence_type ?? '';
const sent = { numerator: 'booked', denominator: 'sent', rows: 'sent_rows', faults: ['kind', 'meeting'] } as const;

const rateParts: ReadonlyMap<string, RatePart> = new Map<string, RatePart>([
  ['meeting_acceptance', { ...sent, dimension: () => '' }],
  ['acceptance_by_cadence', { ...sent, dimension: byType }],
  [
    'response_rate_by_cadence',
    {
      numerator: 'replied',
      denominator: 'enrolled',
      dimension: byType,
      rows: 'touched_rows',
      faults: ['kind', 'enrollment', 'touch'],
    },
  ],
  [
    'response_rate_by_step',
    {
      numerator: 'answered',
      denominator: 'delivered',
      dimension: (count) => `${byType(count)}/${count.step_number}`,
      rows: 'touched_rows',
      faults: ['kind', 'enrollment', 'touch', 'step'],
    },
  ],
  [
    'objections_to_meetings',
    {
      numerator: 'overcome',
      denominator: 'objected',
      dimension: () => '',
      rows: 'objected_rows',
      faults: ['kind', 'enrollment'],
    },
  ],
]);

const OF_TOUCHES = ['response_rate_by_cadence', 'response_rate_by_step'];
const OF_SENDING = ['meeting_acceptance', 'acceptance_by_cadence', 'outreach_volume'];
const OF_OBJECTIONS = ['objections_to_meetings'];

/**
 * `cadence_event_log`: meetings per touch (`meeting_acceptance`, `acceptance_by_cadence`), replies per enrollment and
 * per delivered step (`response_rate_by_cadence`, `response_rate_by_step`), touches against the plan
 * (`outreach_volume`), objections that became meetings (`objections_to_meetings`) and flags left open (`open_flags`).
 * Metrics of sending share their windows, and so do those of replies.
 */
export const cadenceEvents: MeasureFamily = async (db, request) => {
  const { rows } = await db.raw<{ rows: CadenceCount[] }>(CADENCE_SQL, bindings(request));
  const ofRep = groupBy(rows, (row) => row.rep_id);
  const countsOf = ({ repId }: RepToMeasure): Counts => ofRep.get(repId) ?? [];
  const ofAll = ofRep.get(null) ?? [];
  const isSilent = count(ofAll, 'week').eq(0);
  const metrics: MetricMeasurement[] = [];
  const refused = refusedRows(ofAll);
  for (const wanted of request.metrics) {
    const { part } = wanted.metric.measure;
    const rate = rateParts.get(part);
    if (rate !== undefined) metrics.push(rates(wanted, rate, countsOf));
    else if (part === 'open_flags') metrics.push(openFlags(wanted, countsOf, isSilent));
    else if (part === 'outreach_volume') {
      const { plans, unusable } = await outreachPlans(db, wanted.own, request.runStart);
      metrics.push(outreachVolume(wanted, countsOf, expectedTouches(plans), isSilent));
      if (unusable > 0) refused.push({ reason: 'compensation plans: no target, or one below 0', rows: unusable });
    } else throw new RangeError(`The cadence events measure has no part "${part}".`);
  }
  return { metrics, refused };
};

function bindings({ metrics, tInstant, runStart, scoredWeek, settings, thresholds }: MeasureRequest) {
  const instants = new Map<string, string>();
  const reps = repsOf(metrics);
  for (const { stintStart } of reps) {
    if (!instants.has(stintStart)) instants.set(stintStart, startOfDay(stintStart, settings.orgTz).toISOString());
  }
  const windows = (parts: readonly string[]) => {
    const found = metrics.find(({ metric }) => parts.includes(metric.measure.part));
    const from = (window: Pick<RepDates, 'from'> | undefined) => window?.from ?? tInstant;
    return {
      own: from(found?.own),
      evidence: from(found?.evidence),
      recent: from(found?.lastWeek),
      end: found?.own.to ?? tInstant,
    };
  };
  const sending = windows(OF_SENDING);
  const touches = windows(OF_TOUCHES);
  const objections = windows(OF_OBJECTIONS);
  return {
    repIds: reps.map((rep) => rep.repId),
    stintFrom: reps.map((rep) => instants.get(rep.stintStart)),
    sentOwnFrom: sending.own,
    sentEvidenceFrom: sending.evidence,
    sentRecentFrom: sending.recent,
    sentEnd: sending.end,
    touchedOwnFrom: touches.own,
    touchedEvidenceFrom: touches.evidence,
    touchedRecentFrom: touches.recent,
    touchedEnd: touches.end,
    weekFrom: scoredWeek.from,
    objectedOwnFrom: objections.own,
    objectedEvidenceFrom: objections.evidence,
    objectedRecentFrom: objections.recent,
    objectedEnd: objections.end,
    objectionDays: thresholds.skills.objectionDays,
    from: new Date(Math.min(...[sending.evidence, touches.evidence, objections.evidence, scoredWeek.from].map(Number))),
    t: tInstant,
    runStart,
    replyDays: thresholds.replyDays,
    openFlagDays: thresholds.openFlagDays,
  };
}

function rates({ metric, reps }: MetricRequest, part: RatePart, countsOf: (rep: RepToMeasure) => Counts) {
  return {
    metricKey: metric.key,
    series: reps.flatMap((rep) => ratesOf(rep, part, countsOf(rep))),
    quality: qualityOf(reps, (rep) => {
      const rows = countsOf(rep).filter((row) => row.what === part.rows);
      const bad = rows.filter((row) => part.faults.some((fault) => fault === row.detail));
      const sum = (some: Counts, window: 'own' | 'evidence') => total(some, window).toNumber();
      return {
        own: { rows: sum(rows, 'own'), excluded: sum(bad, 'own') },
        evidence: { rows: sum(rows, 'evidence'), excluded: sum(bad, 'evidence') },
      };
    }),
  };
}

function ratesOf({ repId, segment }: RepToMeasure, part: RatePart, counts: Counts): MeasuredSeries[] {
  const counted = counts.filter((row) => row.what === part.numerator || row.what === part.denominator);
  return [...groupBy(counted, part.dimension)].map(([dimension, rows]) => {
    const tally = (window: 'own' | 'evidence') => {
      const denominator = count(rows, part.denominator, window);
      return { segment, numerator: count(rows, part.numerator, window), denominator, size: denominator.toNumber() };
    };
    return {
      repId,
      dimension,
      own: [tally('own')],
      evidence: { kind: 'tallies', tallies: [tally('evidence')] },
      newEvidence: count(rows, part.denominator, 'recent').toNumber(),
      companions: {},
    };
  });
}

/** Time itself is evidence here: a week in which nothing was sent says as much as any. */
function outreachVolume(
  { metric, reps }: MetricRequest,
  countsOf: (rep: RepToMeasure) => Counts,
  expectedOf: (rep: RepToMeasure) => ExpectedTouches,
  isSilent: boolean,
): MetricMeasurement {
  return {
    metricKey: metric.key,
    series: reps.map((rep): MeasuredSeries => {
      const { touches, days, isPlanned } = expectedOf(rep);
      const numerator = count(countsOf(rep), 'sent');
      return {
        repId: rep.repId,
        dimension: '',
        own: [{ segment: rep.segment, numerator, denominator: touches, size: days }],
        evidence: { kind: 'none' },
        newEvidence: isSilent ? 0 : 1,
        companions: {},
        ...(!isPlanned && { status: 'not_applicable' }),
      };
    }),
    quality: qualityOf(reps, (rep) => {
      const rows = countsOf(rep).filter((row) => row.what === 'sent_rows');
      const excluded = total(rows.filter((row) => row.detail === 'kind')).toNumber();
      const own = { rows: total(rows).toNumber(), excluded };
      return { own, evidence: own };
    }),
    sourceOutage: isSilent,
  };
}

function openFlags(
  { metric, reps }: MetricRequest,
  countsOf: (rep: RepToMeasure) => Counts,
  isSilent: boolean,
): MetricMeasurement {
  const flagsOf = (rep: RepToMeasure) => countsOf(rep).filter((row) => row.what === 'overdue_flags');
  return {
    metricKey: metric.key,
    series: reps.map((rep) => {
      const flags = flagsOf(rep).filter((row) => total([row]).gt(0));
      const value = total(flags);
      return {
        repId: rep.repId,
        dimension: '',
        own: [{ segment: rep.segment, numerator: value, denominator: null, size: 1 }],
        value,
        evidence: { kind: 'none' },
        newEvidence: isSilent ? 0 : 1,
        companions: companionsOf(flags),
      };
    }),
    quality: qualityOf(reps, (rep) => {
      const flags = flagsOf(rep);
      const own = { rows: total(flags, 'evidence').toNumber(), excluded: total(flags, 'recent').toNumber() };
      return { own, evidence: own };
    }),
    sourceOutage: isSilent,
  };
}

/** The codes of the open flags, and what was recommended with the latest of each. */
function companionsOf(flags: Counts): Record<string, unknown> {
  const coded = flags.flatMap(({ detail, advice }) => (detail === null ? [] : [{ code: detail, advice }]));
  return {
    codes: coded.map(({ code }) => code),
    recommendations: Object.fromEntries(coded.flatMap(({ code, advice }) => (advice === null ? [] : [[code, advice]]))),
  };
}

function refusedRows(ofAll: Counts): RefusedRows[] {
  const reasonOf = ({ what, detail }: CadenceCount) => {
    if (what === 'strangers') return 'cadence events: of nobody we know';
    return what === 'refused' && isFault(detail) ? FAULTS[detail] : null;
  };
  return ofAll.flatMap((row) => {
    const reason = reasonOf(row);
    const rows = total([row]).toNumber();
    return reason === null || rows === 0 ? [] : [{ reason, rows }];
  });
}

function isFault(detail: string | null): detail is Fault {
  return detail !== null && detail in FAULTS;
}

/** A rep without rows has no entry. */
function qualityOf(reps: readonly RepToMeasure[], qualityOfRep: (rep: RepToMeasure) => QualityOfRep) {
  const hasRows = ({ own, evidence }: { own: RowQuality; evidence: RowQuality }) => own.rows + evidence.rows > 0;
  return new Map(reps.map((rep) => [rep.repId, qualityOfRep(rep)] as const).filter(([, quality]) => hasRows(quality)));
}

type Window = 'own' | 'evidence' | 'recent';

function count(rows: Counts, what: CadenceCount['what'], window: Window = 'own'): Decimal {
  return total(
    rows.filter((row) => row.what === what),
    window,
  );
}

function total(rows: Counts, window: Window = 'own'): Decimal {
  return rows.reduce((sum, row) => sum.plus(row[window] ?? 0), new Decimal(0));
}
