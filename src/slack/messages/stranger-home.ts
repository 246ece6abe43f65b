import type { HomeView } from '@slack/types';
import { viewIds } from '../ids.ts';
import { header, section } from './blocks.ts';
import { strangerText } from './help.ts';
import { md } from './markup.ts';

/** Home for somebody whom the organisation's data does not name. */
export function strangerHome(): HomeView {
  return { type: 'home', callback_id: viewIds.home, blocks: [header('Rep Coach'), section(md`${strangerText}`)] };
}
