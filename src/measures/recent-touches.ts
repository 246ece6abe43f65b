import type { Knex } from 'knex';

/** Touches sent by each rep in a window of their own, of the cadences that there are; none: no entry. */
export async function touchesSent(
  db: Knex,
  windows: readonly { readonly repId: string; readonly from: Date }[],
  until: { readonly end: Date; readonly runStart: Date },
): Promise<Map<string, number>> {
  const { rows } = await db.raw<{ rows: { rep_id: string; touches: number }[] }>(
    `with reps as (
       select * from unnest(cast(:repIds as text[]), cast(:froms as timestamptz[])) as r (rep_id, since)
     )
     select e.rep_id, count(*) as touches
     from cadence_event_log e
     join reps r on r.rep_id = e.rep_id and e.event_at >= r.since
     where e.event_type = 'touch_sent' and e.is_duplicate is not true
       and e.cadence_type in ('cold', 'warm', 'abm', 're_engage')
       and e.event_at >= :first and e.event_at < :end and e.recorded_at < :runStart
     group by e.rep_id`,
    {
      repIds: windows.map(({ repId }) => repId),
      froms: windows.map(({ from }) => from.toISOString()),
      first: new Date(Math.min(...windows.map(({ from }) => from.getTime()), until.end.getTime())),
      ...until,
    },
  );
  return new Map(rows.map((row) => [row.rep_id, row.touches]));
}
