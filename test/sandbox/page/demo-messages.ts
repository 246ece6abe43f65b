import type { KnownBlock, ModalView } from '@slack/types';
import { longName, omar, priya, yael } from './demo-workspace.ts';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

/** A request with everything that a person can press in a message. */
export const reviewRequest: KnownBlock[] = [
  { type: 'header', text: plain('Review request: Priya Raman') },
  {
    type: 'section',
    block_id: 'finding',
    text: mrkdwn(
      `<@${priya.id}> moves *38% of 21 deals* from _Discovery_ to _Proposal_; peers *55%* (9 people). This is the *2nd week* it has been so.`,
    ),
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: plain('View rep'), value: 'view' },
        { text: plain('Why am I seeing this?'), value: 'why' },
      ],
    },
  },
  {
    type: 'section',
    fields: [
      mrkdwn('*Window*\n90 days to 15 March'),
      mrkdwn('*Benchmark*\n55% (AE, Enterprise)'),
      mrkdwn('*Sample*\n21 deals, 8 moved on'),
      mrkdwn('*Certainty*\nWilson 95%: 21%–59%'),
    ],
  },
  {
    type: 'section',
    text: mrkdwn(
      '>Before the next two discovery calls, agree on one question about the *decision process*, and debrief together after.',
    ),
  },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), style: 'primary', value: '1' },
      { type: 'button', action_id: 'modify', text: plain('Modify'), value: '1' },
      {
        type: 'button',
        action_id: 'dismiss',
        text: plain('Dismiss'),
        style: 'danger',
        value: '1',
        confirm: {
          title: plain('Dismiss this recommendation?'),
          text: mrkdwn('It will *not* reach the rep. The clock goes on.'),
          confirm: plain('Dismiss'),
          deny: plain('Keep'),
          style: 'danger',
        },
      },
      {
        type: 'static_select',
        action_id: 'snooze',
        placeholder: plain('Remind me'),
        options: [
          { text: plain('Tomorrow'), value: 'tomorrow' },
          { text: plain('Next Monday'), value: 'monday', description: plain('Before the weekly run') },
          { text: plain('Before digests'), value: 'digests' },
        ],
      },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-03-16' },
    ],
  },
  {
    type: 'context',
    elements: [
      mrkdwn(
        ':seedling: One of 2 open items · <https://example.com/deals?rep=17&w=90|Evidence> · until <!date^1775044800^{date_short}|1 April>',
      ),
    ],
  },
];

/** What is only to be read: tables, pictures, rich text, and a block that the page cannot draw. */
export const digest = (fileId: string): KnownBlock[] => [
  { type: 'header', text: plain('Your March digest :chart_with_upwards_trend:') },
  {
    type: 'table',
    column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'right' }, { align: 'left' }],
    rows: [
      ['Metric', 'You', 'Peers', 'So'].map((text) => ({ type: 'raw_text', text })),
      ['Quota attainment vs pace', '92%', '97%', '● level'].map((text) => ({ type: 'raw_text', text })),
      ['Stage conversion, Discovery to Proposal', '38%', '55%', '▼ behind'].map((text) => ({ type: 'raw_text', text })),
      ['Deal velocity', '31 days', '36 days', '▲ ahead'].map((text) => ({ type: 'raw_text', text })),
    ],
  },
  {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: 'Stage conversion over 13 weeks, falling from 57% to 38%',
    title: plain('Stage conversion, 13 weeks'),
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'What to try', style: { bold: true } },
          { type: 'text', text: ', agreed with your manager:' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Ask about the ' },
              { type: 'text', text: 'decision process', style: { italic: true } },
              { type: 'text', text: ' early ' },
              { type: 'emoji', name: 'dart' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Debrief with ' },
              { type: 'user', user_id: longName.id },
            ],
          },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Small steps, every week.' }] },
    ],
  },
  { type: 'divider' },
  { type: 'section', text: mrkdwn('שלום — שיחה עם לקוח לפני ההצעה (right to left)') },
  { type: 'card', title: mrkdwn('A card'), body: mrkdwn('which the page does not draw') },
];

export const dataTable: KnownBlock[] = [
  {
    type: 'data_table',
    caption: 'Discovery to Proposal, by week',
    page_size: 4,
    rows: [
      ['Week', 'Moved', 'Deals'].map((text) => ({ type: 'raw_text' as const, text })),
      ...[12, 9, 14, 8, 11, 7].map((moved, index) => [
        { type: 'raw_text' as const, text: `Week ${index + 5}` },
        { type: 'raw_number' as const, value: moved, text: String(moved) },
        { type: 'raw_number' as const, value: 20 + index, text: String(20 + index) },
      ]),
    ],
  },
  {
    type: 'markdown',
    text: '## What stands out\n\nA **steady** fall since *week 7*; see `AE.stage_conversion`.\n\n- 38% of 21 deals\n  - peers 55%\n- <b>no HTML</b> here\n\n| Stage | Days |\n|---|---|\n| Discovery | 31 |\n\n> Not enough data yet: 4 of 8 deals',
  },
];

/** Markup that must stay text. */
export const hostile =
  'Account <https://example.com|Ada &amp; Söhne> &lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt; *unbalanced _marks `here\n```\ncode & <b>\n```\n<javascript:alert(1)|press> ~gone~ :tada: :no_such_emoji:';

export const dismissModal: ModalView = {
  type: 'modal',
  callback_id: 'dismiss',
  title: plain('Dismiss'),
  submit: plain('Dismiss'),
  close: plain('Cancel'),
  blocks: [
    { type: 'section', text: mrkdwn(`The recommendation for <@${yael.id}> will not be sent. The clock goes on.`) },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: {
        type: 'static_select',
        action_id: 'reason',
        placeholder: plain('Choose one'),
        options: ['Bad data', 'Already handled', 'Known context, such as leave', 'Not coachable', 'Other'].map(
          (text) => ({
            text: plain(text),
            value: text.toLowerCase().replaceAll(/[^a-z]+/g, '_'),
          }),
        ),
      },
    },
    {
      type: 'input',
      block_id: 'note',
      optional: true,
      label: plain('Note'),
      hint: plain('Only you and your SLM can read it.'),
      element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: 200 },
    },
    {
      type: 'input',
      block_id: 'tell',
      label: plain('Who should know?'),
      optional: true,
      element: {
        type: 'checkboxes',
        action_id: 'tell',
        options: [
          { text: plain('The rep’s next manager'), value: 'next' },
          { text: plain('The SLM'), value: 'slm', description: plain('In the next roll-up') },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'sure',
      label: plain('How sure are you?'),
      optional: true,
      element: {
        type: 'radio_buttons',
        action_id: 'sure',
        options: ['Certain', 'Fairly'].map((text) => ({ text: plain(text), value: text })),
      },
    },
    {
      type: 'input',
      block_id: 'also',
      label: plain('Also about'),
      optional: true,
      element: { type: 'multi_users_select', action_id: 'also', placeholder: plain('Choose people') },
    },
  ],
};

export const modifyModal = (text: string): ModalView => ({
  type: 'modal',
  callback_id: 'modify',
  title: plain('Modify'),
  submit: plain('Approve as modified'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: 'action',
      label: plain('What the rep will read'),
      hint: plain('10 to 2,000 characters.'),
      element: { type: 'plain_text_input', action_id: 'action', multiline: true, initial_value: text },
    },
    {
      type: 'actions',
      block_id: 'extra',
      elements: [{ type: 'button', action_id: 'push', text: plain('Why am I seeing this?') }],
    },
  ],
});

export const whyModal: ModalView = {
  type: 'modal',
  title: plain('Evidence'),
  close: plain('Back'),
  blocks: [{ type: 'section', text: mrkdwn('*8 of 21* deals moved on between 15 December and 15 March.') }],
};

export const home = (name: string): KnownBlock[] => [
  { type: 'header', text: plain('Waiting for you') },
  {
    type: 'section',
    text: mrkdwn(`*${name}*, 2 items wait for your decision. The oldest since Monday.`),
    accessory: { type: 'button', action_id: 'queue', text: plain('Open the queue'), style: 'primary' },
  },
  { type: 'divider' },
  { type: 'header', text: plain('Your team') },
  {
    type: 'section',
    fields: [
      mrkdwn(`<@${priya.id}>\n▼ behind · 38% of 21 deals`),
      mrkdwn(`<@${longName.id}>\n● level · 54% of 18 deals`),
      mrkdwn(`<@${yael.id}>\nNot enough data yet: 4 of 8 deals`),
    ],
  },
  { type: 'context', elements: [mrkdwn(`Escalations go to <@${omar.id}>.`)] },
];
