import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectView } from '../../../src/sandbox/slack/blocks/payload.ts';
import {
  actions,
  button,
  card,
  cell,
  chart,
  confirm,
  container,
  dataTable,
  home,
  image,
  input,
  line,
  many,
  markdown,
  menu,
  message,
  modal,
  mrkdwn,
  option,
  pie,
  plain,
  section,
  table,
  task,
  text,
  url,
  usable,
  video,
} from './block-samples.ts';

/** What is limited, the most that is allowed, and a payload of a given size. */
const limits: [what: string, most: number, issues: (size: number) => unknown[]][] = [
  ['blocks of a message', 50, (n) => message(...many(n, () => ({ type: 'divider' })))],
  ['blocks of a modal', 100, (n) => modal(...many(n, () => ({ type: 'divider' })))],
  ['blocks of a Home', 100, (n) => home(...many(n, () => ({ type: 'divider' })))],
  ['block_id', 255, (n) => message({ type: 'divider', block_id: text(n) })],
  ['action_id', 255, (n) => message(actions(button({ action_id: text(n) })))],
  ['section text', 3000, (n) => message(section({ text: mrkdwn(n) }))],
  ['section fields', 10, (n) => message(section({ fields: many(n, () => mrkdwn(1)) }))],
  ['section field text', 2000, (n) => message(section({ fields: [mrkdwn(n)] }))],
  ['header text', 150, (n) => message({ type: 'header', text: plain(n) })],
  ['header level', 4, (n) => message({ type: 'header', text: plain(1), level: n })],
  ['context elements', 10, (n) => message({ type: 'context', elements: many(n, () => mrkdwn(1)) })],
  ['actions elements', 25, (n) => message({ type: 'actions', elements: many(n, () => button()) })],
  [
    'context_actions elements',
    5,
    (n) =>
      message({
        type: 'context_actions',
        elements: many(n, () => ({ type: 'icon_button', icon: 'trash', text: plain(1) })),
      }),
  ],
  [
    'icon_button people',
    10,
    (n) =>
      message({
        type: 'context_actions',
        elements: [{ type: 'icon_button', icon: 'trash', text: plain(1), visible_to_user_ids: many(n, String) }],
      }),
  ],
  ['button text', 75, (n) => message(actions(button({ text: plain(n) })))],
  ['button value', 2000, (n) => message(actions(button({ value: text(n) })))],
  ['button url', 3000, (n) => message(actions(button({ url: url(n) })))],
  ['button accessibility_label', 75, (n) => message(actions(button({ accessibility_label: text(n) })))],
  ['button agent_prompt', 4000, (n) => message(actions(button({ agent_prompt: text(n) })))],
  ['confirm title', 100, (n) => message(actions(button({ confirm: confirm({ title: plain(n) }) })))],
  ['confirm text', 300, (n) => message(actions(button({ confirm: confirm({ text: plain(n) }) })))],
  ['confirm button', 30, (n) => message(actions(button({ confirm: confirm({ confirm: plain(n) }) })))],
  ['deny button', 30, (n) => message(actions(button({ confirm: confirm({ deny: plain(n) }) })))],
  ['option text', 75, (n) => message(actions(menu({ options: [option(1, { text: plain(n) })] })))],
  ['option value', 150, (n) => message(actions(menu({ options: [option(text(n))] })))],
  ['option description', 75, (n) => message(actions(menu({ options: [option(1, { description: plain(n) })] })))],
  ['overflow url', 3000, (n) => message(actions({ type: 'overflow', options: [option(1, { url: url(n) })] }))],
  [
    'option group label',
    75,
    (n) => message(actions({ type: 'static_select', option_groups: [{ label: plain(n), options: [option()] }] })),
  ],
  [
    'option group options',
    100,
    (n) => message(actions({ type: 'static_select', option_groups: [{ label: plain(1), options: many(n, option) }] })),
  ],
  [
    'option groups',
    100,
    (n) =>
      message(
        actions({ type: 'static_select', option_groups: many(n, () => ({ label: plain(1), options: [option()] })) }),
      ),
  ],
  ['select options', 100, (n) => message(actions(menu({ options: many(n, (index) => option(index)) })))],
  ['select placeholder', 150, (n) => message(actions(menu({ placeholder: plain(n) })))],
  ['overflow options', 5, (n) => message(actions({ type: 'overflow', options: many(n, (index) => option(index)) }))],
  ['checkboxes', 10, (n) => message(actions({ type: 'checkboxes', options: many(n, (index) => option(index)) }))],
  ['radio buttons', 10, (n) => message(actions({ type: 'radio_buttons', options: many(n, (index) => option(index)) }))],
  ['input label', 2000, (n) => modal(input({ type: 'plain_text_input' }, { label: plain(n) }))],
  ['input hint', 2000, (n) => modal(input({ type: 'plain_text_input' }, { hint: plain(n) }))],
  ['min_length', 3000, (n) => modal(input({ type: 'plain_text_input', min_length: n }))],
  ['max_length', 3000, (n) => modal(input({ type: 'plain_text_input', max_length: n }))],
  ['rich text input lines', 100, (n) => modal(input({ type: 'rich_text_input', max_lines: n }))],
  ['file input files', 10, (n) => modal(input({ type: 'file_input', max_files: n }))],
  ['image url', 3000, (n) => message(image({ image_url: url(n) }))],
  ['image alt_text', 2000, (n) => message(image({ alt_text: text(n) }))],
  ['image title', 2000, (n) => message(image({ title: plain(n) }))],
  ['markdown text', 12_000, (n) => message(markdown(n))],
  ['markdown of a whole message', 12_000, (n) => message(markdown(6000), markdown(n - 6000))],
  ['table rows', 100, (n) => message(table(n, 1))],
  ['table cells', 20, (n) => message(table(1, n))],
  ['table column settings', 20, (n) => message({ ...table(1, 1), column_settings: many(n, () => null) })],
  ['table characters', 10_000, (n) => message(table(1, 1, n))],
  ['tables of a message', 1, (n) => message(...many(n, () => table(1, 1)))],
  ['data_table rows', 201, (n) => message(dataTable(n, 1))],
  ['data_table columns', 20, (n) => message(dataTable(2, n))],
  ['data_table page_size', 100, (n) => message(dataTable(2, 1, { page_size: n }))],
  [
    'data_table characters',
    20_000,
    (n) => message({ type: 'data_table', caption: 'x', rows: [[cell(10_000)], [cell(n - 10_000)]] }),
  ],
  ['charts of a message', 2, (n) => message(...many(n, () => chart(pie(1))))],
  ['chart title', 50, (n) => message(chart(pie(1), n))],
  ['pie segments', 12, (n) => message(chart(pie(n)))],
  ['chart series', 12, (n) => message(chart(line(n, 1)))],
  ['chart points', 20, (n) => message(chart(line(1, n)))],
  ['axis labels', 50, (n) => message(chart(line(1, 1, { x_label: text(n) })))],
  ['alert text', 200, (n) => modal({ type: 'alert', text: mrkdwn(n) })],
  ['card title', 150, (n) => message(card({ title: mrkdwn(n) }))],
  ['card body', 200, (n) => message(card({ body: mrkdwn(n) }))],
  ['card actions', 3, (n) => message(card({ actions: many(n, () => button()) }))],
  ['carousel cards', 10, (n) => message({ type: 'carousel', elements: many(n, () => card({})) })],
  ['container title', 150, (n) => message(container({ title: plain(n) }))],
  ['container children', 10, (n) => message(container({ child_blocks: many(n, () => ({ type: 'divider' })) }))],
  ['plan tasks', 50, (n) => message({ type: 'plan', title: 'x', tasks: many(n, (index) => task(String(index))) })],
  ['video title', 200, (n) => message(video({ title: plain(n) }))],
  ['video author', 50, (n) => message(video({ author_name: text(n) }))],
  ['video provider', 50, (n) => message(video({ provider_name: text(n) }))],
  ['video description', 200, (n) => message(video({ description: plain(n) }))],
  [
    'modal title',
    24,
    (n) => inspectView({ type: 'modal', title: plain(n), blocks: [{ type: 'divider' }] }, 'modal', usable).issues,
  ],
  [
    'modal submit',
    24,
    (n) =>
      inspectView({ type: 'modal', title: plain(1), submit: plain(n), blocks: [{ type: 'divider' }] }, 'modal', usable)
        .issues,
  ],
  [
    'modal close',
    24,
    (n) =>
      inspectView({ type: 'modal', title: plain(1), close: plain(n), blocks: [{ type: 'divider' }] }, 'modal', usable)
        .issues,
  ],
  [
    'private_metadata',
    3000,
    (n) =>
      inspectView({ type: 'home', private_metadata: text(n), blocks: [{ type: 'divider' }] }, 'home', usable).issues,
  ],
  [
    'callback_id',
    255,
    (n) => inspectView({ type: 'home', callback_id: text(n), blocks: [{ type: 'divider' }] }, 'home', usable).issues,
  ],
  [
    'external_id',
    255,
    (n) => inspectView({ type: 'home', external_id: text(n), blocks: [{ type: 'divider' }] }, 'home', usable).issues,
  ],
];

describe('limits of blocks', () => {
  it.each(limits)('%s: %i and no more', (_what, most, issues) => {
    expect(issues(most)).toEqual([]);
    expect(issues(most + 1)).not.toEqual([]);
  });

  it('counts code points and UTF-16 units, whichever is more', () => {
    expect(message({ type: 'header', text: { type: 'plain_text', text: '😀'.repeat(75) } })).toEqual([]);
    expect(message({ type: 'header', text: { type: 'plain_text', text: '😀'.repeat(76) } })).not.toEqual([]);
  });

  it('takes a section exactly when its text and fields are within their limits', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 2100 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3100 }), lengths, (length, fields) => {
        const fine =
          length >= 1 &&
          length <= 3000 &&
          fields.length >= 1 &&
          fields.length <= 10 &&
          fields.every((field) => field >= 1 && field <= 2000);
        expect(message({ type: 'section', text: mrkdwn(length), fields: fields.map(mrkdwn) }).length === 0).toBe(fine);
      }),
      { numRuns: 150 },
    );
  });
});
