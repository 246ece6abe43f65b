import { createServer } from 'node:net';
import { OperatorError } from '../errors.ts';

/** Makes sure, before anything is begun, that the page can have its port. @throws OperatorError when it cannot */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    throw new OperatorError(
      {
        code: 'port_unavailable',
        what: `The page cannot have port ${port} (${error instanceof Error ? error.message : error}).`,
        expected: 'a port that nobody else listens on and that this user may open',
        remedy: 'Give another one with --port or SANDBOX_PORT, or none, to take a free one.',
      },
      { cause: error },
    );
  } finally {
    server.close();
  }
}
