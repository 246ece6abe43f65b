import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface StaticFile {
  type: string;
  bytes: Buffer;
}

/**
 * The client's files by their path below `/client/`, read once. Only what was found in the folder is ever served, so
 * no path of a request reaches the file system.
 */
export function loadStaticFiles(folder: URL): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = entry.replaceAll('\\', '/');
    const type = types[extname(path)];
    if (type === undefined) continue;
    files.set(path, { type, bytes: readFileSync(new URL(path, folder)) });
  }
  return files;
}

export function sendStaticFile(response: ServerResponse, file: StaticFile): void {
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.bytes.length,
    // A sandbox started again from a changed checkout must not meet yesterday's script.
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}
