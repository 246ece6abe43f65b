import type { Knex } from 'knex';
import { consecutive, inBatches } from '../db/in-batches.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { RepToMeasure } from './measure.ts';

/** Who owns an account at t, in one of its two roles. */
export interface AccountOwner {
  rep_id: string;
  account_id: string;
  owned_from: LocalDate;
  /** Null: `accounts` does not know it. */
  segment: string | null;
  is_active: boolean | null;
}

export interface OwnerDates {
  readonly t: LocalDate;
  readonly inheritedAccountDays: number;
  readonly runStart: Date;
}

/**
 * Of two stretches that both hold, the later counts. An account that has churned stays with whoever owned it on the day
 * it did, whoever took it over since (metrics G11), also where the stretch ended with the churn.
 */
const OWNERS_SQL = `
with reps as (
  select * from unnest(cast(:repIds as text[]), cast(:roles as text[])) as r (rep_id, role)
), stretches as (
  select account_id, owner_role, rep_id, owned_from, owned_to,
         coalesce(min(rep_id) over earlier <> rep_id or max(rep_id) over earlier <> rep_id, false) as is_inherited
  from account_ownership
  where owned_from <= :t and recorded_at < :runStart
  window earlier as (partition by account_id, owner_role order by owned_from
                     rows between unbounded preceding and 1 preceding)
), owners as (
  select distinct on (s.account_id, s.owner_role) s.account_id, s.owner_role, s.rep_id, s.owned_from, s.is_inherited,
         a.segment, case when a.churned_at is null then a.is_active else a.churned_at >= :t end as is_active
  from stretches s
  left join accounts a on a.account_id = s.account_id and a.recorded_at < :runStart
  where s.owned_from <= least(a.churned_at, cast(:t as date))
    and (s.owned_to is null or s.owned_to > least(a.churned_at, cast(:t as date))
         or (a.churned_at < :t and s.owned_to = a.churned_at))
  order by s.account_id, s.owner_role, s.owned_from desc
)
select o.rep_id, o.account_id, o.owned_from, o.segment, o.is_active
from owners o
join reps r on r.rep_id = o.rep_id and r.role = o.owner_role
where not o.is_inherited or o.owned_from <= cast(:t as date) - cast(:inheritedAccountDays as int)
order by o.account_id, o.owner_role`;

/**
 * The accounts that the reps own at t, by account_id, in order of the owner's role. One that was taken over from somebody
 * is in it only after a time. Texts that come again and again are held once.
 */
export async function accountOwners(
  db: Knex,
  reps: readonly Pick<RepToMeasure, 'repId' | 'role'>[],
  dates: OwnerDates,
): Promise<Map<string, AccountOwner[]>> {
  const [repId, date, segment] = [sharing<string>(), sharing<LocalDate>(), sharing<string>()];
  const ownersOf = new Map<string, AccountOwner[]>();
  const batches = inBatches<AccountOwner>(db, OWNERS_SQL, {
    ...dates,
    repIds: reps.map((rep) => rep.repId),
    roles: reps.map((rep) => rep.role),
  });
  for await (const ofAccount of consecutive(batches, (row) => row.account_id)) {
    const owners = ofAccount.map((row) => ({
      ...row,
      rep_id: repId(row.rep_id),
      owned_from: date(row.owned_from),
      segment: row.segment === null ? null : segment(row.segment),
    }));
    for (const { account_id: accountId } of owners.slice(0, 1)) ownersOf.set(accountId, owners);
  }
  return ownersOf;
}

/** Gives the first of equal texts for each. */
function sharing<Text extends string>(): (text: Text) => Text {
  const known = new Map<Text, Text>();
  return (text) => {
    const first = known.get(text) ?? text;
    known.set(text, first);
    return first;
  };
}
