import type { SandboxState } from '../../../src/sandbox/page/time-contract.ts';
import type { UserOption } from '../../../src/sandbox/slack/state/directory.ts';

const person = (id: string, name: string, real_name: string, tz = 'America/New_York'): UserOption => ({
  id,
  name,
  real_name,
  email: `${name}@example.com`,
  tz,
});

export const dana = person('U0DANA', 'dana.whitfield', 'Dana Whitfield');
export const omar = person('U0OMAR', 'omar.haddad', 'Omar Haddad', 'America/Chicago');
export const priya = person('U0PRIYA', 'priya.raman', 'Priya Raman');
export const longName = person('U0LONG', 'maximiliane', 'Maximiliane Friederike von Hohenstein-Oberländer');
export const yael = person('U0YAEL', 'yael', 'יעל בן־דוד', 'Asia/Jerusalem');
export const admin = person('U0ADMIN', 'sam.okafor', 'Sam Okafor');
export const people = [dana, omar, priya, longName, yael, admin];

export const manifest = {
  display_information: { name: 'Rep Coach' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Rep Coach' },
    slash_commands: [
      { command: '/rep-view', description: 'One rep, on demand', usage_hint: '@rep [YYYY-MM]', should_escape: true },
      { command: '/rep-coach', description: 'Help, queue, status', usage_hint: '[help | queue]', should_escape: true },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'im:write',
        'im:history',
        'users:read',
        'files:write',
        'files:read',
        'reactions:write',
      ],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

export const firstStart = new Date('2026-03-15T22:00:00Z');

const listed = ({ id, real_name }: UserOption, title: string, team: string, hint?: string) => ({
  slackId: id,
  name: real_name,
  title,
  team,
  ...(hint === undefined ? {} : { hint }),
});

/** What does not change with the date. */
export const organisation: Pick<SandboxState, 'organisation' | 'groups' | 'stories' | 'commands'> = {
  organisation: 'Northwind Instruments',
  groups: [
    {
      label: 'Start here',
      people: [
        listed(dana, 'Sales Manager, Enterprise', 'East', 'approves'),
        listed(omar, 'Director of Sales', 'East', 'gets escalations about Priya'),
        listed(priya, 'Account Executive, Enterprise', 'East', 'gets the digest'),
      ],
    },
    {
      label: 'Account Executives',
      people: [
        listed(priya, 'Account Executive, Enterprise', 'East'),
        listed(longName, 'Account Executive, Mid-Market and Strategic Partnerships', 'DACH'),
        listed(yael, 'Account Executive, SMB', 'MEA'),
        { slackId: null, name: 'Noa Unlinked', title: 'Account Executive, SMB', team: 'West' },
      ],
    },
    { label: 'Admins', people: [listed(admin, 'Revenue Operations', 'HQ')] },
  ],
  stories: [
    {
      title: '1 · Approve, then the digest',
      steps: [
        { text: 'Let Monday come: the weekly run finds something.', move: 'day' },
        { text: 'As the manager, approve the recommendation.', as: dana.id },
        { text: 'Move on to the first business day of April.', move: 'next_digest' },
        { text: 'Read the digest as the rep.', as: priya.id },
      ],
    },
    { title: '2 · Dismiss', steps: [{ text: 'Dismiss as the manager; nothing reaches the rep.', as: dana.id }] },
    { title: '3 · Three weeks', steps: [{ text: 'Let three weeks go by, then answer in the thread.', as: omar.id }] },
  ],
  commands: manifest.features.slash_commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    usageHint: usage_hint,
  })),
};
