/*
 * What became of deals at the stages they reach, for all metrics that ask, from one pass over the stage history.
 *
 * A move is a deal's outcome at stage s: its first passage beyond s (skipped stages are passed too; a win passes the
 * highest stage reached), else its loss while s is the highest stage reached. It belongs to the owner on the deciding
 * row, on that row's date.
 *
 * A spell is the time a deal spends in stage s from its first entry, which must be the highest stage so far, until it
 * passes beyond s or is closed. It belongs to the owner at the entry, and is only seen until it is handed over. It does
 * not run while the deal is back in an earlier stage, or lost.
 *
 * A loss counts only while it stands: a deal reopened since is undecided. A deal whose last row is older than all windows
 * has nothing to say in them.
 */

/** What a stage history row must hold to count. Every stage that a deal passes is a row: no pipeline has a thousand. */
const IS_SOUND = `coalesce(h.status in ('won', 'lost') or (h.status = 'open' and h.stage_order between 1 and 1000), false)`;

/** A sum of intervals in microseconds: whole ones, so that it is exact, in the type that adds up quickest. */
function sumOfMicros(interval: string): string {
  return `sum(round(date_part('epoch', ${interval}) * 1e6))`;
}

/** Until when a row held, as far as it is known. */
const LEFT_AT = 'coalesce(left_at, cast(:end as timestamptz))';

/*
 * The windows go over the rows in one order, named in full in each of them, so that they are sorted once: by the plainest
 * collation, because there are millions.
 */
export const HISTORY = `
reps as (
  select * from unnest(cast(:repIds as text[]), cast(:movesFrom as timestamptz[]),
                       cast(:movesEvidenceFrom as timestamptz[]), cast(:spellsFrom as timestamptz[]),
                       cast(:briefsFrom as timestamptz[]), cast(:briefsEvidenceFrom as timestamptz[]))
    as r (rep_id, moves_from, moves_evidence_from, spells_from, briefs_from, briefs_evidence_from)
), history as (
  select h.opp_id collate "C" as opp_id, h.seq, h.entered_at, h.owner_rep_id, o.segment, ${IS_SOUND} as is_sound,
         h.status <> 'lost' as is_live, case when h.status = 'open' then h.stage_order end as stage
  from opportunity_stage_history h
  left join opportunities o on o.opp_id = h.opp_id and o.recorded_at < :runStart
  where h.entered_at < :end and h.recorded_at < :runStart
), placed as (
  select *, max(stage) over earlier as reached, owner_rep_id <> lag(owner_rep_id) over earlier as is_transfer,
         lead(entered_at) over earlier as left_at
  from history
  window earlier as (partition by opp_id, is_sound order by seq rows between unbounded preceding and 1 preceding)
), followed as (
  select *, not is_live and seq < max(seq) filter (where is_live) over deal as is_resumed,
         max(entered_at) over deal as last_at
  from placed
  window deal as (partition by opp_id, is_sound order by seq rows between unbounded preceding and unbounded following)
), entries as (
  select * from followed where last_at >= :from
), turns as (
  select *,
         case when stage > reached or (stage is not null and reached is null) then 'entry'
              when stage is null and reached is not null and is_resumed is not true then 'close'
              when is_transfer then 'transfer' end as turn
  from entries
  where is_sound
), owned as (
  select opp_id, is_sound, seq, entered_at, left_at, owner_rep_id, segment, stage, reached, is_live, is_resumed, turn,
         greatest(max(entered_at) filter (where is_transfer) over earlier, case when is_transfer then entered_at end)
           as transferred_at,
         coalesce(max(reached) filter (where turn = 'close') over earlier = reached, false) as was_closed,
         count(turn) over earlier + cast(turn is not null as int) as part
  from turns
  window earlier as (partition by opp_id, is_sound order by seq rows between unbounded preceding and 1 preceding)
)`;

/**
 * Each turn begins a part of the deal's history: what the turn is and when, and how long the part held (null where the
 * deal was back in an earlier stage or over).
 */
export const PARTS = `
parts as (
  select opp_id, is_sound, part, max(turn) as turn, max(entered_at) filter (where turn is not null) as entered_at,
         max(owner_rep_id) as owner_rep_id, max(segment) as segment, max(stage) as stage,
         max(reached) filter (where turn is not null) as reached,
         bool_or(is_live) filter (where turn is not null) as is_live,
         bool_or(was_closed) filter (where turn is not null) as was_closed,
         max(transferred_at) filter (where turn is not null) as transferred_at,
         ${sumOfMicros(`${LEFT_AT} - entered_at`)} filter (where stage >= coalesce(reached, stage)) as micros,
         ${sumOfMicros(`least(${LEFT_AT}, cast(:lastWeekFrom as timestamptz)) - entered_at`)}
           filter (where stage >= coalesce(reached, stage) and entered_at < :lastWeekFrom) as micros_before_week,
         coalesce(bool_or(left_at < entered_at), false) as is_backward
  from owned
  where part > 0
  group by opp_id, is_sound, part
), steps as (
  select *, lead(turn) over deal as next_turn, lead(entered_at) over deal as next_at
  from parts
  window deal as (partition by opp_id, is_sound order by part)
)`;

/** The stages that a turn decides, first to last: none of those that an earlier close decided. */
export const DECIDED = `
decided as (
  select opp_id, reached + cast(was_closed as int) as first_stage,
         case when turn = 'entry' then stage - 1 else reached end as last_stage, segment, is_live as is_passed, entered_at,
         owner_rep_id, transferred_at
  from steps
  where turn <> 'transfer'
)`;

const MOVES = `${DECIDED}, moves_of_several as (
  select d.owner_rep_id, d.first_stage, d.last_stage, d.segment,
         count(*) filter (where d.entered_at >= r.moves_from) as own_size,
         count(*) filter (where d.entered_at >= r.moves_from and d.is_passed) as own_passed,
         count(*) as evidence_size,
         count(*) filter (where d.is_passed) as evidence_passed,
         count(*) filter (where d.entered_at >= greatest(r.moves_from, :lastWeekFrom)) as new_evidence
  from decided d
  join reps r on r.rep_id = d.owner_rep_id and d.entered_at >= r.moves_evidence_from
  where d.segment is not null
    and (d.is_passed or d.transferred_at is null
         or d.entered_at >= d.transferred_at + make_interval(hours => 24 * :transferGraceDays))
  group by d.owner_rep_id, d.first_stage, d.last_stage, d.segment
), moves as (
  select owner_rep_id as "repId", from_stage as "fromStage", segment, sum(own_size) as "ownSize",
         sum(own_passed) as "ownPassed", sum(evidence_size) as "evidenceSize", sum(evidence_passed) as "evidencePassed",
         sum(new_evidence) as "newEvidence"
  from moves_of_several
  cross join lateral generate_series(first_stage, last_stage) as from_stage
  group by owner_rep_id, from_stage, segment
)`;

/** The parts that begin with an entry. A stay that ends before it begins spoils its spell. */
export const SPELLS = `
all_spells as not materialized (
  select opp_id, stage, segment, owner_rep_id, entered_at, micros, coalesce(micros_before_week, 0) as before_week,
         coalesce(next_turn in ('entry', 'close'), false) as is_ended, next_at as ended_at
  from steps
  where turn not in ('close', 'transfer') and micros >= 60e6 * :skippedStageMinutes and not is_backward
)`;

/** One list of numbers, four a spell: how long it lasted, and until the last week; since when it began; and flags. */
const OWN_SPELLS = `
spells as (
  select s.owner_rep_id as "repId", s.stage, s.segment,
         string_agg(concat_ws(',', cast(s.micros as bigint), cast(s.before_week as bigint),
                              cast(round(date_part('epoch', cast(:end as timestamptz) - s.entered_at) * 1e6) as bigint),
                              cast(s.is_ended as int)
                                + 2 * cast(s.entered_at >= :lastWeekFrom
                                           or (s.is_ended and s.ended_at >= :lastWeekFrom) as int)), ',') as numbers
  from all_spells s
  join reps r on r.rep_id = s.owner_rep_id and s.entered_at >= r.spells_from
  where s.segment is not null
  group by s.owner_rep_id, s.stage, s.segment
)`;

/** The last brief of a deal's stage, whose spell has ended; of several on one date the one with the higher id. */
const BRIEFS = `
last_briefs as (
  select distinct on (s.opp_id, s.stage)
         b.rep_id, b.objectives_stated as stated, b.objectives_executed as executed, b.advance_score, s.ended_at
  from opportunity_brief_log b
  join all_spells s on s.opp_id = b.opp_id collate "C" and s.stage = b.stage_order and s.is_ended and s.ended_at >= :from
  where b.scored_at < :end and b.brief_date < :endDate and b.recorded_at < :runStart
  order by s.opp_id, s.stage, b.brief_date desc, b.brief_id desc
), ended_briefs as (
  select b.rep_id, b.ended_at >= r.briefs_from as is_own, b.ended_at >= greatest(r.briefs_from, :lastWeekFrom) as is_new,
         b.stated is null or b.executed is null as is_unsound, b.advance_score,
         case when b.stated > 0 then cast(b.executed as numeric) / b.stated end as executed
  from last_briefs b
  join reps r on r.rep_id = b.rep_id and b.ended_at >= r.briefs_evidence_from
), briefs as (
  select rep_id as "repId",
         cast(coalesce(sum(executed) filter (where is_own), 0) as text) as "ownSum",
         count(executed) filter (where is_own) as "ownSize",
         count(executed) filter (where is_new) as "newEvidence",
         coalesce(array_agg(cast(executed as float8) order by executed) filter (where executed is not null), '{}')
           as executed,
         cast(avg(advance_score) filter (where is_own and executed is not null) as float8) as "meanAdvanceScore",
         count(*) filter (where is_own and (is_unsound or executed is not null)) as "ownRows",
         count(*) filter (where is_own and is_unsound) as "ownExcluded",
         count(*) filter (where is_unsound or executed is not null) as "evidenceRows",
         count(*) filter (where is_unsound) as "evidenceExcluded"
  from ended_briefs
  group by rep_id
)`;

/** A row is attributed to its own owner; a deal without a row or a segment in `opportunities` counts nowhere. */
const QUALITY = `
owned_rows as (
  select r.*, e.entered_at, e.is_sound, e.segment is not null as is_known,
         coalesce(e.is_sound and e.left_at < e.entered_at, false) as is_backward
  from entries e
  join reps r on r.rep_id = e.owner_rep_id and e.entered_at >= least(r.moves_evidence_from, r.spells_from)
), quality as (
  select rep_id as "repId",
         count(*) filter (where entered_at >= moves_from) as "movesRows",
         count(*) filter (where entered_at >= moves_from and not (is_sound and is_known)) as "movesExcluded",
         count(*) filter (where entered_at >= moves_evidence_from) as "movesEvidenceRows",
         count(*) filter (where entered_at >= moves_evidence_from and not (is_sound and is_known))
           as "movesEvidenceExcluded",
         count(*) filter (where entered_at >= spells_from) as "spellsRows",
         count(*) filter (where entered_at >= spells_from and (is_backward or not (is_sound and is_known)))
           as "spellsExcluded",
         count(*) filter (where not is_sound) as unsound,
         count(*) filter (where is_sound and not is_known) as unknown,
         count(*) filter (where is_backward) as backward
  from owned_rows
  group by rep_id
)`;

/** Which results a statement has. */
export interface StatementParts {
  readonly moves: boolean;
  readonly spells: boolean;
  readonly briefs: boolean;
}

/** One statement for all that is wanted: rows of `kind`, each with its columns as JSON in `found`. */
export function stageHistorySql({ moves, spells, briefs }: StatementParts): string {
  const parts = [
    { isWanted: true, tables: HISTORY },
    {
      isWanted: true,
      tables: QUALITY,
      result: `'quality' as kind, "repId", 0 as stage, '' as segment`,
      from: 'quality',
    },
    { isWanted: moves || spells || briefs, tables: PARTS },
    { isWanted: moves, tables: MOVES, result: `'move', "repId", "fromStage", segment`, from: 'moves' },
    { isWanted: spells || briefs, tables: SPELLS },
    { isWanted: spells, tables: OWN_SPELLS, result: `'spell', "repId", stage, segment`, from: 'spells' },
    { isWanted: briefs, tables: BRIEFS, result: `'brief', "repId", 0, ''`, from: 'briefs' },
  ].filter(({ isWanted }) => isWanted);
  const selects = parts.flatMap(({ result, from }) => {
    return result === undefined ? [] : [`select ${result}, row_to_json(found) as found from ${from} found`];
  });
  return `with ${parts.map(({ tables }) => tables).join(', ')}
${selects.join('\nunion all\n')}
order by kind, "repId", stage, segment`;
}
