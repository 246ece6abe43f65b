import type { Ids } from './ids.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  altText: string;
  /** The length that was announced, in bytes. */
  length: number;
  bytes: Uint8Array | null;
  mimetype: string;
  created: number;
  /** Real time at which processing ends; null until the upload was completed. */
  readyAt: number | null;
}

const PICTURES = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
]);

/** What Slack takes a file for, by its first bytes. */
export function mimetypeOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (start === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (start.startsWith('GIF8')) return 'image/gif';
  return 'application/octet-stream';
}

export function filetypeOf(mimetype: string): string {
  return PICTURES.get(mimetype) ?? 'binary';
}

/** Uploaded files. Slack processes a file after its upload was completed; a block may refer to it only then. */
export class Files {
  readonly #ids: Ids;
  readonly #realNow: () => number;
  readonly #processingMs: number;
  #files = new Map<string, StoredFile>();

  constructor(ids: Ids, realNow: () => number, processingMs: number) {
    this.#ids = ids;
    this.#realNow = realNow;
    this.#processingMs = processingMs;
  }

  announce(file: Pick<StoredFile, 'name' | 'title' | 'altText' | 'length' | 'created'>): StoredFile {
    const stored = { ...file, id: this.#ids.next('F'), bytes: null, mimetype: '', readyAt: null };
    this.#files.set(stored.id, stored);
    return stored;
  }

  byId(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  complete(file: StoredFile): void {
    file.readyAt ??= this.#realNow() + this.#processingMs;
    file.mimetype = mimetypeOf(file.bytes ?? new Uint8Array());
  }

  isReady(file: StoredFile): boolean {
    return file.readyAt !== null && this.#realNow() >= file.readyAt;
  }

  /** Whether an image block may show it: a picture, completed and processed, named by id or by one of its URLs. */
  isUsablePicture(reference: { id?: string; url?: string }): boolean {
    const id = reference.id ?? /\/files\/([A-Z0-9]+)\//.exec(reference.url ?? '')?.[1];
    const file = id === undefined ? undefined : this.#files.get(id);
    return file !== undefined && this.isReady(file) && PICTURES.has(file.mimetype);
  }

  reset(): void {
    this.#files.clear();
  }
}
