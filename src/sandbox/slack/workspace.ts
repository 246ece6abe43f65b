import type { AppManifest } from './app-manifest.ts';
import type { JsonObject } from './blocks/rules.ts';
import { Faults } from './faults.ts';
import { Ledger } from './ledger.ts';
import { AppLink } from './link/app-link.ts';
import { Changes } from './state/changes.ts';
import { type Channel, Channels } from './state/channels.ts';
import { Directory, type UserOption } from './state/directory.ts';
import { Files } from './state/files.ts';
import { Ids } from './state/ids.ts';
import { PersonNotes } from './state/person-notes.ts';
import { PostGate } from './state/post-gate.ts';
import { ResponseUrls, Triggers } from './state/tickets.ts';
import { Timestamps } from './state/timestamps.ts';
import { Views } from './state/views.ts';

export interface WorkspaceOptions {
  app: AppManifest;
  users: readonly UserOption[];
  /** Public channels beside the direct conversations; everyone is a member by default, the app only if it is named. */
  channels: readonly { id: string; name: string; members?: readonly string[] }[];
  team: { id: string; domain: string; name: string };
  businessNow: () => Date;
  /** Real milliseconds, for everything that expires. */
  realNow: () => number;
  requestUrl?: string | undefined;
  postIntervalMs: number;
  fileProcessingMs: number;
  ackTimeoutMs: number;
  eventRetryDelaysMs: readonly number[];
}

/** The identities and secrets of the one app that is installed. Local: none of them opens anything elsewhere. */
export const identity = {
  appId: 'A0LOCALAPP1',
  botId: 'B0LOCALBOT1',
  botUserId: 'U0LOCALBOT1',
  botToken: 'xoxb-local-bot',
  appToken: 'xapp-1-A0LOCALAPP1-local',
  signingSecret: 'local-signing-secret',
  verificationToken: 'local-verification',
} as const;

/** Everything that one local Slack holds. Operations on it are in the folders by what they serve. */
export class Workspace {
  readonly app: AppManifest;
  readonly team: WorkspaceOptions['team'];
  readonly businessNow: () => Date;
  readonly ledger: Ledger;
  readonly link: AppLink;
  readonly faults = new Faults();
  readonly changes = new Changes();
  readonly ids = new Ids();
  readonly notes = new PersonNotes();
  readonly timestamps: Timestamps;
  readonly directory: Directory;
  readonly channels: Channels;
  readonly views: Views;
  readonly files: Files;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly postGate: PostGate;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin = '';

  constructor(options: WorkspaceOptions) {
    const { businessNow, realNow } = options;
    this.app = options.app;
    this.team = options.team;
    this.businessNow = businessNow;
    this.ledger = new Ledger(businessNow);
    this.link = new AppLink({
      ledger: this.ledger,
      appId: identity.appId,
      signingSecret: identity.signingSecret,
      requestUrl: options.requestUrl,
      ackTimeoutMs: options.ackTimeoutMs,
      eventRetryDelaysMs: options.eventRetryDelaysMs,
    });
    this.timestamps = new Timestamps(businessNow);
    this.directory = new Directory(options.users, { id: identity.botUserId, name: options.app.botName });
    const everyone = options.users.map((user) => user.id);
    this.channels = new Channels(
      this.ids,
      options.channels.map(
        ({ id, name, members }): Channel => ({
          id,
          name,
          kind: 'channel',
          members: [...(members ?? everyone)],
          created: this.timestamps.seconds(),
          messages: [],
        }),
      ),
    );
    this.views = new Views(this.ids);
    this.files = new Files(this.ids, realNow, options.fileProcessingMs);
    this.triggers = new Triggers(this.ids, realNow);
    this.responseUrls = new ResponseUrls(this.ids, realNow);
    this.postGate = new PostGate(realNow, options.postIntervalMs);
  }

  /** Sends an event to the app when its manifest subscribes to it; `name` is the subscription, e.g. `message.im`. */
  emit(
    name: string,
    event: JsonObject,
  ): { envelopeId: string; outcome: Promise<{ acked: boolean; error?: string }> } | undefined {
    if (!this.app.events.includes(name)) return undefined;
    return this.link.deliver('events_api', {
      token: identity.verificationToken,
      team_id: this.team.id,
      context_team_id: this.team.id,
      context_enterprise_id: null,
      api_app_id: identity.appId,
      event,
      type: 'event_callback',
      event_id: this.ids.next('Ev'),
      event_time: this.timestamps.seconds(),
      authorizations: [
        {
          enterprise_id: null,
          team_id: this.team.id,
          user_id: identity.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: this.ids.next('4-'),
    });
  }

  /** The app's direct conversation with a person, opened if need be. */
  appDm(user: string): Channel {
    return this.channels.direct([user, identity.botUserId], this.timestamps.seconds()).channel;
  }

  /** Puts everything back to the start; the ledger goes on with a `reset` entry and sockets stay connected. */
  reset(): void {
    this.link.reset();
    this.faults.clear();
    const parts = [this.notes, this.timestamps, this.directory, this.channels, this.views, this.files];
    for (const part of [...parts, this.triggers, this.responseUrls, this.postGate]) part.reset();
    this.ledger.add({ kind: 'reset' });
    this.changes.announce('*', 'reset');
  }
}
