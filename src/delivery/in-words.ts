import type { RenderedMessage } from './delivery.ts';
import { plainSections } from './plain-sections.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** All that can be read of a message and of those that follow it, line by line; the first is what a notification shows. */
export function inWords({ text, blocks, further = [] }: RenderedMessage): string[] {
  const messages = [{ text, blocks }, ...further.map((more) => ({ text: '', blocks: [...more] }))];
  return messages
    .flatMap((message) => plainSections(message).blocks)
    .flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '').split('\n') : []))
    .map((line) => line.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity));
}
