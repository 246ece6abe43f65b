import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** What a daily run led to, in counts. */
export interface DayOutcomes {
  readonly breaches: number;
  readonly onsets: number;
  /** Onsets by how they were told. */
  readonly told: Readonly<Record<string, number>>;
  /** Onsets by why they were held back. */
  readonly heldBack: Readonly<Record<string, number>>;
  /** By rule, without E2 and E5, which are none of the daily run's. */
  readonly escalated: Readonly<Record<string, number>>;
}

export async function dayOutcomes(db: Knex, d: LocalDate): Promise<DayOutcomes> {
  const { rows } = await db.raw<{ rows: { kind: string; name: string; n: number }[] }>(
    `select 'breaches' as kind, '' as name, count(*) as n from daily_breach where breach_date = :d
     union all select 'onsets', '', count(*) from daily_breach where breach_date = :d and is_onset
     union all select 'told', delivered_as, count(*) from daily_breach
       where breach_date = :d and delivered_as is not null group by delivered_as
     union all select 'heldBack', held_back, count(*) from daily_breach
       where breach_date = :d and held_back is not null group by held_back
     union all select 'escalated', rule, count(*) from escalation
       where as_of = :d and rule in ('E1', 'E4', 'E6') group by rule`,
    { d },
  );
  const total = (kind: string) => rows.find((row) => row.kind === kind)?.n ?? 0;
  const byName = (kind: string) =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map(({ name, n }) => [name, n]));
  return {
    breaches: total('breaches'),
    onsets: total('onsets'),
    told: byName('told'),
    heldBack: byName('heldBack'),
    escalated: byName('escalated'),
  };
}
