/** The accounts that the rep (`:repId`) ever owned as known at `:runStart`, and whether the rep owns them at `:t`. */
export const ACCOUNTS_OF_AM = `mine as (
  select account_id, bool_or(owned_from <= :t and (owned_to is null or owned_to > :t)) as is_owned_now
  from account_ownership
  where rep_id = :repId and owner_role = 'AM' and recorded_at < :runStart
  group by account_id
)`;
