/*
 * Random numbers without a generator's state: a hash of the row's number, of what is thrown for, and of the seed. So
 * Postgres makes the rows itself, millions of them, and the same seed gives the same rows.
 */

/** Creates `pg_temp.dice(row, throw)`, 0 to below 1, and what is thrown from it. @param seed an integer. */
export function createDice(seed: number): string {
  return `
create function pg_temp.dice(n bigint, throw int) returns float8 language sql immutable as $$
  select (hashint8extended(n * 128 + throw, ${Math.trunc(seed)}) & 1048575) / cast(1048576 as float8)
$$;
create function pg_temp.pick(n bigint, throw int, choices text[]) returns text language sql immutable as $$
  select choices[1 + cast(floor(pg_temp.dice(n, throw) * cardinality(choices)) as int)]
$$;
create function pg_temp.score(n bigint, throw int, middle float8) returns numeric language sql immutable as $$
  select cast(round(least(100, greatest(0, middle + 15 * (pg_temp.dice(n, throw) + pg_temp.dice(n, throw + 1)
                                                          + pg_temp.dice(n, throw + 2) - 1.5)))) as numeric)
$$`;
}
