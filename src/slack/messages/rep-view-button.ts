import type { Button } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { button } from './blocks.ts';
import { encodeRep } from './references.ts';

/** The way to everything about a rep that the reader may see. @param month null: the latest week */
export function repViewButton(
  { repId, repName }: { readonly repId: string; readonly repName: string },
  { text = 'View rep', month = null }: { text?: string; month?: LocalDate | null } = {},
): Button {
  return button(text, { id: actionIds.openRepView, value: encodeRep({ repId, month }), about: repName });
}
