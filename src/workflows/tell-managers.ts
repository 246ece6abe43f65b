import type { Knex } from 'knex';
import type { WeekTwoEpisode } from '../db/reads/open-matters.ts';
import type { UnseenFlag } from '../db/reads/unseen-flags.ts';
import { leaveBehind } from '../delivery/leave-behind.ts';
import { enqueue } from '../delivery/outbox.ts';
import { releaseWithheld } from '../delivery/release-withheld.ts';

interface Addressee {
  recipientId: string;
  now: Date;
}

/** Tells a manager, or who stands in, that a pattern goes to the second-line manager next week unless it improves. */
export async function tellOfWeekTwo(
  trx: Knex.Transaction,
  { episodeId, coachingId, countedOn }: WeekTwoEpisode,
  { recipientId, now }: Addressee,
): Promise<void> {
  const key = `week-two:${episodeId}:${countedOn}:${recipientId}`;
  await leaveBehind(trx, key);
  await enqueue(trx, {
    key,
    kind: 'week_two_notice',
    recipientId,
    reference: { episode_id: episodeId },
    subjects: [`coaching:${coachingId}`, `episode:${episodeId}`],
    now,
  });
  await releaseWithheld(trx, key);
}

/** Tells a manager, or who stands in, of a flag that reached nobody before them, when it was to be told. */
export async function tellOfUnseenFlag(
  trx: Knex.Transaction,
  { stem, kind, reference, subjects, notBefore }: UnseenFlag,
  { recipientId, now }: Addressee,
): Promise<void> {
  const key = `${stem}${recipientId}`;
  await enqueue(trx, { key, kind, recipientId, reference, subjects, notBefore, now });
  await releaseWithheld(trx, key);
}

/** Tells a manager, or who stands in, that something of theirs is with the second-line manager. */
export async function tellOfEscalation(
  trx: Knex.Transaction,
  { escalationId, coachingId }: { escalationId: string; coachingId: string | null },
  { recipientId, now }: Addressee,
): Promise<void> {
  const key = `escalation-notice:${escalationId}:${recipientId}`;
  await leaveBehind(trx, key);
  await enqueue(trx, {
    key,
    kind: 'escalation_notice',
    recipientId,
    reference: { escalation_id: escalationId },
    subjects: [`escalation:${escalationId}`, ...(coachingId === null ? [] : [`coaching:${coachingId}`])],
    now,
  });
  await releaseWithheld(trx, key);
}
