import type { Knex } from 'knex';
import type { ReportingLine } from '../reads/reporting-line.ts';

interface Row {
  rep_id: string;
  is_in_force: boolean;
  manager_id: string | null;
  slm_id: string | null;
  acting_for_manager_id: string | null;
}

/** Who answered for each rep when their open items last followed the reporting lines, by rep. */
export async function followedLines(db: Knex): Promise<Map<string, ReportingLine>> {
  const rows = await db<Row>('followed_line').select();
  return new Map(
    rows.map((row) => [
      row.rep_id,
      {
        isInForce: row.is_in_force,
        managerId: row.manager_id,
        slmId: row.slm_id,
        actingForManagerId: row.acting_for_manager_id,
      },
    ]),
  );
}

/** Keeps the line that a rep's items follow from now on. @returns false when somebody else has followed meanwhile. */
export async function saveFollowedLine(
  trx: Knex.Transaction,
  repId: string,
  { before, now }: { before: ReportingLine | undefined; now: ReportingLine },
): Promise<boolean> {
  if (before !== undefined) {
    return (
      (await trx<Row>('followed_line')
        .where({ rep_id: repId, ...columnsOf(before) })
        .update(columnsOf(now))) === 1
    );
  }
  const inserted = await trx<Row>('followed_line')
    .insert({ rep_id: repId, ...columnsOf(now) })
    .onConflict('rep_id')
    .ignore()
    .returning('rep_id');
  return inserted.length === 1;
}

function columnsOf(line: ReportingLine): Omit<Row, 'rep_id'> {
  return {
    is_in_force: line.isInForce,
    manager_id: line.managerId,
    slm_id: line.slmId,
    acting_for_manager_id: line.actingForManagerId,
  };
}
