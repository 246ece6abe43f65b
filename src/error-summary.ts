import { OwnError } from './errors.ts';

/**
 * What may be logged of an error: its kind and where it came from. Never its message, which in a failed query holds
 * the values, nor what a database adds to it, but for our own messages, which hold none.
 */
export interface ErrorSummary {
  readonly name: string;
  readonly code?: string | undefined;
  /** The constraint of the schema that a row did not fit. */
  readonly constraint?: string | undefined;
  /** Slack's word for a refused call. */
  readonly slackError?: string | undefined;
  readonly detail?: string | undefined;
  readonly at: readonly string[];
  readonly cause?: ErrorSummary | undefined;
}

const FRAMES = 4;

/** The one way in which an error comes into the log. */
export function summarise(thrown: unknown): ErrorSummary {
  const error = originalOf(thrown);
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  return {
    name: error.name,
    code: textOf(error, 'code'),
    constraint: textOf(error, 'constraint'),
    slackError: 'data' in error && error.data instanceof Object ? textOf(error.data, 'error') : undefined,
    detail: error instanceof OwnError ? error.message : undefined,
    at: framesOf(error, FRAMES),
    cause: error.cause instanceof Error ? summarise(error.cause) : undefined,
  };
}

/**
 * An error in one line, to be kept or printed: its message, but for a database's own, which may quote what a row holds.
 * Of that its code and the constraint, table and column that it names.
 */
export function errorLine(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (!('severity' in thrown)) return `${thrown.name}: ${thrown.message}`;
  const named = ['constraint', 'table', 'column'].flatMap((key) => {
    const found = textOf(thrown, key);
    return found === undefined ? [] : [`${key} ${found}`];
  });
  return [`database error ${textOf(thrown, 'code') ?? ''}`.trim(), ...named].join(', ');
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

const frame = /^at .*(:\d+:\d+|<anonymous>|native|index \d+)\)?$/;

/** The frames at the end of the stack; its first lines repeat the message, whatever that looks like. */
export function framesOf(error: Error, most = Number.POSITIVE_INFINITY): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  const lastOfMessage = lines.findLastIndex((line) => !frame.test(line));
  return lines.slice(lastOfMessage + 1).slice(0, most);
}
