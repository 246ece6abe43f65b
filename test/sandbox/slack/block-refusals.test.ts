import { describe, expect, it } from 'vitest';
import { inspectView } from '../../../src/sandbox/slack/blocks/payload.ts';
import {
  actions,
  button,
  card,
  cell,
  chart,
  container,
  dataTable,
  home,
  image,
  input,
  type Json,
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
  usable,
  video,
} from './block-samples.ts';

const onSurfaces: [what: string, surfaces: string, block: Json][] = [
  ['actions', 'MoMH', actions(button())],
  ['alert', 'Mo', { type: 'alert', text: mrkdwn(1) }],
  ['card', 'MoMH', card({})],
  ['carousel', 'MH', { type: 'carousel', elements: [card({})] }],
  ['container', 'MH', container({})],
  ['context', 'MoMH', { type: 'context', elements: [mrkdwn(1)] }],
  [
    'context_actions',
    'M',
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain(1) }] },
  ],
  ['data_table', 'MH', dataTable(2, 1)],
  ['data_visualization', 'MH', chart(pie(1))],
  ['divider', 'MoMH', { type: 'divider' }],
  ['file', '', { type: 'file', external_id: 'x', source: 'remote' }],
  ['header', 'MoMH', { type: 'header', text: plain(1) }],
  ['image', 'MoMH', image({})],
  ['markdown', 'M', markdown(1)],
  ['plan', 'M', { type: 'plan', title: 'x', tasks: [task('1')] }],
  [
    'rich_text',
    'MoMH',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] },
  ],
  ['section', 'MoMH', section({})],
  ['table', 'MH', table(1, 1)],
  ['task_card', 'M', task('1')],
  ['video', 'MoMH', video({})],
  ['a plain text input', 'MoMH', input({ type: 'plain_text_input' })],
  ['an email input', 'Mo', input({ type: 'email_text_input' })],
  ['a number input', 'Mo', input({ type: 'number_input', is_decimal_allowed: false })],
  ['a url input', 'Mo', input({ type: 'url_text_input' })],
  ['a file input', 'Mo', input({ type: 'file_input' })],
  ['a datetime picker', 'MoM', actions({ type: 'datetimepicker' })],
  ['a rich text input', 'MoH', input({ type: 'rich_text_input' })],
  [
    'a workflow button',
    'M',
    actions({ type: 'workflow_button', text: plain(1), workflow: { trigger: { url: 'https://e.com/x' } } }),
  ],
];

describe('surfaces of blocks', () => {
  it.each(onSurfaces)('%s: %s', (_what, surfaces, block) => {
    expect([modal(block).length === 0, message(block).length === 0, home(block).length === 0]).toEqual([
      surfaces.includes('Mo'),
      /M(?!o)/.test(surfaces),
      surfaces.includes('H'),
    ]);
  });
});

const refusals: [what: string, pointer: string, issues: unknown[]][] = [
  ['an unknown block', '/blocks/0/type', message({ type: 'sections' })],
  ['an unknown key', '/blocks/0', message({ type: 'divider', colour: 'red' })],
  ['a key of Object', '/blocks/0', message(JSON.parse('{"type":"divider","constructor":1}'))],
  ['a section without text or fields', '/blocks/0', message({ type: 'section' })],
  ['an empty text', '/blocks/0/text/text', message(section({ text: mrkdwn(0) }))],
  ['mrkdwn in a header', '/blocks/0/text/type', message({ type: 'header', text: mrkdwn(1) })],
  ['an unknown button style', '/blocks/0/elements/0/style', message(actions(button({ style: 'green' })))],
  ['no elements', '/blocks/0/elements', message({ type: 'actions', elements: [] })],
  ['an input in actions', '/blocks/0/elements/0/type', message(actions({ type: 'plain_text_input' }))],
  [
    'options and groups at once',
    '/blocks/0/elements/0',
    message(actions(menu({ option_groups: [{ label: plain(1), options: [option()] }] }))),
  ],
  [
    'an initial option that is none',
    '/blocks/0/elements/0/initial_option',
    message(actions(menu({ initial_option: option(2) }))),
  ],
  [
    'a url on a select’s option',
    '/blocks/0/elements/0/options/0',
    message(actions(menu({ options: [option(1, { url: 'https://e.com' })] }))),
  ],
  ['an image without alt_text', '/blocks/0', message({ type: 'image', image_url: 'https://e.com/x.png' })],
  ['an image from two sources', '/blocks/0', message(image({ slack_file: { id: 'F0READY' } }))],
  [
    'a file that is not ready',
    '/blocks/0/slack_file',
    message({ type: 'image', alt_text: 'x', slack_file: { id: 'F0NEW' } }),
  ],
  [
    'a file by id and url',
    '/blocks/0/slack_file',
    message({ type: 'image', alt_text: 'x', slack_file: { id: 'F0READY', url: 'https://e.com/x' } }),
  ],
  [
    'rows of unequal length',
    '/blocks/0/rows/1',
    message({ type: 'data_table', caption: 'x', rows: [[cell(), cell()], [cell()]] }),
  ],
  ['a pie segment of nothing', '/blocks/0/chart/segments/0/value', message(chart(pie(1, 0)))],
  [
    'points that are no categories',
    '/blocks/0/chart/series/0/data',
    message(chart({ ...line(1, 1), axis_config: { categories: ['other'] } })),
  ],
  [
    'the same series twice',
    '/blocks/0/chart/series/1/name',
    message(chart({ ...line(1, 1), series: many(2, () => ({ name: 's', data: [{ label: 'p0', value: 1 }] })) })),
  ],
  [
    'the same task twice',
    '/blocks/0/tasks/1/task_id',
    message({ type: 'plan', title: 'x', tasks: [task('1'), task('1')] }),
  ],
  ['the same block_id twice', '/blocks/1/block_id', message(...many(2, () => ({ type: 'divider', block_id: 'a' })))],
  [
    'the same action_id twice in a block',
    '/blocks/0/elements/1/action_id',
    message({ type: 'actions', elements: many(2, () => button({ action_id: 'a' })) }),
  ],
  [
    'an input without a submit button',
    '/view',
    inspectView({ type: 'modal', title: plain(1), blocks: [input({ type: 'plain_text_input' })] }, 'modal', usable)
      .issues,
  ],
  [
    'a modal without a title',
    '/view',
    inspectView({ type: 'modal', blocks: [{ type: 'divider' }] }, 'modal', usable).issues,
  ],
  ['a view without blocks', '/view/blocks', home()],
  [
    'dispatch_action with a file input',
    '/view/blocks/0/dispatch_action',
    modal(input({ type: 'file_input' }, { dispatch_action: true })),
  ],
  [
    'two elements that want the focus',
    '/view/blocks/1',
    modal(...many(2, () => input({ type: 'plain_text_input', focus_on_load: true }))),
  ],
  ['a card with nothing', '/blocks/0', message({ type: 'card' })],
];

describe('refusals', () => {
  it.each(refusals)('%s, at %s', (_what, pointer, issues) => {
    expect(issues).toEqual([expect.objectContaining({ pointer })]);
  });

  it('takes the same action_id in two blocks', () => {
    expect(message(...many(2, () => actions(button({ action_id: 'a' }))))).toEqual([]);
  });

  it('measures a whole view', () => {
    const view = (blocks: number) => ({ type: 'home', blocks: many(blocks, () => section({ text: mrkdwn(2950) })) });
    expect(inspectView(view(80), 'home', usable).tooLarge).toBe(false);
    expect(inspectView(view(90), 'home', usable).tooLarge).toBe(true);
  });
});
