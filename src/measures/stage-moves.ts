import type { Knex } from 'knex';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries, RowQuality, SegmentTally } from '../domain/measured-series.ts';
import type { MeasureFamily, MetricMeasurement, MetricRequest, QualityOfRep } from './measure.ts';
import {
  type BriefRow,
  type HistoryQualityRow,
  type MoveRow,
  readStageHistory,
  type StageHistory,
} from './stage-history.ts';
import { stageVelocities } from './stage-velocity.ts';

/**
 * What became of deals at the stages they reached, from one pass over the stage history.
 * `conversion`: passed / decided per rep, stage pair (`2>3`) and the deal's segment.
 * `velocity`: spells that lasted longer than the peers' median / spells that could have, per rep and stage (`2`).
 * `objectives`: the mean share of stated objectives that were executed, over the last briefs of stages that ended.
 */
export const stageMoves: MeasureFamily = async (db: Knex, request) => {
  const of = (part: string) => request.metrics.filter(({ metric }) => metric.measure.part === part);
  const wanted = { moves: of('conversion'), spells: of('velocity'), briefs: of('objectives') };
  const history = await readStageHistory(db, wanted, request);
  const { moves, briefs, quality } = history;
  const spellQuality = new Map(quality.map((row) => [row.repId, ofSpells(row)]));
  // Of one metric at a time, when it is asked for: there are many of each.
  const found: MetricMeasurement[] = [
    ...wanted.moves.map(({ metric, reps }) => ({
      metricKey: metric.key,
      get series() {
        return conversions(among(reps, moves));
      },
      quality: new Map(quality.map((row) => [row.repId, ofMoves(row)])),
    })),
    ...wanted.spells.map((one) => ({
      metricKey: one.metric.key,
      get series() {
        return stageVelocities(one, history.spells, qualityOfSpells(quality), request.thresholds);
      },
      quality: spellQuality,
    })),
    ...wanted.briefs.map((one) => ({
      metricKey: one.metric.key,
      get series() {
        return objectives(one, briefs);
      },
      quality: new Map(briefs.map((row) => [row.repId, ofBriefs(row)])),
    })),
  ];
  return { metrics: found, refused: refusedOf(history) };
};

function among<Row extends { readonly repId: string }>(reps: MetricRequest['reps'], rows: readonly Row[]): Row[] {
  const ids = new Set(reps.map(({ repId }) => repId));
  return rows.filter(({ repId }) => ids.has(repId));
}

function conversions(rows: readonly MoveRow[]): MeasuredSeries[] {
  return [...groupBy(rows, (row) => row.repId)].flatMap(([repId, ofRep]) =>
    [...groupBy(ofRep, (row) => row.fromStage)].map(([fromStage, segments]) => ({
      repId,
      dimension: `${fromStage}>${fromStage + 1}`,
      own: segments.map((row) => tally(row.segment, row.ownPassed, row.ownSize)),
      evidence: {
        kind: 'tallies',
        tallies: segments.map((row) => tally(row.segment, row.evidencePassed, row.evidenceSize)),
      },
      newEvidence: segments.reduce((total, row) => total + row.newEvidence, 0),
      companions: {},
    })),
  );
}

function tally(segment: string | null, numerator: number | string, size: number): SegmentTally {
  return { segment, numerator: new Decimal(numerator), denominator: new Decimal(size), size };
}

/** Briefs carry no segment: they count in the rep's own. */
function objectives({ reps }: MetricRequest, rows: readonly BriefRow[]): MeasuredSeries[] {
  const rowOf = new Map(rows.map((row) => [row.repId, row]));
  return reps.flatMap(({ repId, segment }): MeasuredSeries[] => {
    const row = rowOf.get(repId);
    if (row === undefined) return [];
    const { ownSum, ownSize, executed, newEvidence, meanAdvanceScore } = row;
    return [
      {
        repId,
        dimension: '',
        own: [tally(segment, ownSum, ownSize)],
        evidence: { kind: 'observations', groups: [{ segment, group: '', values: executed }] },
        newEvidence,
        companions: { mean_advance_score: meanAdvanceScore },
      },
    ];
  });
}

function ofMoves(row: HistoryQualityRow): QualityOfRep {
  return {
    own: { rows: row.movesRows, excluded: row.movesExcluded },
    evidence: { rows: row.movesEvidenceRows, excluded: row.movesEvidenceExcluded },
  };
}

/** The cohort is its own evidence. */
function ofSpells(row: HistoryQualityRow): QualityOfRep {
  const quality = { rows: row.spellsRows, excluded: row.spellsExcluded };
  return { own: quality, evidence: quality };
}

/** Of the rows behind each rep's spells, by rep_id. */
export function qualityOfSpells(rows: readonly HistoryQualityRow[]): Map<string, RowQuality> {
  return new Map(rows.map((row) => [row.repId, ofSpells(row).own]));
}

function ofBriefs(row: BriefRow): QualityOfRep {
  return {
    own: { rows: row.ownRows, excluded: row.ownExcluded },
    evidence: { rows: row.evidenceRows, excluded: row.evidenceExcluded },
  };
}

function refusedOf({ quality, briefs }: StageHistory) {
  const sum = (pick: (row: HistoryQualityRow) => number) => quality.reduce((total, row) => total + pick(row), 0);
  return [
    { reason: 'stage history: an open row without a stage, or an unknown status', rows: sum((row) => row.unsound) },
    { reason: 'stage history: a deal that opportunities does not know', rows: sum((row) => row.unknown) },
    { reason: 'stage history: a stay that ends before it begins', rows: sum((row) => row.backward) },
    {
      reason: 'briefs: no number of objectives',
      rows: briefs.reduce((total, row) => total + row.evidenceExcluded, 0),
    },
  ].filter((refused) => refused.rows > 0);
}
