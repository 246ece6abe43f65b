/** Composition objects: texts, options, confirmation dialogs, pictures. */
import { type Inspection, refuse } from './issue.ts';
import {
  boolean,
  byType,
  exactlyOne,
  isObject,
  itemsOf,
  type JsonObject,
  list,
  object,
  oneOf,
  type Rule,
  string,
  url,
} from './rules.ts';

export const type = string();

export function plainText(max: number, min = 1): Rule {
  return byType({
    plain_text: object({ required: { type, text: string({ max, min }) }, optional: { emoji: boolean } }),
  });
}

export function markdownText(max: number): Rule {
  return byType({ mrkdwn: object({ required: { type, text: string({ max }) }, optional: { verbatim: boolean } }) });
}

export function anyText(max = 3000): Rule {
  const text = string({ max });
  return byType({
    plain_text: object({ required: { type, text }, optional: { emoji: boolean } }),
    mrkdwn: object({ required: { type, text }, optional: { verbatim: boolean } }),
  });
}

export const actionId = string({ max: 255 });
export const blockId = string({ max: 255 });
export const style = oneOf('primary', 'danger');

export const confirm = object({
  required: { text: anyText(300) },
  optional: { title: plainText(100), confirm: plainText(30), deny: plainText(30), style },
});

function optionWith(text: Rule, optional: Record<string, Rule> = {}): Rule {
  return object({
    required: { text, value: string({ max: 150 }) },
    optional: { description: plainText(75), ...optional },
  });
}

/** Options of menus: plain text only. */
export const option = optionWith(plainText(75));
/** Options of radio buttons and checkboxes: mrkdwn too, in the description as well. */
export const richOption = object({
  required: { text: anyText(75), value: string({ max: 150 }) },
  optional: { description: anyText(75) },
});
/** Options of an overflow menu may carry a link. */
export const overflowOption = optionWith(plainText(75), { url: url() });

const optionGroup = object({ required: { label: plainText(75), options: list(option, { max: 100 }) } });

export const optionFields = { options: list(option, { max: 100 }), option_groups: list(optionGroup, { max: 100 }) };

/** A static menu has options or option_groups, never both, and starts with one that it has. */
export function optionsOrGroups(value: JsonObject, pointer: string, inspection: Inspection): void {
  exactlyOne('options', 'option_groups')(value, pointer, inspection);
  const groups = itemsOf(value.option_groups).flatMap((group) => (isObject(group) ? itemsOf(group.options) : []));
  initialAmong([...itemsOf(value.options), ...groups], value, pointer, inspection);
}

/** Refuses an initial choice that is not among the options. */
export function initialAmong(options: unknown[], value: JsonObject, pointer: string, inspection: Inspection): void {
  const known = new Set(options.map((entry) => (isObject(entry) ? entry.value : undefined)));
  const one = value.initial_option;
  if (isObject(one) && !known.has(one.value)) {
    refuse(inspection, `${pointer}/initial_option`, 'invalid_value', 'initial_option must be one of the options');
  }
  itemsOf(value.initial_options).forEach((entry, index) => {
    if (isObject(entry) && !known.has(entry.value)) {
      refuse(
        inspection,
        `${pointer}/initial_options/${index}`,
        'invalid_value',
        'initial_options must be among the options',
      );
    }
  });
}

const slackFile = object({
  optional: { id: string(), url: url() },
  also: (value, pointer, inspection) => {
    exactlyOne('id', 'url')(value, pointer, inspection);
    const { id, url: address } = value;
    const usable = inspection.isUsablePicture({
      ...(typeof id === 'string' ? { id } : {}),
      ...(typeof address === 'string' ? { url: address } : {}),
    });
    if (!usable) refuse(inspection, pointer, 'invalid_slack_file', 'invalid slack file');
  },
});

export const imageFields = {
  required: { type, alt_text: string({ max: 2000 }) },
  optional: { image_url: url(), slack_file: slackFile },
};

/** The picture element, as in a context block or beside a section. */
export const imageElement = byType({
  image: object({ ...imageFields, also: exactlyOne('image_url', 'slack_file') }),
});

export const dispatchConfig = object({
  required: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered')) },
});

export const conversationFilter = object({
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public')),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
});
