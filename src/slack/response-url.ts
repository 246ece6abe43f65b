import type { KnownBlock } from '@slack/types';
import { quoted } from './messages/blocks.ts';
import { inertText } from './messages/escape.ts';

const TIMEOUT_MS = 5_000;

/** Slack did not take an answer to a `response_url`. */
export class AnswerRefused extends Error {
  readonly code: string;

  constructor(status: number) {
    super(`Slack answered a private answer with status ${status}.`);
    this.name = 'AnswerRefused';
    this.code = `http_${status}`;
  }
}

export interface PrivateAnswer {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** A sentence that shows as it is written, whatever names are in it. */
export function privately(sentence: string): PrivateAnswer & { readonly blocks: KnownBlock[] } {
  return { text: inertText(sentence), blocks: quoted(sentence) };
}

/**
 * Says something that only the person sees, below the message they clicked in or the command they typed.
 * @throws AnswerRefused when the address is used up (5 times, 30 minutes)
 */
export async function answerPrivately(responseUrl: string, answer: PrivateAnswer): Promise<void> {
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...answer, response_type: 'ephemeral', replace_original: false }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new AnswerRefused(response.status);
}
