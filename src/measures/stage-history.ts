import type { Knex } from 'knex';
import { inBatches } from '../db/in-batches.ts';
import type { MeasureRequest, MetricRequest } from './measure.ts';
import { stageHistorySql } from './stage-history-sql.ts';

/** Deals of one rep and segment at one stage: how many were decided, and how many of them passed. */
export interface MoveRow {
  readonly repId: string;
  readonly fromStage: number;
  readonly segment: string;
  readonly ownSize: number;
  readonly ownPassed: number;
  readonly evidenceSize: number;
  readonly evidencePassed: number;
  readonly newEvidence: number;
}

/** The spells of one rep and segment in one stage, place by place in each of the lists. */
export interface SpellRow {
  readonly repId: string;
  readonly stage: number;
  readonly segment: string;
  /** How long it lasted, as far as it was seen. */
  readonly seconds: readonly number[];
  readonly ended: readonly boolean[];
  readonly secondsSinceEntry: readonly number[];
  readonly secondsBeforeWeek: readonly number[];
  /** Entered or ended in the last week. */
  readonly changedInWeek: readonly boolean[];
}

/** The briefs of one rep on spells that ended. */
export interface BriefRow {
  readonly repId: string;
  /** Decimal text: the sum of the shares of objectives executed. */
  readonly ownSum: string;
  readonly ownSize: number;
  readonly newEvidence: number;
  readonly executed: readonly number[];
  readonly meanAdvanceScore: number | null;
  readonly ownRows: number;
  readonly ownExcluded: number;
  readonly evidenceRows: number;
  readonly evidenceExcluded: number;
}

export interface HistoryQualityRow {
  readonly repId: string;
  readonly movesRows: number;
  readonly movesExcluded: number;
  readonly movesEvidenceRows: number;
  readonly movesEvidenceExcluded: number;
  readonly spellsRows: number;
  readonly spellsExcluded: number;
  readonly unsound: number;
  readonly unknown: number;
  readonly backward: number;
}

/** Which part of the history is wanted, by the metrics that want it. */
export interface WantedOfHistory {
  readonly moves: readonly MetricRequest[];
  readonly spells: readonly MetricRequest[];
  readonly briefs: readonly MetricRequest[];
}

export interface StageHistory {
  readonly moves: readonly MoveRow[];
  readonly spells: readonly SpellRow[];
  readonly briefs: readonly BriefRow[];
  readonly quality: readonly HistoryQualityRow[];
}

/** The spells of one rep and segment in one stage, four numbers each, with commas between: see `OWN_SPELLS`. */
interface ListedSpells extends Pick<SpellRow, 'repId' | 'stage' | 'segment'> {
  readonly numbers: string;
}

type Arm =
  | { kind: 'move'; found: MoveRow }
  | { kind: 'spell'; found: ListedSpells }
  | { kind: 'brief'; found: BriefRow }
  | { kind: 'quality'; found: HistoryQualityRow };

/** Reads the history once; what nobody wants is not computed. */
export async function readStageHistory(
  db: Knex,
  wanted: WantedOfHistory,
  { runStart, thresholds }: Pick<MeasureRequest, 'runStart' | 'thresholds'>,
): Promise<StageHistory> {
  const all = [...wanted.moves, ...wanted.spells, ...wanted.briefs];
  const [first] = all;
  const history: { [Key in keyof StageHistory]: StageHistory[Key][number][] } = {
    moves: [],
    spells: [],
    briefs: [],
    quality: [],
  };
  if (first === undefined) return history;
  const sql = stageHistorySql({
    moves: wanted.moves.length > 0,
    spells: wanted.spells.length > 0,
    briefs: wanted.briefs.length > 0,
  });
  const batches = inBatches<Arm>(db, sql, {
    ...repWindows(wanted),
    from: new Date(Math.min(...all.map(({ evidence }) => evidence.from.getTime()))),
    end: first.own.to,
    endDate: first.own.end,
    lastWeekFrom: first.lastWeek.from,
    runStart,
    transferGraceDays: thresholds.transferGraceDays,
    skippedStageMinutes: thresholds.skippedStageMinutes,
  });
  for await (const arms of batches) {
    for (const arm of arms) {
      if (arm.kind === 'move') history.moves.push(arm.found);
      else if (arm.kind === 'spell') history.spells.push(spellRow(arm.found));
      else if (arm.kind === 'brief') history.briefs.push(arm.found);
      else history.quality.push(arm.found);
    }
  }
  return history;
}

/** Times come in whole microseconds, which a number holds exactly. */
function spellRow({ numbers, ...of }: ListedSpells): SpellRow {
  const listed = numbers.split(',').map(Number);
  const column = <Value>(place: number, value: (number: number) => Value) =>
    Array.from({ length: listed.length / 4 }, (_, spell) => value(listed[4 * spell + place] ?? 0));
  const seconds = (micros: number) => micros / 1e6;
  return {
    ...of,
    seconds: column(0, seconds),
    secondsBeforeWeek: column(1, seconds),
    secondsSinceEntry: column(2, seconds),
    ended: column(3, (flags) => flags % 2 === 1),
    changedInWeek: column(3, (flags) => flags >= 2),
  };
}

/** Where each rep's windows begin; null where nobody wants that part of the rep. */
function repWindows({ moves, spells, briefs }: WantedOfHistory) {
  const requests = [...moves, ...spells, ...briefs];
  const repIds = [...new Set(requests.flatMap(({ reps }) => reps.map(({ repId }) => repId)))];
  const starts = (of: readonly MetricRequest[], window: 'own' | 'evidence') => {
    const known = new Map(
      of.flatMap(({ reps }) => reps.map((rep) => [rep.repId, rep[window].from.toISOString()] as const)),
    );
    return repIds.map((repId) => known.get(repId) ?? null);
  };
  return {
    repIds,
    movesFrom: starts(moves, 'own'),
    movesEvidenceFrom: starts(moves, 'evidence'),
    spellsFrom: starts(spells, 'own'),
    briefsFrom: starts(briefs, 'own'),
    briefsEvidenceFrom: starts(briefs, 'evidence'),
  };
}
