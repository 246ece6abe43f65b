/** Layout blocks, one row each: their fields, their limits, the surfaces that show them. */
import { dataVisualization } from './charts.ts';
import { anyText, blockId, imageElement, imageFields, markdownText, plainText, type } from './composition.ts';
import {
  accessory,
  actionElement,
  buttonElement,
  contextAction,
  contextElement,
  inputElement,
  urlSource,
} from './elements.ts';
import { type Inspection, refuse } from './issue.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  byType,
  exactlyOne,
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
  refuseRepeats,
  string,
  url,
} from './rules.ts';
import { dataTable, table } from './tables.ts';

type Also = (value: JsonObject, pointer: string, inspection: Inspection) => void;

function block(required: Fields, optional: Fields = {}, also?: Also): Rule {
  return object({
    required: { type, ...required },
    optional: { block_id: blockId, ...optional },
    ...(also ? { also } : {}),
  });
}

/** Refuses unless at least one of the fields is there. */
function anyOf(...names: string[]): Also {
  return (value, pointer, inspection) => {
    if (names.some((name) => value[name] !== undefined)) return;
    const constraint = { type: 'any_of', expected: names, got: 'none' };
    refuse(inspection, pointer, 'missing_field', `must provide at least one of: ${names.join(', ')}`, constraint);
  };
}

const uniqueActions: Also = (value, pointer, inspection) =>
  refuseRepeats(itemsOf(value.elements), 'action_id', `${pointer}/elements`, inspection);

const noDispatchOfFiles: Also = (value, pointer, inspection) => {
  const element = value.element;
  if (value.dispatch_action === true && isObject(element) && element.type === 'file_input') {
    refuse(inspection, `${pointer}/dispatch_action`, 'invalid_value', 'dispatch_action is not allowed with file_input');
  }
};

const plainOrMarkdown = anyText(3000);

const card = block(
  {},
  {
    hero_image: imageElement,
    icon: imageElement,
    slack_icon: object({ required: { type, name: string() } }),
    title: markdownText(150),
    subtitle: markdownText(150),
    body: markdownText(200),
    subtext: markdownText(200),
    actions: list(buttonElement, { max: 3 }),
  },
  (value, pointer, inspection) => {
    anyOf('hero_image', 'title', 'actions', 'body')(value, pointer, inspection);
    if (value.icon !== undefined && value.slack_icon !== undefined) {
      exactlyOne('icon', 'slack_icon')(value, pointer, inspection);
    }
  },
);

const taskCard = block(
  { task_id: string(), title: string(), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  { details: richText, output: richText, sources: list(urlSource), icon: string(), hide_title: boolean },
);

const video = block(
  { video_url: url(), thumbnail_url: url(), alt_text: string(), title: plainText(200) },
  {
    title_url: url(),
    author_name: string({ max: 50 }),
    provider_name: string({ max: 50 }),
    provider_icon_url: url(),
    description: plainText(200),
  },
);

const everywhere: Record<string, Rule> = {
  actions: block({ elements: list(actionElement, { max: 25 }) }, {}, uniqueActions),
  context: block({ elements: list(contextElement, { max: 10 }) }),
  divider: block({}),
  header: block({ text: plainText(150) }, { level: number({ min: 1, max: 4 }) }),
  image: object({
    required: imageFields.required,
    optional: { ...imageFields.optional, block_id: blockId, title: plainText(2000) },
    also: exactlyOne('image_url', 'slack_file'),
  }),
  input: block(
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
    noDispatchOfFiles,
  ),
  rich_text: richText,
  section: block(
    {},
    { text: plainOrMarkdown, fields: list(anyText(2000), { max: 10 }), accessory, expand: boolean },
    anyOf('text', 'fields'),
  ),
  video,
};

const tables: Record<string, Rule> = {
  table: only(['message', 'home'], table),
  data_table: only(['message', 'home'], dataTable),
};

const container = block(
  { child_blocks: list(byType({ ...everywhere, table: only(['message', 'home'], table) }), { max: 10 }) },
  {
    title: plainText(150),
    rich_text_title: richText,
    subtitle: anyText(150),
    width: oneOf('narrow', 'standard', 'wide', 'full'),
    icon: imageElement,
    is_collapsible: boolean,
    default_collapsed: boolean,
    has_header_divider: boolean,
  },
);

/** Every block that an app can send. A `file` block is only ever received. */
export const anyBlock: Rule = byType({
  ...everywhere,
  ...tables,
  alert: only(
    ['modal'],
    block({ text: anyText(200) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  ),
  card,
  carousel: only(['message', 'home'], block({ elements: list(byType({ card }), { max: 10 }) })),
  container: only(['message', 'home'], container),
  context_actions: only(['message'], block({ elements: list(contextAction, { max: 5 }) }, {}, uniqueActions)),
  data_visualization: only(['message', 'home'], dataVisualization),
  markdown: only(['message'], block({ text: string({ max: 12_000 }) })),
  plan: only(
    ['message'],
    block(
      { title: string() },
      { tasks: list(byType({ task_card: taskCard }), { max: 50 }) },
      (value, pointer, inspection) => refuseRepeats(itemsOf(value.tasks), 'task_id', `${pointer}/tasks`, inspection),
    ),
  ),
  task_card: only(['message'], taskCard),
});
