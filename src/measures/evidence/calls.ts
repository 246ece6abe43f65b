import { CALL_FAULTS, callFault } from '../call-faults.ts';
import { type CallPart, callParts } from '../call-parts.ts';
import type { EvidenceOf } from './evidence.ts';

interface Row {
  call_id: string;
  call_at: Date;
  is_late: boolean;
  is_of_role: boolean;
  fault: number | null;
  counts: boolean | null;
  score: string | null;
}

/** The calls of a rep behind one score, by the very conditions of the measure. */
export function evidenceOfCalls(part: CallPart): EvidenceOf {
  return async (db, { repId, role, from, end, runStart, thresholds }) => {
    const { rows } = await db.raw<{ rows: Row[] }>(
      `select c.call_id, c.call_at, c.recorded_at >= :runStart as is_late,
              coalesce(c.call_owner_role = :role, true) as is_of_role, ${callFault} as fault, ${part.counts} as counts,
              case when (${callFault}) is null and ${part.counts} then cast(${part.score} as text) end as score
       from conv_intelligence c
       left join lateral (
         select * from discovery_brief_log one
         where one.call_id = c.call_id and one.created_at < :end and one.recorded_at < :runStart
           and one.qual_topics_covered >= 0 and one.qual_topics_required >= 0
         order by one.created_at desc, one.brief_id desc limit 1) b on true
       where c.call_owner_rep_id = :repId and c.call_at >= :from and c.call_at < :end
       order by c.call_at, c.call_id`,
      {
        repId,
        role,
        from,
        end,
        runStart,
        ...(uses(part, 'talkCallSeconds') && { talkCallSeconds: thresholds.talkCallSeconds }),
      },
    );
    return rows.map((row) => {
      const leftOut = reasonOf(row);
      const value = leftOut === null ? row.score : null;
      return { name: `call ${row.call_id}`, at: row.call_at, dimension: '', value, leftOut };
    });
  };
}

function uses({ counts, score }: CallPart, binding: string): boolean {
  return `${counts} ${score}`.includes(`:${binding}`);
}

function reasonOf({ is_late, is_of_role, fault, counts, score }: Row): string | null {
  if (is_late) return 'known only after the run began';
  if (!is_of_role) return 'held in another role';
  if (fault !== null) return CALL_FAULTS[fault]?.reason ?? 'breaks the contract';
  if (counts !== true) return 'not one of the calls that this metric counts';
  return score === null ? 'not scored' : null;
}

/** By the parts of the calls family. */
export const evidenceOfCallParts: ReadonlyMap<string, EvidenceOf> = new Map(
  [...callParts].map(([name, part]) => [name, evidenceOfCalls(part)]),
);
