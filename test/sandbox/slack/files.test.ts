import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, clientOf, startSlack } from './small-workspace.ts';

const refused = (error: string) => ({ data: { ok: false, error } });
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('pixels')]);

describe('files of the local Slack', () => {
  let slack: LocalSlack;
  beforeAll(async () => {
    slack = await startSlack();
  });
  afterAll(() => slack.stop());

  const client = () => clientOf(slack);
  const post = (text: string, more: object = {}) => client().chat.postMessage({ channel: ada.id, text, ...more });

  it('takes an uploaded picture into a block only once it is complete', async () => {
    const { upload_url: url = '', file_id: id = '' } = await client().files.getUploadURLExternal({
      filename: 'trend.png',
      length: png.length,
    });
    const picture = { blocks: [{ type: 'image', alt_text: 'a trend', slack_file: { id } }] };
    expect((await fetch(url, { method: 'POST', body: 'too short' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: new Uint8Array(png) })).status).toBe(200);
    await expect(post('x', picture)).rejects.toMatchObject(refused('invalid_blocks'));
    await expect(client().files.info({ file: id })).rejects.toMatchObject(refused('file_not_found'));
    await client().files.completeUploadExternal({ files: [{ id, title: 'Trend' }] });
    expect((await client().files.info({ file: id })).file).toMatchObject({ mimetype: 'image/png', size: png.length });
    expect(await post('x', picture)).toMatchObject({ ok: true });
    const bytes = await (await fetch(`${slack.url}/control/files/${id}`)).arrayBuffer();
    expect(Buffer.from(bytes)).toEqual(png);
  });

  it('takes uploads of the client’s uploadV2 into a thread', async () => {
    const { channel = '', ts = '' } = await post('parent');
    await client().files.uploadV2({
      channel_id: channel,
      thread_ts: ts,
      file: png,
      filename: 'trend.png',
      initial_comment: 'see',
    });
    expect((await client().conversations.replies({ channel, ts })).messages?.[1]).toMatchObject({
      text: 'see',
      files: [{ name: 'trend.png' }],
    });
  });
});
