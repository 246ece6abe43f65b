/** The rich_text block and what stands in it. Slack documents no size for it. */
import { blockId, type } from './composition.ts';
import { boolean, byType, type Fields, list, number, object, oneOf, type Rule, string, url } from './rules.ts';

const marks = object({
  optional: {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    code: boolean,
    underline: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
});

function inline(required: Fields, optional: Fields = {}): Rule {
  return object({ required: { type, ...required }, optional: { style: marks, ...optional } });
}

const text = inline({ text: string() });
const link = inline({ url: url() }, { text: string(), unsafe: boolean });

const inlineElement = byType({
  text,
  link,
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  color: inline({ value: string() }),
  channel: inline({ channel_id: string() }),
  date: inline({ timestamp: number(), format: string() }, { url: url(), fallback: string() }),
  emoji: inline({ name: string() }, { unicode: string(), url: url(), skin_tone: number({ min: 1, max: 6 }) }),
  team: inline({ team_id: string() }),
  user: inline({ user_id: string() }),
  usergroup: inline({ usergroup_id: string() }),
});

const border = { border: number({ min: 0, max: 1 }) };
const section = object({ required: { type, elements: list(inlineElement, { min: 0 }) } });

export const richText = byType({
  rich_text: object({
    required: {
      type,
      elements: list(
        byType({
          rich_text_section: section,
          rich_text_quote: object({ required: { type, elements: list(inlineElement, { min: 0 }) }, optional: border }),
          rich_text_preformatted: object({
            required: { type, elements: list(byType({ text, link }), { min: 0 }) },
            optional: { ...border, language: string() },
          }),
          rich_text_list: object({
            required: {
              type,
              style: oneOf('bullet', 'ordered'),
              elements: list(byType({ rich_text_section: section })),
            },
            optional: { ...border, indent: number({ min: 0, max: 8 }), offset: number({ min: 0 }) },
          }),
        }),
      ),
    },
    optional: { block_id: blockId },
  }),
});
