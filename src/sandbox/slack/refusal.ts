/** An `ok: false` answer of the Web API, by Slack's error name, with what Slack adds to it. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly extra: Record<string, unknown>;

  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.name = 'SlackRefusal';
    this.code = code;
    this.extra = extra;
  }
}

/** HTTP 429 with Retry-After in whole seconds. */
export class RateLimited extends SlackRefusal {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('ratelimited');
    this.name = 'RateLimited';
    this.retryAfter = retryAfter;
  }
}
