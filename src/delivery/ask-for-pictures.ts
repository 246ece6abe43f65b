import type { Knex } from 'knex';
import type { DeliveryRow } from './delivery-row.ts';
import type { SenderLimits } from './limits.ts';

/** So often a message that went without a picture is drawn again for it; within about half an hour. */
const MOST_TRIES = 5;

/** What a row records when Slack shows it, by whether a picture is lacking: when it is to be drawn again for it. */
export function pictureDue(
  db: Knex,
  row: Pick<DeliveryRow, 'picture_tries'>,
  isLacking: boolean,
  { pictureRetryMs }: Pick<SenderLimits, 'pictureRetryMs'>,
): { picture_due: Knex.Raw | null } {
  if (!isLacking || row.picture_tries >= MOST_TRIES) return { picture_due: null };
  const ms = pictureRetryMs * 2 ** row.picture_tries;
  return { picture_due: db.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [ms]) };
}

/**
 * Asks that messages which went without a picture be drawn again, those that have waited longest first, and no more than
 * there are turns to upload until the next time: who has to wait does not use up a try. Returns how many.
 */
export async function askForPictures(db: Knex, most: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `update delivery
     set wanted_version = wanted_version + 1, picture_tries = picture_tries + 1, picture_due = null
     where delivery_id in (
       select delivery_id from delivery
       where picture_due <= clock_timestamp() and state = 'sent'
       order by picture_due limit ? for update skip locked)`,
    [most],
  );
  return rowCount;
}
