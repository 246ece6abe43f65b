import { z } from 'zod';

const manifestSchema = z.looseObject({
  display_information: z.looseObject({ name: z.string() }).optional(),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().optional(),
          messages_tab_enabled: z.boolean().optional(),
          messages_tab_read_only_enabled: z.boolean().optional(),
        })
        .optional(),
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      slash_commands: z
        .array(z.looseObject({ command: z.string().startsWith('/'), should_escape: z.boolean().optional() }))
        .optional(),
    })
    .optional(),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).optional() }).optional() }).optional(),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).optional() }).optional(),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().optional(),
    })
    .optional(),
});

/** What the local Slack takes from an app manifest: what the app may do and what it is told. */
export interface AppManifest {
  name: string;
  botName: string;
  scopes: readonly string[];
  events: readonly string[];
  commands: ReadonlyMap<string, { escape: boolean }>;
  homeTab: boolean;
  messagesTab: boolean;
  messagesReadOnly: boolean;
  interactivity: boolean;
}

/**
 * Reads a parsed manifest.yml.
 * @throws ZodError when a field that matters here has another type than Slack's schema says.
 */
export function readAppManifest(manifest: unknown): AppManifest {
  const { display_information, features, oauth_config, settings } = manifestSchema.parse(manifest);
  const name = display_information?.name ?? 'App';
  const home = features?.app_home;
  const commands = features?.slash_commands ?? [];
  return {
    name,
    botName: features?.bot_user?.display_name ?? name,
    scopes: oauth_config?.scopes?.bot ?? [],
    events: settings?.event_subscriptions?.bot_events ?? [],
    commands: new Map(commands.map((entry) => [entry.command, { escape: entry.should_escape ?? false }])),
    homeTab: home?.home_tab_enabled ?? false,
    messagesTab: home?.messages_tab_enabled ?? false,
    messagesReadOnly: home?.messages_tab_read_only_enabled ?? false,
    interactivity: settings?.interactivity?.is_enabled ?? false,
  };
}
