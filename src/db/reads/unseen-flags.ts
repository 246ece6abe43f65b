import type { Knex } from 'knex';

/** A daily flag, or the notice of weak calls, that has reached nobody. */
export interface UnseenFlag {
  kind: 'daily_flag' | 'weak_calls';
  /** Its key without the recipient at its end. */
  stem: string;
  reference: Record<string, string>;
  subjects: string[];
  /** Business time. */
  notBefore: Date;
}

interface Row {
  kind: UnseenFlag['kind'];
  stem: string;
  reference: Record<string, string>;
  subjects: string[];
  not_before: Date;
}

/** Those about a rep that were to go at `since` (business time) or later, in the order in which they were found. */
export async function unseenFlags(db: Knex, repId: string, since: Date): Promise<UnseenFlag[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select kind, stem, reference, subjects, not_before
     from (
       select d.*, left(d.delivery_key, -length(d.recipient_id)) as stem,
              row_number() over (partition by left(d.delivery_key, -length(d.recipient_id)) order by d.seq) as place,
              bool_and(d.state in ('pending', 'parked', 'withheld')) over (
                partition by left(d.delivery_key, -length(d.recipient_id))) as unseen
       from delivery d
       where d.kind in ('daily_flag', 'weak_calls') and d.part = 1 and d.reference ->> 'rep_id' = :repId
         and d.not_before >= :since
     ) flag
     where unseen and place = 1
     order by seq`,
    { repId, since },
  );
  return rows.map(({ not_before: notBefore, ...row }) => ({ ...row, notBefore }));
}
