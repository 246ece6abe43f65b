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

export const HISTORY = `
reps as (
  select * from unnest(cast(:repIds as text[]), cast(:movesFrom as timestamptz[]),
                       cast(:movesEvidenceFrom as timestamptz[]), cast(:spellsFrom as timestamptz[]),
                       cast(:briefsFrom as timestamptz[]), cast(:briefsEvidenceFrom as timestamptz[]))
    as r (rep_id, moves_from, moves_evidence_from, spells_from, briefs_from, briefs_evidence_from)
), history as (
  select h.opp_id, h.seq, h.status, h.entered_at, h.owner_rep_id, o.segment, ${IS_SOUND} as is_sound,
         case when h.status = 'open' then h.stage_order end as stage
  from opportunity_stage_history h
  left join opportunities o on o.opp_id = h.opp_id and o.recorded_at < :runStart
  where h.entered_at < :end and h.recorded_at < :runStart
), entries as (
  select *, max(stage) over (deal rows between unbounded preceding and 1 preceding) as reached,
         lag(owner_rep_id) over deal as previous_owner,
         lead(entered_at) over deal as left_at,
         bool_or(status <> 'lost') over (deal rows between 1 following and unbounded following) as is_resumed,
         max(entered_at) over (deal rows between 1 following and unbounded following) as last_at
  from history
  window deal as (partition by opp_id, is_sound order by seq)
), turns as (
  select *,
         case when stage > reached or (stage is not null and reached is null) then 'entry'
              when reached is not null and (status = 'won' or (status = 'lost' and is_resumed is not true)) then 'close'
              when owner_rep_id <> previous_owner then 'transfer' end as turn
  from entries
  where is_sound and greatest(entered_at, last_at) >= :from
), owned as (
  select *, max(entered_at) filter (where owner_rep_id <> previous_owner) over deal as transferred_at,
         count(turn) over deal as part
  from turns
  window deal as (partition by opp_id order by seq rows unbounded preceding)
)`;

export const DECIDED = `
decided as (
  select distinct on (opp_id, from_stage)
         opp_id, from_stage, segment, status <> 'lost' as is_passed, entered_at, owner_rep_id, transferred_at
  from owned
  cross join lateral generate_series(reached, case when status = 'open' then stage - 1 else reached end) as from_stage
  where status <> 'lost' or is_resumed is not true
  order by opp_id, from_stage, seq
)`;

const MOVES = `${DECIDED}, moves as (
  select d.owner_rep_id as "repId", d.from_stage as "fromStage", d.segment,
         count(*) filter (where d.entered_at >= r.moves_from) as "ownSize",
         count(*) filter (where d.entered_at >= r.moves_from and d.is_passed) as "ownPassed",
         count(*) as "evidenceSize",
         count(*) filter (where d.is_passed) as "evidencePassed",
         count(*) filter (where d.entered_at >= greatest(r.moves_from, :lastWeekFrom)) as "newEvidence"
  from decided d
  join reps r on r.rep_id = d.owner_rep_id and d.entered_at >= r.moves_evidence_from
  where d.segment is not null
    and (d.is_passed or d.transferred_at is null
         or d.entered_at >= d.transferred_at + make_interval(hours => 24 * :transferGraceDays))
  group by d.owner_rep_id, d.from_stage, d.segment
)`;

/**
 * Each turn begins a part of the deal's history; those that begin with an entry are spells. A stay that ends before it
 * begins spoils its spell.
 */
export const SPELLS = `
parts as (
  select opp_id, part, max(turn) as turn, min(segment) as segment, max(stage) as stage, min(entered_at) as entered_at,
         max(owner_rep_id) filter (where turn is not null) as owner_rep_id,
         sum(extract(epoch from coalesce(left_at, cast(:end as timestamptz)) - entered_at))
           filter (where stage >= coalesce(reached, stage)) as seconds,
         sum(extract(epoch from least(coalesce(left_at, cast(:end as timestamptz)), cast(:lastWeekFrom as timestamptz))
                                - entered_at))
           filter (where stage >= coalesce(reached, stage) and entered_at < :lastWeekFrom) as seconds_before_week,
         coalesce(bool_or(left_at < entered_at), false) as is_backward
  from owned
  where part > 0
  group by opp_id, part
), followed as (
  select *, lead(turn) over deal as next_turn, lead(entered_at) over deal as next_at
  from parts
  window deal as (partition by opp_id order by part)
), all_spells as (
  select opp_id, stage, segment, owner_rep_id, entered_at, seconds, coalesce(seconds_before_week, 0) as before_week,
         coalesce(next_turn in ('entry', 'close'), false) as is_ended, next_at as ended_at
  from followed
  where turn = 'entry' and seconds >= 60 * :skippedStageMinutes and not is_backward
)`;

const OWN_SPELLS = `
spells as (
  select s.owner_rep_id as "repId", s.stage, s.segment,
         array_agg(cast(s.seconds as float8) order by s.seconds, s.opp_id) as seconds,
         array_agg(s.is_ended order by s.seconds, s.opp_id) as ended,
         array_agg(cast(extract(epoch from cast(:end as timestamptz) - s.entered_at) as float8)
                   order by s.seconds, s.opp_id) as "secondsSinceEntry",
         array_agg(cast(s.before_week as float8) order by s.seconds, s.opp_id) as "secondsBeforeWeek",
         array_agg(s.entered_at >= :lastWeekFrom or (s.is_ended and s.ended_at >= :lastWeekFrom)
                   order by s.seconds, s.opp_id) as "changedInWeek"
  from all_spells s
  join reps r on r.rep_id = s.owner_rep_id and s.entered_at >= r.spells_from
  where s.segment is not null
  group by s.owner_rep_id, s.stage, s.segment
)`;

/** The last brief of a deal's stage, whose spell has ended; of several on one date the one with the higher id. */
const BRIEFS = `
last_briefs as (
  select distinct on (b.opp_id, b.stage_order)
         b.opp_id, b.stage_order, b.rep_id, b.objectives_stated as stated, b.objectives_executed as executed,
         b.advance_score
  from opportunity_brief_log b
  where b.scored_at < :end and b.brief_date < :endDate and b.recorded_at < :runStart
  order by b.opp_id, b.stage_order, b.brief_date desc, b.brief_id desc
), ended_briefs as (
  select b.rep_id, s.ended_at >= r.briefs_from as is_own, s.ended_at >= greatest(r.briefs_from, :lastWeekFrom) as is_new,
         b.stated is null or b.executed is null as is_unsound, b.advance_score,
         case when b.stated > 0 then cast(b.executed as numeric) / b.stated end as executed
  from last_briefs b
  join all_spells s on s.opp_id = b.opp_id and s.stage = b.stage_order and s.is_ended
  join reps r on r.rep_id = b.rep_id and s.ended_at >= r.briefs_evidence_from
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
