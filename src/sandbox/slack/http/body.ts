import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from '../blocks/rules.ts';

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A JSON object or a form as an object; null when the body is no JSON although it says so. */
export async function readFields(request: IncomingMessage): Promise<JsonObject | null> {
  const type = request.headers['content-type'] ?? '';
  const bytes = await readBytes(request);
  if (type.includes('multipart/form-data')) return Object.fromEntries(await formData(bytes, type));
  if (!type.includes('application/json')) return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  try {
    const parsed: unknown = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

async function formData(bytes: Buffer, type: string): Promise<FormData> {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
}

/** An upload's bytes: the body itself, or the one file of a multipart form. */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  const bytes = await readBytes(request);
  if (!type.includes('multipart/form-data')) return bytes;
  for (const [, part] of await formData(bytes, type)) {
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
  }
  return Buffer.alloc(0);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
