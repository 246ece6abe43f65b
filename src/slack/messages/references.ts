import { z } from 'zod';
import { isLocalDate, type LocalDate } from '../../domain/local-date.ts';
import { PERIODS, type Reading } from '../../domain/metric.ts';

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

const contextReference = z.object({ episodeId: z.string().min(1), version: z.number().int().min(0) });
export type ContextReference = z.infer<typeof contextReference>;

/** private_metadata for the manager's context of an episode; version 0: there is none yet. */
export const encodeContext = ({ episodeId, version }: ContextReference): string =>
  JSON.stringify({ episodeId, version });

/** The context of a private_metadata, or null when it is none of ours. */
export const parseContext = (text: string): ContextReference | null => parse(contextReference, text);

/** Button value or private_metadata for one page of the queue, counted from 1. */
export const encodePage = (page: number): string => JSON.stringify({ page });

/** The page of a button value or private_metadata, or null when it is none of ours. */
export const parsePage = (text: string): PageReference | null => parse(pageReference, text);

const repReference = z.object({
  repId: z.string().min(1),
  /** First day of the month; null: the latest week. */
  month: z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value)).nullable(),
});
export type RepReference = z.infer<typeof repReference>;

/** Button value for the view of a rep. */
export const encodeRep = (rep: RepReference): string => JSON.stringify({ repId: rep.repId, month: rep.month });

/** The rep of a button value, or null when it is none of ours. */
export const parseRep = (text: string): RepReference | null => parse(repReference, text);

const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value));

const numbersReference = z.object({ repId: z.string().min(1), asOf: date, period: z.enum(PERIODS) });
export type NumbersReference = z.infer<typeof numbersReference>;

/** Button value for the numbers of a rep's week or month. */
export const encodeNumbers = ({ repId, asOf, period }: NumbersReference): string =>
  JSON.stringify({ repId, asOf, period });

/** The numbers of a button value, or null when they are none of ours. */
export const parseNumbers = (text: string): NumbersReference | null => parse(numbersReference, text);

const checkReference = z.object({ repId: z.string().min(1), day: date });
export type CheckReference = z.infer<typeof checkReference>;

/** Button value for the calls behind a daily check of their quality. */
export const encodeCheck = ({ repId, day }: CheckReference): string => JSON.stringify({ repId, day });

/** The check of a button value, or null when it is none of ours. */
export const parseCheck = (text: string): CheckReference | null => parse(checkReference, text);

const evidenceReference = numbersReference.extend({
  metricKey: z.string().min(1),
  dimension: z.string(),
  /** When the number's window begins: the daily run reads some over another one than the weekly run of the same date. */
  since: date,
  page: z.number().int().min(1),
});
export type EvidenceReference = z.infer<typeof evidenceReference>;

/** What of a reading tells it from all others. */
type NumberOf = Pick<Reading, 'repId' | 'asOf' | 'period' | 'metricKey' | 'dimension' | 'windowStart'>;

/** Button value for one page of the rows behind a number, counted from 1. */
export const encodeEvidence = (
  { repId, asOf, period, metricKey, dimension, windowStart }: NumberOf,
  page = 1,
): string => JSON.stringify({ repId, asOf, period, metricKey, dimension, since: windowStart, page });

/** The number of a button value, or null when it is none of ours. */
export const parseEvidence = (text: string): EvidenceReference | null => parse(evidenceReference, text);

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
