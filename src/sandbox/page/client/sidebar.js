import { drawAvatar } from './avatar.js';
import { titleOf } from './completion.js';
import { h, keep } from './dom.js';
import { hasNews, readMark } from './memory.js';
import { openMenu } from './popup-menu.js';
import { appChannel, become, openChannel, openTab, session, theApp } from './session.js';

/** @typedef {import('./api.js').ScreenChannel} ScreenChannel */

/** Who one is, and their conversations. */
export function createSidebar() {
  const organisation = h('div.organisation');
  const chosen = h('span.you');
  const newsDot = h('span.dot', { hidden: true, title: 'Somebody else has new messages' });
  const person = h(
    'button.person',
    {
      type: 'button',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      onclick: choosePerson,
      dataset: { focus: 'person' },
    },
    chosen,
    newsDot,
    h('span.arrow', { 'aria-hidden': 'true' }),
  );
  const channels = h('nav.channels', { 'aria-label': 'Conversations' });
  const element = h(
    'div.sidebar',
    {},
    organisation,
    h('div.person-box', {}, h('span.caption', {}, 'You are'), person),
    channels,
  );

  function choosePerson() {
    /** @type {import('./popup-menu.js').MenuItem[]} */
    const items = session.sandbox.groups.flatMap((group) =>
      group.people.map((one) => ({
        value: one.slackId ?? '',
        label: `${one.name}${one.slackId !== null && one.slackId !== session.me && hasNews(one.slackId) ? ' •' : ''}`,
        description: [one.hint, one.title, one.team, one.slackId === null && 'no Slack account']
          .filter(Boolean)
          .join(' · '),
        group: group.label,
        disabled: one.slackId === null,
      })),
    );
    openMenu({
      anchor: person,
      role: 'listbox',
      className: 'people',
      label: 'people by name, role or team',
      items,
      selected: new Set([session.me]),
      search: true,
      onPick: (id) => void become(id),
    });
  }

  const draw = () => {
    organisation.textContent = session.sandbox.organisation;
    const me = session.people.get(session.me);
    if (me !== undefined) {
      keep(chosen, [{ me, title: titleOf(me.id) ?? '' }], {
        key: () => 'me',
        draw: (shown) =>
          h(
            'span.you-inner',
            {},
            drawAvatar(shown.me),
            h('span.names', {}, h('b', {}, shown.me.real_name), h('span.description', {}, shown.title)),
          ),
      });
    }
    newsDot.hidden = ![...session.people.keys()].some((id) => id !== session.me && hasNews(id));
    const open = openChannel()?.id;
    const app = appChannel();
    const bot = theApp();
    const entries = [
      ...(bot ? [{ id: app?.id ?? '', person: bot, unread: app ? unreadOf(app) : 0, open: open === app?.id }] : []),
      ...(session.screen?.channels ?? [])
        .filter((channel) => channel.id !== app?.id)
        .map((channel) => ({
          id: channel.id,
          person: channel.with[0] ?? session.screen?.user,
          unread: unreadOf(channel),
          open: open === channel.id,
        })),
    ];
    keep(channels, entries, {
      key: (entry) => entry.id,
      draw: (entry) =>
        h(
          `button.channel${entry.open ? '.open' : ''}${entry.unread > 0 ? '.unread' : ''}`,
          {
            type: 'button',
            'aria-current': entry.open ? 'true' : undefined,
            dataset: { focus: 'channel' },
            onclick: () => openTab('messages', entry.id === app?.id || entry.id === '' ? null : entry.id),
          },
          entry.person && drawAvatar(entry.person, '.small'),
          h('span.name', {}, entry.person?.real_name ?? ''),
          entry.unread > 0 && h('span.count', { 'aria-label': `${entry.unread} unread` }, String(entry.unread)),
        ),
    });
  };
  return { element, draw };
}

/** Messages of others after the person's read mark; replies count in the thread's own mark. @param {ScreenChannel} channel */
function unreadOf(channel) {
  if (openChannel()?.id === channel.id && session.tab === 'messages') return 0;
  const read = readMark(session.me, channel.id);
  return channel.messages.filter((message) => message.user !== session.me && (read === undefined || message.ts > read))
    .length;
}
