import type { Knex } from 'knex';

/** The rep whom a reference, a delivery's or a control's, is about, or null. */
export async function concernedRep(db: Knex, reference: Readonly<Record<string, string>>): Promise<string | null> {
  if (reference.rep_id !== undefined) return reference.rep_id;
  const { rows } = await db.raw<{ rows: { rep_id: string }[] }>(
    `select rep_id from escalation where escalation_id = :escalation
     union all select rep_id from pattern_episode where episode_id = :episode
     union all select rep_id from rep_coaching_log where coaching_id = :coaching
     union all select rep_id from digest where digest_id = :digest
     union all select rep_id from escalation_note join escalation using (escalation_id) where note_id = :note
     limit 1`,
    {
      escalation: reference.escalation_id ?? null,
      episode: reference.episode_id ?? null,
      coaching: reference.coaching_id ?? null,
      digest: reference.digest_id ?? null,
      note: reference.note_id ?? null,
    },
  );
  return rows[0]?.rep_id ?? null;
}
