import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';

/** A digest in a rep's list. */
export interface PastDigest {
  digestId: string;
  periodMonth: LocalDate;
  acknowledged: boolean;
  /** How many actions it carries. */
  actions: number;
}

interface Row {
  digest_id: string;
  period_month: LocalDate;
  is_acknowledged: boolean;
  actions: number;
}

/** The digests that reached a rep, newest first. */
export async function pastDigests(db: Knex, repId: string): Promise<PastDigest[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select d.digest_id, d.period_month, d.acknowledged_at is not null as is_acknowledged,
            (select count(*) from digest_action da where da.digest_id = d.digest_id) as actions
     from digest d
     where d.rep_id = :repId and exists (
       select 1 from delivery sent where sent.kind = 'rep_digest' and sent.state = 'sent'
         and sent.reference ->> 'digest_id' = d.digest_id and sent.recipient_id = :repId)
     order by d.period_month desc`,
    { repId },
  );
  return rows.map((row) => ({
    digestId: row.digest_id,
    periodMonth: row.period_month,
    acknowledged: row.is_acknowledged,
    actions: row.actions,
  }));
}
