import type { Knex } from 'knex';

/**
 * `uploaded`: Slack has it and may still be at work on it. `usable`: a block may refer to it. `refused`: Slack did not
 * take a message that showed it, so it is left to its words from then on.
 */
export type PictureState = 'uploaded' | 'usable' | 'refused';

export interface PictureFile {
  picture_key: string;
  file_id: string;
  state: PictureState;
}

/** The files of pictures, by key, as far as they were uploaded: a retry uploads nothing twice. */
export async function pictureFiles(db: Knex, keys: readonly string[]): Promise<ReadonlyMap<string, PictureFile>> {
  if (keys.length === 0) return new Map();
  const rows = await db<PictureFile>('picture_file').whereIn('picture_key', [...keys]);
  return new Map(rows.map((row) => [row.picture_key, row]));
}

export async function keepPictureFile(db: Knex, file: PictureFile): Promise<void> {
  await db<PictureFile>('picture_file').insert(file).onConflict('picture_key').merge();
}

/** Slack no longer has it. */
export async function forgetPictureFile(db: Knex, key: string): Promise<void> {
  await db<PictureFile>('picture_file').where({ picture_key: key }).delete();
}

export async function refusePictures(db: Knex, keys: readonly string[]): Promise<void> {
  await db<PictureFile>('picture_file')
    .whereIn('picture_key', [...keys])
    .update({ state: 'refused' });
}
