import { formatDate } from '../../domain/date-format.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { actions, button, type Message, section } from './blocks.ts';
import { lines, md } from './markup.ts';
import { counted } from './review-request.ts';

export interface ReviewReminder {
  /** How much waits for the reader now, and for how many of each rep, the one that waits longest first. */
  readonly total: number;
  readonly reps: readonly { readonly repName: string; readonly waiting: number }[];
  /** The date of the digests that it could still go out with. */
  readonly digestOn: LocalDate;
}

const REPS_SHOWN = 10;

/** To whoever decides, two business days before the digests: what waits, and what it misses. */
export function reviewReminder({ total, reps, digestOn }: ReviewReminder): Message {
  if (total === 0) {
    const done = md`Nothing waits for your decision any more.`;
    return { text: done.text, blocks: [section(done)] };
  }
  const waits = `${counted(total, 'suggestion')} ${total === 1 ? 'waits' : 'wait'} for your decision`;
  const left = reps.length - REPS_SHOWN;
  return {
    text: md`${waits} before the next digests.`.text,
    blocks: [
      section(
        lines(
          md`*${waits}.* What you approve before the digests of ${formatDate(digestOn)} still goes out with them.`,
          ...reps.slice(0, REPS_SHOWN).map(({ repName, waiting }) => md`• ${repName}: ${waiting}`),
          left > 0 ? md`and ${counted(left, 'more rep')}` : null,
        ),
      ),
      actions('reminder:queue', button('Open the queue', { id: actionIds.openQueue, style: 'primary' })),
    ],
  };
}
