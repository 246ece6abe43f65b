import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Envelope } from './envelope.ts';

const CONNECTIONS = 10;
const PING_MS = 10_000;
const CLOSING_MS = 200;
const ackSchema = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

export interface SocketModeEvents {
  opened(): void;
  /** `envelopeIds`: sent on this connection and not acknowledged. */
  closed(envelopeIds: string[]): void;
  acked(envelopeId: string, payload: unknown): void;
}

interface Connection {
  socket: WebSocket;
  unacked: Set<string>;
  /** Told to disconnect: gets nothing new. */
  draining: boolean;
}

/** Slack's end of Socket Mode: one-time URLs, several connections in turn, hello, pings, disconnect messages. */
export class SocketMode {
  readonly #events: SocketModeEvents;
  readonly #appId: string;
  readonly #tickets = new Set<string>();
  readonly #server = new WebSocketServer({ noServer: true });
  #connections: Connection[] = [];
  #turn = 0;
  readonly #pings: NodeJS.Timeout;

  constructor(appId: string, events: SocketModeEvents) {
    this.#appId = appId;
    this.#events = events;
    this.#pings = setInterval(() => {
      for (const { socket } of this.#connections) if (socket.readyState === socket.OPEN) socket.ping('Ping from local');
    }, PING_MS);
    this.#pings.unref();
  }

  /** A ticket for one connection. */
  issueTicket(): string {
    const ticket = randomBytes(16).toString('hex');
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const ticket = searchParams.get('ticket') ?? '';
    if (pathname !== '/link' || !this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#open(socket));
  }

  /** Sends on the next connection in turn; false when none is open. */
  send(envelope: Envelope): boolean {
    const open = this.#connections.filter(({ socket, draining }) => !draining && socket.readyState === socket.OPEN);
    const connection = open[this.#turn % Math.max(1, open.length)];
    if (!connection) return false;
    this.#turn += 1;
    connection.unacked.add(envelope.id);
    connection.socket.send(
      JSON.stringify({
        envelope_id: envelope.id,
        type: envelope.type,
        payload: envelope.payload,
        accepts_response_payload: envelope.type !== 'events_api',
        ...(envelope.type === 'events_api' || envelope.attempt > 0
          ? { retry_attempt: envelope.attempt, retry_reason: envelope.retryReason ?? '' }
          : {}),
      }),
    );
    return true;
  }

  /** Sends Slack's disconnect message everywhere; the client is expected to close and come back. */
  disconnect(reason: string): void {
    for (const connection of this.#connections) {
      connection.draining = true;
      connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local' } }));
    }
  }

  /** Drops every connection without a closing handshake. */
  cut(): void {
    for (const { socket } of [...this.#connections]) socket.terminate();
  }

  /** Closes every connection with a handshake, and without one where the other end does not answer soon. */
  async stop(): Promise<void> {
    clearInterval(this.#pings);
    await Promise.all(this.#connections.map(({ socket }) => closed(socket)));
    this.#server.close();
  }

  #open(socket: WebSocket): void {
    if (this.#connections.length >= CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    const connection: Connection = { socket, unacked: new Set(), draining: false };
    this.#connections.push(connection);
    socket.on('message', (data) => this.#receive(connection, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#connections = this.#connections.filter((entry) => entry !== connection);
      this.#events.closed([...connection.unacked]);
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.length,
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#events.opened();
  }

  #receive(connection: Connection, text: string): void {
    const ack = ackSchema.safeParse(parseJson(text));
    if (!ack.success) return;
    connection.unacked.delete(ack.data.envelope_id);
    this.#events.acked(ack.data.envelope_id, ack.data.payload);
  }
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => socket.terminate(), CLOSING_MS);
    socket.once('close', () => {
      clearTimeout(impatient);
      resolve();
    });
    socket.close(1001);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
