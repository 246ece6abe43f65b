import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionIds, commands, viewIds } from '../../../src/slack/ids.ts';
import { listeners } from '../../../src/slack/register.ts';

const source = new URL('../../../src/slack/', import.meta.url);
const filesIn = (folder: string) => readdirSync(new URL(folder, source), { recursive: true, encoding: 'utf8' });
const textOf = (path: string) => readFileSync(new URL(path, source), 'utf8');

const folders = ['actions', 'views', 'commands', 'events'] as const;

describe.each(folders)('listeners/%s', (folder) => {
  const files = filesIn(`listeners/${folder}/`).filter((file) => file.endsWith('.ts'));

  test('has files', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)('%s is registered, and only once', async (file) => {
    const module: Record<string, unknown> = await import(new URL(`listeners/${folder}/${file}`, source).href);
    const exported = Object.values(module);
    expect(exported).toHaveLength(1);
    expect(listeners[folder].filter((listener) => listener === exported[0])).toHaveLength(1);
  });

  test('has a file for every registered listener', () => {
    expect(listeners[folder]).toHaveLength(files.length);
  });
});

describe('ids', () => {
  /** Names of `actionIds.x` or `viewIds.x` that the messages and screens mention. */
  const mentioned = (list: 'actionIds' | 'viewIds') => {
    const texts = filesIn('messages/')
      .filter((file) => file.endsWith('.ts'))
      .map((file) => textOf(`messages/${file}`));
    return new Set(
      texts.flatMap((text) => [...text.matchAll(new RegExp(`\\b${list}\\.(\\w+)`, 'g'))].map(([, name]) => name)),
    );
  };

  test('every action has one listener', () => {
    expect(listeners.actions.map(({ actionId }) => actionId).toSorted()).toEqual(Object.values(actionIds).toSorted());
  });

  test('every action is on a message or a view', () => {
    expect([...mentioned('actionIds')].toSorted()).toEqual(Object.keys(actionIds).toSorted());
  });

  test('every view is built by a message', () => {
    expect([...mentioned('viewIds')].toSorted()).toEqual(Object.keys(viewIds).toSorted());
  });

  test('every view that can be submitted has one listener, and no other has', () => {
    const submitted = filesIn('messages/')
      .filter((file) => file.endsWith('.ts'))
      .map((file) => textOf(`messages/${file}`))
      .filter((text) => /^\s*submit:/m.test(text))
      .flatMap((text) => [...text.matchAll(/viewIds\.(\w+)/g)].map(([, name]) => name));
    const listened = Object.entries(viewIds)
      .filter(([, id]) => listeners.views.some(({ viewId }) => viewId === id))
      .map(([name]) => name);
    expect(submitted.length).toBeGreaterThan(0);
    expect([...new Set(submitted)].toSorted()).toEqual(listened.toSorted());
    expect(new Set(listeners.views.map(({ viewId }) => viewId)).size).toBe(listeners.views.length);
  });

  test('every command has one listener', () => {
    expect(listeners.commands.map(({ command }) => command).toSorted()).toEqual(Object.values(commands).toSorted());
  });
});
