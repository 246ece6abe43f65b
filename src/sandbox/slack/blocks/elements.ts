/** Interactive elements, one row each, and which of them stand in which block. */
import {
  actionId,
  anyText,
  confirm,
  conversationFilter,
  dispatchConfig,
  imageElement,
  initialAmong,
  option,
  optionFields,
  optionsOrGroups,
  overflowOption,
  plainText,
  richOption,
  style,
  type,
} from './composition.ts';
import { refuse } from './issue.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  byType,
  type Fields,
  isObject,
  itemsOf,
  type JsonObject,
  list,
  number,
  object,
  oneOf,
  only,
  type Rule,
  string,
  url,
} from './rules.ts';

const acts = { action_id: actionId, confirm };
const focuses = { focus_on_load: boolean };
const placeholder = { placeholder: plainText(150) };
const maxSelected = { max_selected_items: number({ min: 1 }) };
const date = string({ pattern: /^\d{4}-\d{2}-\d{2}$/ });
const time = string({ pattern: /^\d{2}:\d{2}$/ });
const ids = list(string(), { min: 0 });

function element(optional: Fields, required: Fields = {}, also?: Parameters<typeof object>[0]['also']): Rule {
  return object({ required: { type, ...required }, optional, ...(also ? { also } : {}) });
}

function menu(optional: Fields, also?: Parameters<typeof object>[0]['also']): Rule {
  return element({ ...acts, ...focuses, ...placeholder, ...optional }, {}, also);
}

const choices = (initial: Fields): Rule =>
  element(
    { ...acts, ...focuses, ...initial },
    { options: list(richOption, { max: 10 }) },
    (value, pointer, inspection) => initialAmong(itemsOf(value.options), value, pointer, inspection),
  );

const button = element(
  {
    ...acts,
    value: string({ max: 2000 }),
    url: url(),
    style,
    accessibility_label: string({ max: 75 }),
    agent_prompt: string({ max: 4000 }),
  },
  { text: plainText(75) },
);

const menus: Record<string, Rule> = {
  static_select: menu({ ...optionFields, initial_option: option }, optionsOrGroups),
  multi_static_select: menu(
    { ...optionFields, ...maxSelected, initial_options: list(option, { max: 100 }) },
    optionsOrGroups,
  ),
  external_select: menu({ initial_option: option, min_query_length: number({ min: 0 }) }),
  multi_external_select: menu({
    ...maxSelected,
    initial_options: list(option, { max: 100 }),
    min_query_length: number({ min: 0 }),
  }),
  users_select: menu({ initial_user: string() }),
  multi_users_select: menu({ ...maxSelected, initial_users: ids }),
  conversations_select: menu({
    initial_conversation: string(),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter: conversationFilter,
  }),
  multi_conversations_select: menu({
    ...maxSelected,
    initial_conversations: ids,
    default_to_current_conversation: boolean,
    filter: conversationFilter,
  }),
  channels_select: menu({ initial_channel: string(), response_url_enabled: boolean }),
  multi_channels_select: menu({ ...maxSelected, initial_channels: ids }),
};

const choosers: Record<string, Rule> = {
  ...menus,
  checkboxes: choices({ initial_options: list(richOption, { max: 10 }) }),
  radio_buttons: choices({ initial_option: richOption }),
  datepicker: menu({ initial_date: date }),
  timepicker: menu({ initial_time: time, timezone: string() }),
};

const workflowParameter = object({ required: { name: string(), value: string({ min: 0 }) } });
const trigger = object({
  required: { url: url() },
  optional: { customizable_input_parameters: list(workflowParameter) },
});
const workflowButton = only(
  ['message'],
  element(
    { action_id: actionId, style, accessibility_label: string({ max: 75 }) },
    {
      text: plainText(75),
      workflow: object({ required: { trigger } }),
    },
  ),
);

const pressable: Record<string, Rule> = {
  button,
  overflow: element(acts, { options: list(overflowOption, { max: 5 }) }),
  workflow_button: workflowButton,
};

const dateTimePicker = only(
  ['message', 'modal'],
  element({ ...acts, ...focuses, initial_date_time: number({ min: 1_000_000_000, max: 9_999_999_999 }) }),
);
const richTextInput = only(
  ['modal', 'home'],
  element({
    ...placeholder,
    ...focuses,
    action_id: actionId,
    initial_value: richText,
    dispatch_action_config: dispatchConfig,
    min_lines: number({ min: 1, max: 100 }),
    max_lines: number({ min: 1, max: 100 }),
  }),
);

const typed = {
  action_id: actionId,
  ...focuses,
  ...placeholder,
  initial_value: string({ min: 0 }),
  dispatch_action_config: dispatchConfig,
};

function lengthsInOrder(value: JsonObject, pointer: string, inspection: Parameters<Rule>[2]): void {
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    refuse(inspection, `${pointer}/min_length`, 'out_of_range', 'min_length must not be more than max_length');
  }
}

const typedInputs: Record<string, Rule> = {
  plain_text_input: element(
    {
      ...typed,
      initial_value: string({ min: 0, max: 3000 }),
      multiline: boolean,
      min_length: number({ min: 0, max: 3000 }),
      max_length: number({ min: 1, max: 3000 }),
    },
    {},
    lengthsInOrder,
  ),
  email_text_input: only(['modal'], element(typed)),
  url_text_input: only(['modal'], element(typed)),
  number_input: only(
    ['modal'],
    element({ ...typed, min_value: string(), max_value: string() }, { is_decimal_allowed: boolean }),
  ),
  file_input: only(
    ['modal'],
    element({ action_id: actionId, filetypes: list(string()), max_files: number({ min: 1, max: 10 }) }),
  ),
};

export const buttonElement = byType({ button });
/** What may stand beside a section. */
export const accessory = byType({ ...choosers, ...pressable, image: imageElement });
/** What may stand in an actions block. */
export const actionElement = byType({
  ...choosers,
  ...pressable,
  datetimepicker: dateTimePicker,
  rich_text_input: richTextInput,
});
/** What may stand in an input block. */
export const inputElement = byType({
  ...choosers,
  ...typedInputs,
  datetimepicker: dateTimePicker,
  rich_text_input: richTextInput,
});
/** What may stand in a context block. */
export const contextElement: Rule = (value, pointer, inspection) =>
  (isObject(value) && value.type === 'image' ? imageElement : anyText())(value, pointer, inspection);

const feedback = object({
  required: { text: plainText(75), value: string({ max: 2000 }) },
  optional: { accessibility_label: string({ max: 75 }) },
});
/** What may stand in a context_actions block. */
export const contextAction = byType({
  feedback_buttons: element({ action_id: actionId }, { positive_button: feedback, negative_button: feedback }),
  icon_button: element(
    {
      ...acts,
      value: string({ max: 2000 }),
      accessibility_label: string({ max: 75 }),
      visible_to_user_ids: list(string(), { max: 10 }),
    },
    { icon: oneOf('trash'), text: plainText(75) },
  ),
});
export const urlSource = byType({ url: element({}, { url: url(), text: string() }) });
