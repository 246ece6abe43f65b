import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { listeners } from '../../src/slack/register.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const raw: unknown = parse(read('../../manifest.yml'));
const manifest = z
  .object({
    display_information: z.looseObject({ name: z.string() }),
    features: z.object({
      app_home: z.record(z.string(), z.boolean()),
      bot_user: z.looseObject({ display_name: z.string() }),
      slash_commands: z.array(z.looseObject({ command: z.string(), should_escape: z.boolean() })),
    }),
    oauth_config: z.object({ scopes: z.record(z.string(), z.array(z.string())) }),
    settings: z.looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
      socket_mode_enabled: z.boolean(),
    }),
  })
  .parse(raw);

describe('manifest.yml', () => {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(read('documented-manifest.schema.json')));

  test('is a manifest as Slack documents it', () => {
    validate(raw);
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['a name of 36 characters', { display_information: { name: 'x'.repeat(36) } }],
    ['a key that Slack does not know', { extra: true }],
    ['a feature that Slack does not know', { features: { ...manifest.features, app_hom: {} } }],
    [
      'a command without a slash',
      { features: { ...manifest.features, slash_commands: [{ command: 'x', description: 'y' }] } },
    ],
  ])('would be refused with %s', (_what, change) => {
    expect(validate({ ...Object(raw), ...change })).toBe(false);
  });

  test('is of Rep Coach, over Socket Mode, with tabs in which people can write', () => {
    expect(manifest.display_information.name).toBe('Rep Coach');
    expect(manifest.features.bot_user.display_name).toBe('Rep Coach');
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  test('asks for these rights of the bot, and for none of a person', () => {
    expect(Object.keys(manifest.oauth_config.scopes)).toEqual(['bot']);
    expect(manifest.oauth_config.scopes.bot?.toSorted()).toEqual([
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'im:history',
      'im:write',
      'reactions:write',
      'users:read',
      'users:read.email',
    ]);
  });

  test('has the commands that are listened to, with mentions escaped', () => {
    const declared = manifest.features.slash_commands;
    expect(declared.map(({ command }) => command).toSorted()).toEqual(
      listeners.commands.map(({ command }) => command).toSorted(),
    );
    expect(declared.every(({ should_escape }) => should_escape)).toBe(true);
  });

  test('subscribes to the events that are listened to', () => {
    // Slack delivers `message.im` as `message`.
    const heard = new Set(listeners.events.map(({ event }) => (event === 'message' ? 'message.im' : event)));
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual([...heard].toSorted());
  });
});
