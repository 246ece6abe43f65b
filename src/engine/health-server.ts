import { createServer, type ServerResponse } from 'node:http';
import { OperatorError } from '../errors.ts';
import type { Health } from './health.ts';

export const HEALTH_PATH = '/healthz';

/** `GET /healthz`: 200 when the bot does its work, 503 when not, and in both cases what is known as JSON. */
export function answerHealth(response: ServerResponse, look: () => Promise<Health>): void {
  look().then(
    (health) => {
      response.writeHead(health.ok ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(health));
    },
    () => {
      response.writeHead(503);
      response.end();
    },
  );
}

/** Serves nothing but `GET /healthz`. Returns how to end it. @throws OperatorError when the port is taken */
export async function startHealthServer(port: number, look: () => Promise<Health>): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === HEALTH_PATH) return answerHealth(response, look);
    response.writeHead(404);
    response.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portTaken(port, error)));
    server.listen(port, resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function portTaken(port: number, cause: Error): OperatorError {
  return new OperatorError(
    {
      code: 'port_unavailable',
      what: `Cannot listen on port ${port} for ${HEALTH_PATH} (${cause.message}).`,
      expected: 'a port that nobody else listens on',
      remedy: 'Stop the other program, or set PORT to a free port.',
    },
    { cause },
  );
}
