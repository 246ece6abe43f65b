import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { RequestKind } from './incoming-request.ts';
import { noticeModal } from './messages/notice-modal.ts';
import { answerPrivately } from './response-url.ts';
import type { TrackedAck } from './tracked-ack.ts';

/**
 * Tells the person behind a request something that only they see, by the ways that this request still leaves open, and
 * acknowledges it. It reads the raw body, because it must work when nothing else does. Needs no database.
 */
export async function answerRequest(
  request: { kind: RequestKind; body: unknown; ack: TrackedAck },
  text: string,
  client: WebClient,
): Promise<void> {
  switch (request.kind) {
    case 'command':
      if (!request.ack.given) return request.ack.give({ response_type: 'ephemeral', text });
      return answerByUrl(request.body, text);
    case 'click':
      await request.ack.give();
      return answerClick(request.body, text, client);
    case 'submission':
      return answerSubmission(request.body, request.ack, text, client);
    case 'event':
      return answerMessage(request.body, text, client);
    case 'other':
      return request.ack.give();
  }
}

const withUrl = z.object({ response_url: z.url() });

async function answerByUrl(body: unknown, text: string): Promise<void> {
  const found = withUrl.safeParse(body);
  if (found.success) await answerPrivately(found.data.response_url, { text });
}

const inView = z.object({ trigger_id: z.string(), view: z.object({ type: z.enum(['modal', 'home']) }) });

async function answerClick(body: unknown, text: string, client: WebClient): Promise<void> {
  const found = inView.safeParse(body);
  if (!found.success) return answerByUrl(body, text);
  const { trigger_id, view } = found.data;
  if (view.type === 'modal') await client.views.push({ trigger_id, view: noticeModal(text) });
  else await client.views.open({ trigger_id, view: noticeModal(text) });
}

const submitted = z.object({
  view: z.object({ id: z.string(), blocks: z.array(z.object({ type: z.string(), block_id: z.string() })) }),
});

/** Under the first field, so that what was typed stays there to be sent again. */
async function answerSubmission(body: unknown, ack: TrackedAck, text: string, client: WebClient): Promise<void> {
  const found = submitted.safeParse(body);
  if (ack.given) {
    if (found.success) await client.views.update({ view_id: found.data.view.id, view: noticeModal(text) });
    return;
  }
  const field = found.data?.view.blocks.find((block) => block.type === 'input');
  if (field !== undefined) return ack.give({ response_action: 'errors', errors: { [field.block_id]: text } });
  return ack.give({ response_action: 'update', view: noticeModal(text) });
}

const messageEvent = z.object({
  event: z.object({
    type: z.literal('message'),
    channel: z.string(),
    user: z.string(),
    subtype: z.undefined(),
    bot_id: z.undefined(),
  }),
});

/** Somebody wrote to us; the other events have nobody who waits for an answer. */
async function answerMessage(body: unknown, text: string, client: WebClient): Promise<void> {
  const found = messageEvent.safeParse(body);
  if (!found.success) return;
  const { channel, user } = found.data.event;
  await client.chat.postEphemeral({ channel, user, text });
}
