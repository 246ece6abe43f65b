import { createComposer } from './composer.js';
import { h } from './dom.js';
import { createHomeTab } from './home-tab.js';
import { createMessageLog } from './message-log.js';
import { appChannel, openChannel, openTab, session, theApp } from './session.js';

/** The middle of the page: the app's Messages and Home tabs, or a direct message between people. */
export function createConversation() {
  const name = h('h1');
  const log = createMessageLog({ inThread: false, label: 'Messages' });
  const nothing = h('p.empty', {}, 'No messages yet. Type / to see what the app can do.');
  const composer = createComposer({ inThread: false });
  const home = createHomeTab();
  const messages = h(
    'div.panel',
    { role: 'tabpanel', id: 'panel-messages', 'aria-labelledby': 'tab-messages' },
    nothing,
    log.element,
    composer.element,
  );
  /** @param {'home' | 'messages'} tab @param {string} label */
  const drawTab = (tab, label) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}`, onclick: () => openTab(tab) },
      label,
    );
  const homeTab = drawTab('home', 'Home');
  const messagesTab = drawTab('messages', 'Messages');
  const tabs = h('div.tabs', { role: 'tablist', 'aria-label': 'Tabs of the app' }, homeTab, messagesTab);
  tabs.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = document.activeElement === homeTab ? messagesTab : homeTab;
    other.focus();
    other.click();
  });
  const element = h(
    'section.conversation',
    { 'aria-label': 'Conversation' },
    h('header', {}, name, tabs),
    home.element,
    messages,
  );

  const draw = () => {
    const channel = openChannel();
    const withApp = channel === undefined || channel.id === appChannel()?.id;
    const partner = withApp ? theApp() : channel.with[0];
    const title = partner?.real_name ?? 'Slack';
    name.textContent = title;
    tabs.hidden = !withApp;
    const atHome = withApp && session.tab === 'home';
    for (const [tab, selected] of /** @type {const} */ ([
      [homeTab, atHome],
      [messagesTab, !atHome],
    ])) {
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
    }
    home.element.hidden = !atHome;
    messages.hidden = atHome;
    home.draw();
    const list = channel?.messages ?? [];
    nothing.hidden = session.screen === null || list.length > 0;
    log.element.hidden = !nothing.hidden;
    log.show(channel?.id ?? '', list, channel?.id ?? 'app', !atHome && session.screen !== null);
    composer.show(
      `${session.me}:${channel?.id ?? 'app'}`,
      `Message ${title}, or / for commands`,
      channel ? { channel: channel.id } : {},
    );
  };
  return { element, draw, composer };
}
