import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import { Decimal } from '../../domain/decimal.ts';
import { groupBy } from '../../domain/group-by.ts';
import { formatValue } from '../../domain/number-format.ts';
import { readStageHistory } from '../stage-history.ts';
import { HISTORY, PARTS, SPELLS } from '../stage-history-sql.ts';
import { qualityOfSpells } from '../stage-moves.ts';
import { isDecided, isSlow, spellMedians } from '../stage-velocity.ts';
import { BEFORE_STINT, counted, type EvidenceOf, type EvidenceRequest, hit, leftOut } from './evidence.ts';
import { OWN_DEALS, ofDeals, UNKNOWN_DEAL } from './stage-rows.ts';

interface Row {
  opp_id: string;
  account_id: string | null;
  stage: number;
  segment: string | null;
  entered_at: Date;
  seconds: number;
  since_entry: number;
  is_ended: boolean;
  is_handed_over: boolean;
  is_early: boolean;
  is_backward: boolean;
  is_spell: boolean;
}

const SECONDS_A_DAY = 86_400;

const OWN = `
${HISTORY}, ${PARTS}, ${SPELLS}
select f.opp_id, o.account_id, f.stage, f.segment, f.entered_at, coalesce(f.micros, 0) / 1e6 as seconds,
       cast(extract(epoch from cast(:end as timestamptz) - f.entered_at) as float8) as since_entry,
       coalesce(f.next_turn in ('entry', 'close'), false) as is_ended,
       coalesce(f.next_turn = 'transfer', false) as is_handed_over,
       f.entered_at < :ownFrom as is_early, f.is_backward, s.opp_id is not null as is_spell
from steps f
left join all_spells s on s.opp_id = f.opp_id and s.stage = f.stage
left join opportunities o on o.opp_id = f.opp_id collate "default"
where f.turn = 'entry' and f.owner_rep_id = :repId and f.entered_at >= :from
order by f.entered_at, f.opp_id, f.stage`;

/** The stays of a rep's deals in each stage, held against the peers' median. */
export const evidenceOfVelocity: EvidenceOf = async (db, request) => {
  const rows = await ofDeals<Row>(db, request, { deals: OWN_DEALS, statement: OWN });
  const medianOf = await medians(db, rows, request);
  return rows.map((row) => {
    const { stage, seconds, is_ended: ended, is_handed_over: isHandedOver } = row;
    const days = formatValue('days', new Decimal(seconds / SECONDS_A_DAY));
    const deal = {
      name: `deal ${row.opp_id}, ${days} in stage ${stage}`,
      on: localDateOf(row.entered_at, request.settings.orgTz),
      accountId: row.account_id,
      dimension: String(stage),
    };
    const reason = unfitness(row);
    if (reason !== null) return leftOut(deal, reason);
    const m = medianOf(row);
    if (m === null) return leftOut(deal, 'nothing to compare it with');
    const spell = { duration: seconds / SECONDS_A_DAY, ended, sinceEntry: row.since_entry / SECONDS_A_DAY };
    if (!isDecided(spell, m)) {
      const isGone = isHandedOver && spell.sinceEntry >= m;
      return leftOut(deal, isGone ? 'handed over before the usual time was up' : 'entered too recently to tell');
    }
    const slow = isSlow(spell, m);
    return counted(deal, slow ? 'longer than usual' : 'not longer than usual', hit(slow));
  });
};

function unfitness({ segment, is_early, is_backward, is_spell }: Row): string | null {
  if (is_early) return BEFORE_STINT;
  if (segment === null) return UNKNOWN_DEAL;
  if (is_backward) return 'a stay that ends before it begins';
  return is_spell ? null : 'passed through within minutes: a skipped stage';
}

/**
 * What the spells of each stage and segment are held against. Of a stage with deals of one segment the reading says it;
 * where there are several, the peers are looked at again.
 */
async function medians(db: Knex, rows: readonly Row[], request: EvidenceRequest): Promise<(row: Row) => number | null> {
  const fit = rows.filter((row) => unfitness(row) === null);
  const isMixed = [...groupBy(fit, (row) => row.stage).values()].some(
    (ofStage) => new Set(ofStage.map((row) => row.segment)).size > 1,
  );
  if (!isMixed) {
    const known = new Map(request.readings.map((one) => [one.dimension, one.evidenceBenchmark]));
    return ({ stage }) => known.get(String(stage))?.toNumber() ?? null;
  }
  const ofRole = await request.ofRole();
  const { spells, quality } = await readStageHistory(db, { moves: [], spells: [ofRole], briefs: [] }, request);
  const found = spellMedians(ofRole, spells, qualityOfSpells(quality), request.thresholds, request.rep.repId);
  return ({ stage, segment }) => found.get(`${stage} ${segment}`) ?? null;
}
