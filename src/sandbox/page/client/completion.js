import { h } from './dom.js';
import { session } from './session.js';

/** @typedef {{insert: string, label: string, description: string}} Suggestion */
const most = 8;

/**
 * What could be meant by the text before the cursor: a slash command at the very beginning, or a person after an `@`.
 * @param {string} before
 * @returns {{from: number, suggestions: Suggestion[]}}
 */
export function suggestionsFor(before) {
  if (/^\/[\w-]*$/.test(before)) {
    return {
      from: 0,
      suggestions: session.sandbox.commands.filter(({ command }) => command.startsWith(before)).map(ofCommand),
    };
  }
  const mention = /(^|[\s(])@([^\s@][^@\n]{0,40})?$/.exec(before);
  if (mention === null) return { from: 0, suggestions: [] };
  const wanted = (mention[2] ?? '').toLocaleLowerCase();
  const people = [...session.people.values()].filter((person) => !person.is_bot && !person.deleted);
  const found = people.filter((person) => matches(person, wanted)).slice(0, most);
  return {
    from: mention.index + (mention[1] ?? '').length,
    suggestions: found.map((person) => {
      const unique = people.filter((other) => other.real_name === person.real_name).length === 1;
      return {
        insert: `@${unique ? person.real_name : person.name} `,
        label: person.real_name,
        description: titleOf(person.id) ?? `@${person.name}`,
      };
    }),
  };
}

/** @param {import('../time-contract.ts').SlashCommand} command @returns {Suggestion} */
function ofCommand({ command, usageHint, description }) {
  return { insert: `${command} `, label: `${command} ${usageHint}`.trim(), description };
}

/** @param {import('./api.js').Person} person @param {string} wanted */
function matches(person, wanted) {
  const name = person.real_name.toLocaleLowerCase();
  return name.startsWith(wanted) || name.includes(` ${wanted}`) || person.name.toLocaleLowerCase().startsWith(wanted);
}

/** @param {string} id */
export function titleOf(id) {
  for (const group of session.sandbox.groups) {
    const person = group.people.find((one) => one.slackId === id);
    if (person !== undefined) return person.title;
  }
  return undefined;
}

/**
 * Suggestions over a text field. The focus stays in the field; arrows choose, Tab or Enter takes, Escape closes.
 * @param {HTMLTextAreaElement} field
 * @param {string} id
 */
export function attachCompletion(field, id) {
  const list = h('div.completion', { id, role: 'listbox', 'aria-label': 'Suggestions', hidden: true });
  /** @type {Suggestion[]} */
  let suggestions = [];
  let from = 0;
  let active = 0;
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', id);

  const hide = () => {
    suggestions = [];
    list.hidden = true;
    field.removeAttribute('aria-activedescendant');
  };
  /** @param {number} index */
  const take = (index) => {
    const chosen = suggestions[index];
    if (chosen === undefined) return;
    const after = field.value.slice(field.selectionStart);
    field.value = field.value.slice(0, from) + chosen.insert + after;
    const cursor = from + chosen.insert.length;
    field.setSelectionRange(cursor, cursor);
    field.focus();
    field.dispatchEvent(new Event('input'));
    hide();
  };
  const draw = () => {
    list.hidden = suggestions.length === 0;
    list.replaceChildren(
      ...suggestions.map((suggestion, index) =>
        h(
          `div.item${index === active ? '.active' : ''}`,
          {
            id: `${id}-${index}`,
            role: 'option',
            'aria-selected': String(index === active),
            // Before the field loses its focus.
            onpointerdown: (/** @type {Event} */ event) => {
              event.preventDefault();
              take(index);
            },
          },
          h('b', {}, suggestion.label),
          h('span.description', {}, suggestion.description),
        ),
      ),
    );
    if (suggestions.length > 0) field.setAttribute('aria-activedescendant', `${id}-${active}`);
    else field.removeAttribute('aria-activedescendant');
  };
  /** @param {Suggestion | undefined} suggestion */
  const isWhole = (suggestion) =>
    suggestion?.insert.startsWith('/') && field.value.slice(from).trim() === suggestion.insert.trim();
  field.addEventListener('input', () => {
    active = 0;
    ({ from, suggestions } = suggestionsFor(field.value.slice(0, field.selectionStart)));
    draw();
  });
  field.addEventListener('blur', hide);
  field.addEventListener('keydown', (event) => {
    if (suggestions.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + suggestions.length) % suggestions.length;
      draw();
    } else if (event.key === 'Enter' && isWhole(suggestions[active])) {
      // Typed out already: Enter sends it.
      hide();
      return;
    } else if ((event.key === 'Tab' && !event.shiftKey) || event.key === 'Enter') {
      take(active);
    } else if (event.key === 'Escape') {
      hide();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return list;
}
