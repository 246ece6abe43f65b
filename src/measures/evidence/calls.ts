import { localDateOf } from '../../domain/calendar.ts';
import { Decimal } from '../../domain/decimal.ts';
import { formatValue } from '../../domain/number-format.ts';
import { CALL_FAULTS, callFault } from '../call-faults.ts';
import { type CallPart, callParts } from '../call-parts.ts';
import { BEFORE_STINT, counted, type EvidenceOf, evidenceBindings, LATE, leftOut } from './evidence.ts';

/** What every statement about a rep's calls says of one. */
export interface CallRow {
  call_id: string;
  call_at: Date;
  account_id: string | null;
  recording_url: string | null;
  is_late: boolean;
  is_of_role: boolean;
  /** Its place in `CALL_FAULTS`. */
  fault: number | null;
}

interface Row extends CallRow {
  is_early: boolean;
  counts: boolean | null;
  score: string | null;
}

const INTERNAL = 'nobody from outside took part';
const NOT_DISCOVERY = 'not a discovery call';
const NO_TALK = 'internal, too short, or only one side spoke';

/** Why a sound call is none of those that a part counts. */
const NOT_COUNTED: ReadonlyMap<string, string> = new Map([
  ['objection_handling', 'no objection was raised'],
  ['discovery_objection_handling', `${NOT_DISCOVERY}, or no objection was raised`],
  ['next_step_quality', INTERNAL],
  ['product_knowledge', INTERNAL],
  ['sentiment', INTERNAL],
  ['talk_ratio', NO_TALK],
  ['discovery_talk_ratio', `${NOT_DISCOVERY}, or ${NO_TALK}`],
  ['sales_methodology', 'not an expansion, renewal or review call'],
  ['discovery_question_quality', NOT_DISCOVERY],
]);

/** The calls of a rep behind one score, by the very conditions of the measure. */
function evidenceOfCalls(name: string, part: CallPart): EvidenceOf {
  return async (db, request) => {
    const { rep, wanted, thresholds, settings } = request;
    const { rows } = await db.raw<{ rows: Row[] }>(
      `select c.call_id, c.call_at, c.account_id, c.recording_url, c.recorded_at >= :runStart as is_late,
              c.call_at < :ownFrom as is_early, coalesce(c.call_owner_role = :role, true) as is_of_role,
              ${callFault} as fault, ${part.counts} as counts,
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
        ...evidenceBindings(request),
        role: rep.role,
        ...(`${part.counts} ${part.score}`.includes(':talkCallSeconds') && {
          talkCallSeconds: thresholds.talkCallSeconds,
        }),
      },
    );
    return rows.map((row) => {
      const call = namedCall(row, settings.orgTz);
      const reason = reasonOf(row, NOT_COUNTED.get(name) ?? 'not one of the calls that this metric counts');
      if (reason !== null || row.score === null) return leftOut(call, reason ?? 'not scored');
      const score = new Decimal(row.score);
      const adds = { numerator: score, denominator: new Decimal(1), size: 1 };
      return counted(call, formatValue(wanted.metric.unit, score), adds);
    });
  };
}

/** A call as the evidence names it. */
export function namedCall({ call_id, call_at, account_id, recording_url }: CallRow, orgTz: string) {
  return { name: `call ${call_id}`, on: localDateOf(call_at, orgTz), accountId: account_id, link: recording_url };
}

function reasonOf({ is_late, is_early, is_of_role, fault, counts }: Row, otherwise: string): string | null {
  if (is_late) return LATE;
  if (is_early) return BEFORE_STINT;
  if (!is_of_role) return 'held in another role';
  if (fault !== null) return CALL_FAULTS[fault]?.reason ?? 'breaks the contract';
  return counts === true ? null : otherwise;
}

/** By the parts of the calls family. */
export const evidenceOfCallParts: ReadonlyMap<string, EvidenceOf> = new Map(
  [...callParts].map(([name, part]) => [name, evidenceOfCalls(name, part)]),
);
