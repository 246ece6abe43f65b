import { z } from 'zod';

/**
 * What a control remembers about the thing it acts on. Only ids and the version that the person was looking at: who may
 * act, and on what, is looked up again when it comes back.
 */
const itemReference = z.object({ coachingId: z.string().min(1), version: z.number().int().positive() });
export type ItemReference = z.infer<typeof itemReference>;

const pageReference = z.object({ page: z.number().int().min(1) });
export type PageReference = z.infer<typeof pageReference>;

/** Button value or private_metadata for one item. */
export const encodeItem = (item: ItemReference): string =>
  JSON.stringify({ coachingId: item.coachingId, version: item.version });

/** The item of a button value or private_metadata, or null when it is none of ours. */
export const parseItem = (text: string): ItemReference | null => parse(itemReference, text);

/** Button value or private_metadata for one page of the queue, counted from 1. */
export const encodePage = (page: number): string => JSON.stringify({ page });

/** The page of a button value or private_metadata, or null when it is none of ours. */
export const parsePage = (text: string): PageReference | null => parse(pageReference, text);

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
