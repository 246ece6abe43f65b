import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Picture } from '../domain/picture.ts';
import { summarise } from '../error-summary.ts';
import type { SenderLimits } from './limits.ts';
import { forgetPictureFile, keepPictureFile, pictureFiles } from './picture-files.ts';
import { gateWaitMs, methodGate, shutGate, takeUploadTurn } from './rate-gates.ts';
import { faultOf } from './slack-outcome.ts';

/** What it takes to bring a picture to Slack. */
export interface PictureContext {
  readonly db: Knex;
  readonly client: WebClient;
  readonly limits: Pick<
    SenderLimits,
    'pictureMs' | 'pictureRetryMs' | 'uploadsPerSecond' | 'uploadBurst' | 'timeoutMs'
  >;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** While this gate is shut no file is tried: Slack takes none, or asked for a pause. */
const FILES = methodGate('files');
const FIRST_LOOK_MS = 250;

/**
 * Brings the pictures to Slack, as far as that goes in the time that a message waits for them. Never throws, and repeats
 * nothing that was done: what comes later than that is there for the next time.
 */
export async function providePictures(context: PictureContext, pictures: readonly Picture[]): Promise<void> {
  const enough = new AbortController();
  const until = performance.now() + context.limits.pictureMs;
  const all = Promise.all(pictures.map((picture) => provide(context, picture, until)));
  try {
    await Promise.race([all, sleep(context.limits.pictureMs, undefined, { signal: enough.signal })]);
  } finally {
    enough.abort();
  }
}

async function provide(context: PictureContext, picture: Picture, until: number): Promise<void> {
  const { db, log, limits } = context;
  try {
    if ((await gateWaitMs(db, FILES)) > 0) return;
    const known = (await pictureFiles(db, [picture.key])).get(picture.key);
    const fileId = known?.file_id ?? (await upload(context, picture, until));
    if (fileId === null) return;
    await waitUntilUsable(context, { key: picture.key, fileId, isNew: known === undefined }, until);
  } catch (thrown) {
    const fault = faultOf(thrown);
    log.warn({ picture: picture.key, error: fault.error }, 'Slack did not take a picture');
    const wait = fault.kind === 'rate_limited' ? fault.waitMs : limits.pictureRetryMs;
    await shutGate(db, FILES, wait).catch(() => undefined);
  }
}

/**
 * A file without a channel: only messages that refer to it show it.
 * @returns null when it cannot be drawn, or its turn would come too late
 */
async function upload(context: PictureContext, picture: Picture, until: number): Promise<string | null> {
  const { db, client, limits } = context;
  const wait = await takeUploadTurn(db, {
    perSecond: limits.uploadsPerSecond,
    burst: limits.uploadBurst,
    mostMs: until - performance.now(),
  });
  if (wait === null) return null;
  const turnAt = performance.now() + wait;
  const png = await drawn(context, picture);
  if (png === null) return null;
  await sleep(Math.max(0, turnAt - performance.now()));
  const place = await client.files.getUploadURLExternal({ filename: 'picture.png', length: png.length });
  const { upload_url: url, file_id: fileId } = place;
  if (url === undefined || fileId === undefined) throw new Error('Slack named no place for a file');
  const body = new Uint8Array(png);
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(limits.timeoutMs) });
  if (!answer.ok) throw new Error(`Slack answered an upload with ${answer.status}`);
  await client.files.completeUploadExternal({ files: [{ id: fileId, title: 'Picture' }] });
  await keepPictureFile(db, { picture_key: picture.key, file_id: fileId, state: 'uploaded' });
  return fileId;
}

/** A drawing that fails is our own fault, and says nothing about Slack. */
async function drawn({ log }: PictureContext, picture: Picture): Promise<Uint8Array | null> {
  try {
    return await picture.draw();
  } catch (error) {
    log.error({ picture: picture.key, error: summarise(error) }, 'a picture cannot be drawn');
    return null;
  }
}

/** Slack works on a file after its upload; a block that refers to it before is refused. */
async function waitUntilUsable(
  { db, client }: PictureContext,
  { key, fileId, isNew }: { key: string; fileId: string; isNew: boolean },
  until: number,
): Promise<void> {
  for (let pause = FIRST_LOOK_MS; ; pause *= 2) {
    try {
      const { file } = await client.files.info({ file: fileId });
      if (file?.mimetype) return await keepPictureFile(db, { picture_key: key, file_id: fileId, state: 'usable' });
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
      // One that was there before was deleted since; a new one may only be on its way.
      if (!isNew) return await forgetPictureFile(db, key);
    }
    if (performance.now() + pause > until) return;
    await sleep(pause);
  }
}

function isGone(thrown: unknown): boolean {
  const { error } = faultOf(thrown);
  return error === 'file_not_found' || error === 'file_deleted';
}
