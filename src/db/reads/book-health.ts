import type { Knex } from 'knex';
import { type BookHealth, RISK_TIERS, type RiskTier } from '../../domain/book-health.ts';
import { addDays, isoMonday, type LocalDate } from '../../domain/local-date.ts';
import { TREND_WEEKS } from '../../domain/trend.ts';

export interface BookAsked {
  readonly repId: string;
  readonly role: 'AM' | 'CSM';
  /** The weeks are those of the Mondays before it. */
  readonly before: LocalDate;
  /** A score older than this does not count as that week's. */
  readonly healthScoreDays: number;
  /** Accounts taken over from somebody join the book after this long. */
  readonly inheritedAccountDays: number;
  /** Only what was known then counts. */
  readonly runStart: Date;
}

interface Row {
  as_of: LocalDate;
  tier: RiskTier | null;
  accounts: number;
}

/** The accounts that a rep had each week (metrics G11) by the last risk tier before it. */
export async function bookHealth(db: Knex, asked: BookAsked): Promise<BookHealth> {
  const last = isoMonday(addDays(asked.before, -1));
  const mondays = Array.from({ length: TREND_WEEKS }, (_, week) => addDays(last, 7 * (week + 1 - TREND_WEEKS)));
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with stretches as (
       select account_id, rep_id, owned_from, owned_to,
              coalesce(min(rep_id) over earlier <> rep_id or max(rep_id) over earlier <> rep_id, false) as is_inherited
       from account_ownership
       where owner_role = :role and recorded_at < :runStart and account_id in (
         select account_id from account_ownership where rep_id = :repId and owner_role = :role)
       window earlier as (partition by account_id order by owned_from
                          rows between unbounded preceding and 1 preceding)
     ), owners as (
       select distinct on (w.as_of, s.account_id) w.as_of, s.*
       from unnest(cast(:mondays as date[])) as w (as_of)
       join stretches s on s.owned_from <= w.as_of and (s.owned_to is null or s.owned_to > w.as_of)
       order by w.as_of, s.account_id, s.owned_from desc
     )
     select o.as_of, score.health_tier as tier, count(*)::int as accounts
     from owners o
     join accounts a on a.account_id = o.account_id and a.recorded_at < :runStart
     left join lateral (
       select h.health_tier
       from customer_health_log h
       where h.account_id = o.account_id and h.recorded_at < :runStart
         and h.score_date < o.as_of and h.score_date >= o.as_of - cast(:healthScoreDays as int)
         and h.health_score between 0 and 100 and h.health_tier = any(:tiers) and h.model_version is not null
       order by h.score_date desc limit 1
     ) score on true
     where o.rep_id = :repId
       and (not o.is_inherited or o.owned_from <= o.as_of - cast(:inheritedAccountDays as int))
       and case when a.churned_at is null then a.is_active else a.churned_at >= o.as_of end
     group by o.as_of, score.health_tier`,
    { ...asked, mondays, tiers: [...RISK_TIERS] },
  );
  const countOf = (asOf: LocalDate, tier: RiskTier | null): number =>
    rows.find((row) => row.as_of === asOf && row.tier === tier)?.accounts ?? 0;
  return {
    weeks: mondays.map((asOf) => ({
      asOf,
      tiers: {
        Critical: countOf(asOf, 'Critical'),
        High: countOf(asOf, 'High'),
        Medium: countOf(asOf, 'Medium'),
        Low: countOf(asOf, 'Low'),
      },
      unscored: countOf(asOf, null),
    })),
  };
}
