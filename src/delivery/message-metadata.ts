import { z } from 'zod';

const EVENT_TYPE = 'rep_coach_delivery';

/** What goes with a message so that it is found again: an opaque id. Every app in the channel may read it. */
export function messageMetadata(uuid: string) {
  return { event_type: EVENT_TYPE, event_payload: { id: uuid } };
}

const metadataSchema = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ id: z.guid() }) });

/** The delivery's UUID that a message of Slack carries, or null when it is not one of ours. */
export function uuidIn(metadata: unknown): string | null {
  const parsed = metadataSchema.safeParse(metadata);
  return parsed.success ? parsed.data.event_payload.id : null;
}
