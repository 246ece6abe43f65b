import type { ServerResponse } from 'node:http';

const keepOpenMs = 15_000;

/**
 * Answers with server-sent events until the reader goes away. `begin` gets the function that sends one event's JSON and
 * returns what is to be called at the end.
 */
export function openEventStream(response: ServerResponse, begin: (send: (event: unknown) => void) => () => void): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  const end = begin((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  const timer = setInterval(() => response.write(': still here\n\n'), keepOpenMs);
  timer.unref();
  response.on('close', () => {
    clearInterval(timer);
    end();
  });
}
