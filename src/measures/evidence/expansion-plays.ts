import { localDateOf } from '../../domain/calendar.ts';
import { IS_SOUND_PLAY } from '../expansion-plays.ts';
import { BEFORE_STINT, counted, type EvidenceOf, evidenceBindings, hit, LATE, leftOut } from './evidence.ts';

interface Row {
  play_id: string;
  account_id: string | null;
  status: string | null;
  suppressed_by: string | null;
  status_at: Date;
  is_late: boolean;
  is_early: boolean;
  is_sound: boolean;
}

/** The expansion plays of a rep that were decided in the window, or are open since. */
const evidenceOfPlays: EvidenceOf = async (db, request) => {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select e.play_id, e.account_id, e.status, e.suppressed_by, e.status_at, e.recorded_at >= :runStart as is_late,
            e.status_at < :ownFrom as is_early, ${IS_SOUND_PLAY} as is_sound
     from expansion_log e
     where e.am_rep_id = :repId and e.status_at >= :from and e.status_at < :end
     order by e.status_at, e.play_id`,
    evidenceBindings(request),
  );
  return rows.map((row) => {
    const play = {
      name: `play ${row.play_id}`,
      on: localDateOf(row.status_at, request.settings.orgTz),
      accountId: row.account_id,
    };
    const reason = reasonOf(row);
    if (reason !== null) return leftOut(play, reason);
    const outcome = row.status === 'suppressed' ? 'put aside by the rep' : row.status === 'closed_won' ? 'won' : 'lost';
    return counted(play, outcome, hit(row.status === 'closed_won'));
  });
};

function reasonOf({ status, suppressed_by, is_late, is_early, is_sound }: Row): string | null {
  if (is_late) return LATE;
  if (is_early) return BEFORE_STINT;
  if (status === 'open') return 'still open';
  if (!is_sound) return 'no segment, status or who put it aside';
  return status === 'suppressed' && suppressed_by === 'system' ? 'put aside by the system' : null;
}

export const evidenceOfPlayParts: ReadonlyMap<string, EvidenceOf> = new Map([['conversion', evidenceOfPlays]]);
