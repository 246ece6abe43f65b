import { isObject, itemsOf, type JsonObject, lengthOf } from '../blocks/rules.ts';
import type { ElementValue } from '../control-contract.ts';

type State = JsonObject & { type: string };

/** How an element keeps its value: under which key, from which initial field, and of what kind. */
interface Kept {
  key: string;
  initial: string;
  kind: 'text' | 'option' | 'options' | 'one' | 'many' | 'number';
}

const kept: Record<string, Kept> = {
  plain_text_input: { key: 'value', initial: 'initial_value', kind: 'text' },
  email_text_input: { key: 'value', initial: 'initial_value', kind: 'text' },
  url_text_input: { key: 'value', initial: 'initial_value', kind: 'text' },
  number_input: { key: 'value', initial: 'initial_value', kind: 'text' },
  static_select: { key: 'selected_option', initial: 'initial_option', kind: 'option' },
  external_select: { key: 'selected_option', initial: 'initial_option', kind: 'option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', kind: 'option' },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', kind: 'options' },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', kind: 'options' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', kind: 'options' },
  users_select: { key: 'selected_user', initial: 'initial_user', kind: 'one' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', kind: 'one' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', kind: 'one' },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', kind: 'many' },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', kind: 'many' },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', kind: 'many' },
  datepicker: { key: 'selected_date', initial: 'initial_date', kind: 'one' },
  timepicker: { key: 'selected_time', initial: 'initial_time', kind: 'one' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', kind: 'number' },
};

function nothing(kind: Kept['kind']): unknown {
  return kind === 'options' || kind === 'many' ? [] : null;
}

/** What an element starts with, in `state.values` shape; undefined for buttons and menus that keep nothing. */
export function initialState(element: JsonObject): State | undefined {
  const type = String(element.type);
  if (type === 'rich_text_input') return { type, rich_text_value: element.initial_value ?? null };
  if (type === 'file_input') return { type, files: [] };
  const how = kept[type];
  return how ? { type, [how.key]: element[how.initial] ?? nothing(how.kind) } : undefined;
}

/** The option of an element (of its groups as well) with this value. */
export function optionOf(element: JsonObject, value: unknown): JsonObject | undefined {
  const groups = itemsOf(element.option_groups).flatMap((group) => (isObject(group) ? itemsOf(group.options) : []));
  return [...itemsOf(element.options), ...groups].filter(isObject).find((option) => option.value === value);
}

/** The state after a person chose or typed this; undefined when the element cannot take it (no such option, wrong kind). */
export function chosenState(element: JsonObject, value: ElementValue): State | undefined {
  const type = String(element.type);
  if (type === 'rich_text_input' && typeof value === 'string') return { type, rich_text_value: richTextOf(value) };
  const how = kept[type];
  if (!how) return undefined;
  const of = (selected: unknown): State => ({ type, [how.key]: selected });
  if (value === null || value === '') return of(nothing(how.kind));
  switch (how.kind) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? of(String(value)) : undefined;
    case 'number':
      return typeof value === 'number' ? of(value) : undefined;
    case 'one':
      return typeof value === 'string' ? of(value) : undefined;
    case 'option': {
      const option = optionOf(element, value);
      return option ? of(option) : undefined;
    }
    case 'options':
      return manyOf(element, value, of, (entry) => optionOf(element, entry));
    case 'many':
      return manyOf(element, value, of, (entry) => entry);
  }
}

function manyOf(
  element: JsonObject,
  value: ElementValue,
  of: (selected: unknown) => State,
  find: (entry: string) => unknown,
): State | undefined {
  if (!Array.isArray(value)) return undefined;
  const max = typeof element.max_selected_items === 'number' ? element.max_selected_items : Number.POSITIVE_INFINITY;
  const found = value.map(find);
  return found.length <= max && found.every((entry) => entry !== undefined) ? of(found) : undefined;
}

function richTextOf(text: string): JsonObject {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }];
  return { type: 'rich_text', elements };
}

/** What Slack itself says under a field before it sends a form; undefined when the value may go. */
export function fieldError(element: JsonObject, state: JsonObject | undefined, optional: boolean): string | undefined {
  const selected = Object.entries(state ?? {}).find(([name]) => name !== 'type')?.[1];
  const empty =
    selected === null ||
    selected === undefined ||
    selected === '' ||
    (Array.isArray(selected) && selected.length === 0);
  if (empty) return optional ? undefined : 'Please complete this required field.';
  if (typeof selected !== 'string') return undefined;
  const check = textChecks[String(element.type)];
  return check?.(element, selected);
}

const textChecks: Record<string, (element: JsonObject, text: string) => string | undefined> = {
  plain_text_input: ({ min_length: min, max_length: max }, text) => {
    if (typeof min === 'number' && lengthOf(text) < min) return `Please enter at least ${min} characters.`;
    const limit = typeof max === 'number' ? max : 3000;
    return lengthOf(text) > limit ? `Please enter no more than ${limit} characters.` : undefined;
  },
  number_input: ({ is_decimal_allowed: decimals, min_value: min, max_value: max }, text) => {
    const number = Number(text);
    if (!/^-?\d*\.?\d+$/.test(text) || !Number.isFinite(number)) return 'Please enter a valid number.';
    if (!decimals && !Number.isInteger(number)) return 'Please enter a whole number.';
    if (min !== undefined && number < Number(min)) return `Please enter a number that is at least ${String(min)}.`;
    return max !== undefined && number > Number(max)
      ? `Please enter a number that is at most ${String(max)}.`
      : undefined;
  },
  email_text_input: (_element, text) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter a valid email address.',
  url_text_input: (_element, text) => (URL.canParse(text) ? undefined : 'Please enter a valid URL.'),
};
