import { expect, test } from 'vitest';
import {
  BadPayload,
  blockActionSchema,
  commandSchema,
  inputText,
  messageKindSchema,
  oneOf,
  readPayload,
  viewSubmissionSchema,
  writtenSchema,
} from '../../src/slack/payloads.ts';

const click = {
  type: 'block_actions',
  user: { id: 'U1', team_id: 'T1' },
  team: null,
  trigger_id: 't',
  response_url: 'https://hooks.slack.com/x',
  actions: [{ action_id: 'a', block_id: 'b', value: 'v', type: 'button' }],
};

test.each([
  ['no actions', { ...click, actions: [] }, 'actions'],
  ['no user', { ...click, user: {} }, 'user.id'],
  ['neither a view nor a message', { ...click, response_url: undefined }, 'response_url'],
  ['a value that is no text', { ...click, actions: [{ action_id: 'a', block_id: 'b', value: 7 }] }, 'actions.0.value'],
  ['a view of an unknown kind', { ...click, view: { id: 'V', type: 'wizard' } }, 'view.type'],
])('a click with %s is refused, naming the place and not what was there', (_what, payload, place) => {
  const reading = () => readPayload('block_actions', blockActionSchema, payload);
  expect(reading).toThrow(BadPayload);
  expect(reading).toThrow(place);
  expect(reading).not.toThrow(/wizard|7/);
});

test('a click may lack what only other surfaces have', () => {
  const read = readPayload('block_actions', blockActionSchema, click);
  expect([read.team, read.view]).toEqual([undefined, undefined]);
});

test.each([undefined, null, 'text', [], 7])('%j is no payload, and no crash', (payload) => {
  for (const schema of [blockActionSchema, viewSubmissionSchema, commandSchema, writtenSchema]) {
    expect(() => readPayload<unknown>('a payload', schema, payload)).toThrow(BadPayload);
  }
});

test.each([
  [undefined, 'written'],
  ['file_share', 'written'],
  ['thread_broadcast', 'written'],
  ['message_changed', 'message_changed'],
  ['message_deleted', 'message_deleted'],
  ['channel_join', 'other'],
  ['bot_message', 'other'],
])('a message of subtype %j is %s', (subtype, kind) => {
  expect(messageKindSchema.parse({ subtype })).toBe(kind);
});

test('an input is read whatever its kind; left empty or blank it is null', () => {
  const body = readPayload('view_submission', viewSubmissionSchema, {
    type: 'view_submission',
    user: { id: 'U1' },
    view: {
      id: 'V1',
      type: 'modal',
      state: {
        values: {
          words: { text: { type: 'plain_text_input', value: 'hel\u0000lo' } },
          blank: { text: { type: 'plain_text_input', value: '  ' } },
          empty: { text: { type: 'plain_text_input', value: null } },
          choice: { pick: { type: 'radio_buttons', selected_option: { value: 'other' } } },
        },
      },
    },
  });
  expect(inputText(body, { block: 'words', action: 'text' })).toBe('hello');
  expect(inputText(body, { block: 'blank', action: 'text' })).toBeNull();
  expect(inputText(body, { block: 'empty', action: 'text' })).toBeNull();
  expect(inputText(body, { block: 'choice', action: 'pick' })).toBe('other');
  expect(inputText(body, { block: 'none', action: 'text' })).toBeNull();
});

test('a choice that is none of ours is refused', () => {
  expect(oneOf('a reason', ['yes', 'no'], 'no')).toBe('no');
  expect(() => oneOf('a reason', ['yes', 'no'], 'maybe')).toThrow(BadPayload);
  expect(() => oneOf('a reason', ['yes', 'no'], null)).toThrow(BadPayload);
});
