/** `<@U1|ada>`, `<#C1|sales>`, `<!here>`, `<https://x|label>`: what Slack writes for a mention or a link. */
const REFERENCE = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * What a person typed, from the text that Slack makes of it: entities are characters again, mentions are names, links
 * keep their address. What it returns must be made inert before it is shown.
 */
export function plainText(slackText: string): string {
  return storable(slackText)
    .replace(REFERENCE, (_whole, sign: string, target: string, label: string | undefined) => named(sign, target, label))
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Without the one character that the database does not take. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '');
}

function named(sign: string, target: string, label: string | undefined): string {
  if (sign === '@' || sign === '#') return `${sign}${label || target}`;
  if (sign === '!') return label ?? `@${target.split('^')[0]}`;
  return label === undefined || label === target || target.endsWith(label) ? target : `${label} (${target})`;
}
