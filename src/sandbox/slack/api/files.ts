import { z } from 'zod';
import { checkedBlocks } from '../messages/content.ts';
import { fileJson } from '../messages/file-json.ts';
import { checkThread, post } from '../messages/post.ts';
import { RateLimited, SlackRefusal } from '../refusal.ts';
import type { StoredFile } from '../state/files.ts';
import { identity, type Workspace } from '../workspace.ts';
import { channelOf, count, nested, text } from './arguments.ts';
import { apiMethod } from './method.ts';

export const filesGetUploadUrlExternal = apiMethod({
  name: 'files.getUploadURLExternal',
  scopes: ['files:write'],
  args: { filename: text, length: count.positive(), alt_txt: text.optional(), snippet_type: text.optional() },
  run(workspace, args) {
    const file = workspace.files.announce({
      name: args.filename,
      title: args.filename,
      altText: args.alt_txt ?? '',
      length: args.length,
      created: workspace.timestamps.seconds(),
    });
    return { upload_url: `${workspace.origin}/upload/${file.id}`, file_id: file.id };
  },
});

const uploadedFiles = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

export const filesCompleteUploadExternal = apiMethod({
  name: 'files.completeUploadExternal',
  scopes: ['files:write'],
  args: {
    files: nested,
    channel_id: text.optional(),
    thread_ts: text.optional(),
    initial_comment: text.optional(),
    blocks: nested.optional(),
  },
  run(workspace, args) {
    const named = uploadedFiles.safeParse(args.files);
    if (!named.success) throw new SlackRefusal('invalid_arguments');
    const files = named.data.map(({ id, title }) => {
      const file = workspace.files.byId(id);
      if (!file?.bytes) throw new SlackRefusal('file_not_found');
      file.title = title ?? file.title;
      return file;
    });
    if (args.channel_id !== undefined) share(workspace, files, { ...args, channel_id: args.channel_id });
    for (const file of files) workspace.files.complete(file);
    return { files: files.map((file) => fileJson(workspace, file)) };
  },
});

interface Sharing {
  channel_id: string;
  thread_ts?: string | undefined;
  initial_comment?: string | undefined;
  blocks?: unknown;
}

function share(workspace: Workspace, files: readonly StoredFile[], to: Sharing): void {
  const channel = channelOf(workspace, to.channel_id);
  if (!channel.members.includes(identity.botUserId)) throw new SlackRefusal('not_in_channel');
  checkThread(channel, to.thread_ts);
  const blocks = checkedBlocks(workspace, to.blocks);
  const wait = workspace.postGate.enter(channel.id);
  if (wait > 0) throw new RateLimited(wait);
  post(workspace, channel, {
    user: identity.botUserId,
    text: to.initial_comment ?? '',
    blocks,
    attachments: [],
    threadTs: to.thread_ts,
    fileIds: files.map((file) => file.id),
  });
}

export const filesInfo = apiMethod({
  name: 'files.info',
  scopes: ['files:read'],
  args: { file: text },
  run(workspace, args) {
    const file = workspace.files.byId(args.file);
    if (!file || file.readyAt === null) throw new SlackRefusal('file_not_found');
    return { file: fileJson(workspace, file), comments: [], response_metadata: { next_cursor: '' } };
  },
});
