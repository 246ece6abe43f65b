import { apiMethod } from './method.ts';

export const appsConnectionsOpen = apiMethod({
  name: 'apps.connections.open',
  token: 'app',
  args: {},
  run: ({ origin, link }) => ({
    url: `${origin.replace(/^http/, 'ws')}/link?ticket=${link.socketMode.issueTicket()}`,
  }),
});
