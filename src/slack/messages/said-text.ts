import type { KnownBlock } from '@slack/types';
import { formatInstant } from '../../domain/date-format.ts';
import type { SaidText } from '../../domain/manager-context.ts';
import { context, quoted } from './blocks.ts';
import { md } from './markup.ts';

/** "Context from Maria Lopez, 9 Mar 2026, 10:14:" and the words, whole. */
export function saidBlocks(what: string, { by, at, text }: SaidText, timeZone: string): KnownBlock[] {
  return [context(md`*${what}* ${by}, ${formatInstant(at, timeZone)}:`), ...quoted(text)];
}
