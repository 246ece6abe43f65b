import { textFault } from './text-length.ts';

/** Characters (code points) of the note with which a manager asks the second-line manager for help. */
export const requestNoteLimits = { min: 10, max: 2000 } as const;

/** Why a text cannot be such a note, as a sentence for the person who wrote it, or null. */
export function requestNoteFault(text: string): string | null {
  return textFault(text, requestNoteLimits, 'so that they know what you need from them');
}
