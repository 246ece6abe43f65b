import type { Knex } from 'knex';

/** What is remembered of a request from Slack: that it came, never what it said. */
export interface SlackRequest {
  /** Unique for what Slack announces: `event:ID`, `envelope:ID` or `signature:DIGEST`. */
  readonly requestKey: string;
  readonly kind: string;
}

/** For so long a stored request counts as being worked on; then whoever works on it has died. Database's own clock. */
const LEASE = '30 seconds';

/**
 * Stores a request, or takes over one that nobody finished.
 * @returns `new` when it is the caller's to handle, `seen` when it was handled, `underway` while somebody does
 */
export async function takeSlackRequest(db: Knex, request: SlackRequest): Promise<'new' | 'seen' | 'underway'> {
  const taken = await db.raw<{ rows: unknown[] }>(
    `insert into slack_request as known (request_key, kind, received_at) values (?, ?, now())
     on conflict (request_key) do update set received_at = now()
       where known.state = 'received' and known.received_at < now() - ?::interval
     returning request_key`,
    [request.requestKey, request.kind, LEASE],
  );
  if (taken.rows.length > 0) return 'new';
  const known = await db<{ state: string; request_key: string }>('slack_request')
    .where({ request_key: request.requestKey })
    .first('state');
  return known?.state === 'received' ? 'underway' : 'seen';
}

/** Notes how a stored request ended. */
export async function settleSlackRequest(db: Knex, requestKey: string, state: 'handled' | 'failed'): Promise<void> {
  await db('slack_request').where({ request_key: requestKey }).update({ state });
}

/** Forgets a request that was stored too late to be handled, so that it can come again. */
export async function dropSlackRequest(db: Knex, requestKey: string): Promise<void> {
  await db('slack_request').where({ request_key: requestKey, state: 'received' }).delete();
}
