import type { Knex } from 'knex';
import type { FoundMessage } from './find-message.ts';

/** Where messages were seen. */
interface Place {
  readonly channelId: string;
  /** The delivery that was looked for there: what is to be done about it is done by who looked. */
  readonly lookedFor: string | null;
}

/**
 * Judges messages of ours that were seen in a conversation against the rows. One that no row has any more is kept for the
 * auditor to report, like one whose row is sent in another conversation: it may belong to another database, so it is never
 * deleted. One whose row was not taken for sent is looked up again, and so adopted. A double of a sent one has its row
 * swept, which deletes the later of the two. Of what is on its way nothing is known yet.
 */
export async function judgeSeen(db: Knex, { channelId, lookedFor }: Place, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  const given = {
    channelId,
    lookedFor,
    uuids: seen.map(({ uuid }) => uuid),
    times: seen.map(({ ts }) => ts),
  };
  const shown = 'unnest(:uuids::uuid[], :times::text[]) as seen (uuid, ts)';
  await db.raw(
    `insert into unknown_message (channel_id, message_ts, message_uuid)
     select :channelId, seen.ts, seen.uuid from ${shown}
     where not exists (
       select from delivery d where d.message_uuid = seen.uuid and not (d.state = 'sent' and d.channel_id <> :channelId))
     on conflict do nothing`,
    given,
  );
  await db.raw(
    `update delivery d
     set state = 'ambiguous', reason = null, parked_at = null, lease_until = null, retry_at = null, absent_reads = 0,
         channel_id = :channelId, sending_since = clock_timestamp(),
         search_from = least(d.search_from, to_timestamp(seen.ts::float8))
     from ${shown} where d.message_uuid = seen.uuid and d.state in ('withheld', 'parked')`,
    given,
  );
  await db.raw(
    `update delivery d
     set sweep_at = clock_timestamp(), search_from = least(d.search_from, to_timestamp(seen.ts::float8))
     from ${shown}
     where d.message_uuid = seen.uuid and d.state = 'sent' and d.channel_id = :channelId and d.message_ts <> seen.ts
       and d.sweep_at is null and d.delivery_id is distinct from :lookedFor`,
    given,
  );
}

type Seen = Pick<FoundMessage, 'uuid' | 'ts'>;

/** Keeps for the auditor that a double stands in Slack that must not be deleted. */
export async function keepUnknown(db: Knex, channelId: string, { uuid, ts }: Seen): Promise<void> {
  await db('unknown_message')
    .insert({ channel_id: channelId, message_ts: ts, message_uuid: uuid })
    .onConflict()
    .ignore();
}
