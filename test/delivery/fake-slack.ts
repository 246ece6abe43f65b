import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FakeMessage {
  channel: string;
  ts: string;
  text: string;
  blocks: string;
  threadTs: string | null;
  metadata: unknown;
  updates: number;
}

type Fault =
  /** Carried out, then the connection is cut. */
  | { kind: 'lost' }
  /** Carried out, then HTTP 500. */
  | { kind: 'error_after' }
  /** Not carried out: HTTP 500. */
  | { kind: 'error_before' }
  /** Not carried out: ok:false. */
  | { kind: 'refuse'; error: string }
  | { kind: 'limit'; seconds: number }
  | { kind: 'wait'; until: Promise<unknown> }
  /** Carried out so many milliseconds after the connection was cut. */
  | { kind: 'late'; ms: number };

/** The handful of Web API methods that delivery calls, with the faults that matter to it. */
export interface FakeSlack {
  readonly url: string;
  readonly messages: FakeMessage[];
  readonly calls: { method: string; args: Record<string, string>; at: number }[];
  readonly reactions: string[];
  /** The next call of the method meets this. */
  fault(method: string, fault: Fault): void;
  callsOf(method: string): Record<string, string>[];
  reset(): void;
  stop(): Promise<void>;
}

export async function startFakeSlack(now: () => Date, port = 0): Promise<FakeSlack> {
  const faults: { method: string; fault: Fault }[] = [];
  const messages: FakeMessage[] = [];
  const calls: FakeSlack['calls'] = [];
  const reactions: string[] = [];
  let lastTs = 0;

  function nextTs(): string {
    lastTs = Math.max(lastTs + 1, now().getTime() * 1000);
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
  }

  function carryOut(method: string, args: Record<string, string>): Record<string, unknown> {
    const { channel = '', ts = '' } = args;
    const inChannel = messages.filter((message) => message.channel === channel);
    const one = inChannel.find((message) => message.ts === ts);
    const oldest = Number(args.oldest ?? 0);
    const shown = (list: FakeMessage[]) => ({
      ok: true,
      messages: list
        .filter((message) => Number(message.ts) >= oldest)
        .map(({ ts, text, metadata }) => ({ ts, text, ...(args.include_all_metadata === 'true' ? { metadata } : {}) })),
    });
    switch (method) {
      case 'auth.test':
        return { ok: true };
      case 'conversations.open':
        return { ok: true, channel: { id: `D${args.users}` } };
      case 'conversations.history':
        return shown(inChannel.filter((message) => message.threadTs === null));
      case 'conversations.replies':
        return shown(inChannel.filter((message) => message.ts === ts || message.threadTs === ts));
      case 'chat.postMessage': {
        const message: FakeMessage = {
          channel,
          ts: nextTs(),
          text: args.text ?? '',
          blocks: args.blocks ?? '',
          threadTs: args.thread_ts ?? null,
          metadata: JSON.parse(args.metadata ?? 'null'),
          updates: 0,
        };
        messages.push(message);
        return { ok: true, channel, ts: message.ts };
      }
      case 'chat.update':
        if (one === undefined) return { ok: false, error: 'message_not_found' };
        Object.assign(one, { text: args.text, blocks: args.blocks, updates: one.updates + 1 });
        return { ok: true, channel, ts };
      case 'chat.delete':
        if (one === undefined) return { ok: false, error: 'message_not_found' };
        messages.splice(messages.indexOf(one), 1);
        return { ok: true };
      case 'reactions.add': {
        const reaction = `${args.name}:${channel}:${args.timestamp}`;
        if (reactions.includes(reaction)) return { ok: false, error: 'already_reacted' };
        reactions.push(reaction);
        return { ok: true };
      }
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  async function answer(method: string, args: Record<string, string>, response: ServerResponse): Promise<void> {
    calls.push({ method, args, at: performance.now() });
    const found = faults.findIndex((waiting) => waiting.method === method);
    const fault = found < 0 ? undefined : faults.splice(found, 1)[0]?.fault;
    if (fault?.kind === 'wait') await fault.until;
    if (fault?.kind === 'limit') {
      response.writeHead(429, { 'retry-after': String(fault.seconds) }).end();
      return;
    }
    if (fault?.kind === 'error_before') {
      response.writeHead(500).end();
      return;
    }
    if (fault?.kind === 'late') {
      response.destroy();
      await sleep(fault.ms);
    }
    const body = fault?.kind === 'refuse' ? { ok: false, error: fault.error } : carryOut(method, args);
    if (fault?.kind === 'lost') response.destroy();
    else if (fault?.kind === 'error_after') response.writeHead(500).end();
    else if (!response.destroyed) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const args = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      void answer((request.url ?? '').replace('/api/', ''), args, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/api/`,
    messages,
    calls,
    reactions,
    fault: (method, fault) => void faults.push({ method, fault }),
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.args),
    reset() {
      for (const list of [faults, messages, calls, reactions]) list.splice(0);
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
