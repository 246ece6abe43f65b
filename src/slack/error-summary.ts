import { BadPayload } from './payloads.ts';

/**
 * What may be logged of an error: its kind and where it came from. Never its message, which in a failed query holds
 * the values, except for our own, which hold none.
 */
export interface ErrorSummary {
  readonly name: string;
  readonly code?: string | undefined;
  /** Slack's word for a refused call. */
  readonly slackError?: string | undefined;
  readonly detail?: string | undefined;
  readonly at: readonly string[];
}

const FRAMES = 4;

export function summarise(thrown: unknown): ErrorSummary {
  const error = originalOf(thrown);
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  return {
    name: error.name,
    code: textOf(error, 'code'),
    slackError: 'data' in error && error.data instanceof Object ? textOf(error.data, 'error') : undefined,
    detail: error instanceof BadPayload ? error.message : undefined,
    at: framesOf(error),
  };
}

/** Bolt wraps what a listener throws; of several listeners' errors the first stands for all. */
function originalOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if ('originals' in thrown && Array.isArray(thrown.originals)) return originalOf(thrown.originals[0]);
  return 'original' in thrown ? originalOf(thrown.original) : thrown;
}

function textOf(holder: object, key: string): string | undefined {
  const found: unknown = Reflect.get(holder, key);
  return typeof found === 'string' ? found : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, FRAMES);
}
