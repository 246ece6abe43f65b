import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { plainSections } from '../../src/delivery/plain-sections.ts';
import { inspectMessageBlocks } from '../../src/sandbox/slack/blocks/payload.ts';

const cell = (text: string) => ({ type: 'raw_text' as const, text });
const words = (blocks: readonly KnownBlock[]) =>
  plainSections({ text: 'News', blocks: [...blocks] }).blocks.map((block) =>
    block.type === 'section' ? block.text : null,
  );

describe('a message whose blocks Slack refuses', () => {
  it('says the same in plain sections, a table row by row, and leaves out what can only be pressed', () => {
    const said = words([
      { type: 'section', text: { type: 'mrkdwn', text: '*Bold*' } },
      {
        type: 'table',
        rows: [
          [cell('Metric'), cell('Value')],
          [cell('Pace'), cell('23%')],
        ],
      },
      { type: 'image', alt_text: 'A rising line', slack_file: { id: 'F1' } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Approve' } }],
      },
    ]);
    expect(said).toEqual([
      { type: 'mrkdwn', text: 'News\n*Bold*' },
      { type: 'plain_text', text: 'Metric | Value\nPace | 23%\nA rising line', emoji: false },
    ]);
  });

  it('brings nothing to life that was shown as it is written', () => {
    const said = words([
      { type: 'table', rows: [[cell('<!channel> & <@U1>')]] },
      { type: 'section', text: { type: 'plain_text', text: '*not bold* :tada: &lt;!here&gt;' } },
    ]);
    expect(said.at(-1)).toEqual({
      type: 'plain_text',
      text: '&lt;!channel&gt; &amp; &lt;@U1&gt;\n*not bold* :tada: &lt;!here&gt;',
      emoji: false,
    });
  });

  it('holds all that a message can hold', () => {
    const row = Array.from({ length: 5 }, (_, index) => cell(`&${index}`.repeat(10)));
    const blocks: KnownBlock[] = [
      { type: 'table', rows: Array.from({ length: 95 }, () => row) },
      ...Array.from({ length: 48 }, (_, index): KnownBlock => {
        const text = `No. ${index}: ${'&amp;'.repeat(index % 2 === 0 ? 590 : 5)}`;
        const type = index % 2 === 0 ? ('mrkdwn' as const) : ('plain_text' as const);
        return { type: 'section', text: { type, text } };
      }),
    ];
    const plain = plainSections({ text: 'News', blocks });
    expect(inspectMessageBlocks(plain.blocks, () => false)).toEqual([]);
    const all = JSON.stringify(plain.blocks);
    for (let index = 0; index < 48; index += 1) expect(all).toContain(`No. ${index}: `);
    expect(all.match(/&amp;/g)).toHaveLength(95 * 5 * 10 + 24 * 595);
  });
});
