import { LogLevel, WebClient } from '@slack/web-api';
import { DEFAULT_LIMITS } from './limits.ts';

export interface SlackClientOptions {
  /** The bot token. */
  readonly token: string;
  /** Where the Web API is, when it is not Slack's own. */
  readonly slackApiUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * The client that the sender needs: it never repeats a call by itself, since Slack takes a repeated post for a second
 * message, and it gives a call up before the lease on its delivery ends.
 */
export function createSlackClient({ token, slackApiUrl, timeoutMs }: SlackClientOptions): WebClient {
  return new WebClient(token, {
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    timeout: timeoutMs ?? DEFAULT_LIMITS.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
}
