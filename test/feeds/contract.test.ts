import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FEED_VIEWS } from '../../src/db/feed-views.ts';
import { count, exact, id, instant, localDate, readFeed, role } from '../../src/feeds/feed.ts';
import { feeds } from '../../src/feeds/index.ts';
import { mbrPersistentGaps } from '../../src/feeds/mbr-persistent-gaps.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

/** What the database gives for each type of the contract. */
function sqlTypeOf(type: unknown): string {
  if (type instanceof z.ZodNullable) return sqlTypeOf(type.unwrap());
  if (type instanceof z.ZodPipe) return 'timestamp with time zone';
  if (type instanceof z.ZodISODate) return 'date';
  if (type instanceof z.ZodNumber) return 'integer';
  if (type instanceof z.ZodString && type.safeParse('0.5').success && !type.safeParse('half').success) return 'numeric';
  return 'text';
}

it('has a reader for every view, and none besides', () => {
  expect(feeds.map(({ view }) => view)).toEqual(FEED_VIEWS);
  for (const { name, view } of feeds) expect(view).toBe(`feed_${name}`);
});

describe.each(feeds)('$name', (feed) => {
  it('has the columns of its contract, in that order, with their types', async () => {
    const columns = await database
      .owner('information_schema.columns')
      .where({ table_schema: 'coaching', table_name: feed.view })
      .orderBy('ordinal_position')
      .select<{ column_name: string; data_type: string }[]>('column_name', 'data_type');
    const inContract = Object.entries(feed.row.shape).map(([name, type]) => [name, sqlTypeOf(type)]);
    expect(columns.map(({ column_name, data_type }) => [column_name, data_type])).toEqual(inContract);
  });

  it('is empty without rows', async () => {
    expect(await readFeed(database.owner, feed)).toEqual([]);
  });

  it('says no row of another shape', () => {
    expect(feed.row.safeParse({}).success).toBe(false);
    const sample = Object.fromEntries(
      Object.entries(feed.row.shape).map(([name, type]) => [name, sampleOf(name, sqlTypeOf(type))]),
    );
    expect(feed.row.safeParse(sample)).toMatchObject({ success: true });
    expect(feed.row.safeParse({ ...sample, recommended_action: 'x' }).success).toBe(false);
  });
});

function sampleOf(name: string, type: string): unknown {
  const words: Record<string, string> = {
    role: 'AE',
    rule: 'E2',
    pattern_state: 'open',
    escalation_state: 'open',
    resolution: 'left',
  };
  if (type === 'text') return words[name] ?? 'x';
  return { date: '2026-03-02', integer: 5, numeric: '-0.5', 'timestamp with time zone': new Date(0) }[type];
}

it.each([
  ['pattern_episode_state_check', 'pattern_state'],
  ['escalation_rule_check', 'rule'],
  ['escalation_role_check', 'role'],
  ['escalation_outcome_check', 'resolution'],
] as const)('takes every word that %s allows', async (constraint, column) => {
  const { rows } = await database.owner.raw<{ rows: { text: string }[] }>(
    'select pg_get_constraintdef(oid) as text from pg_constraint where conname = ?',
    [constraint],
  );
  const words = [...(rows[0]?.text ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]);
  expect(words.length).toBeGreaterThan(3);
  for (const word of words)
    expect(mbrPersistentGaps.row.shape[column].safeParse(word)).toMatchObject({ success: true });
});

it('the types of columns take what they mean and nothing else', () => {
  for (const good of ['0', '-12.50', '3.3333']) expect(exact.safeParse(good).success).toBe(true);
  for (const bad of ['1e5', 'NaN', '', '1,5', 0.5]) expect(exact.safeParse(bad).success).toBe(false);
  expect(count.safeParse(-1).success).toBe(false);
  expect(id.safeParse('').success).toBe(false);
  expect(role.safeParse('CEO').success).toBe(false);
  expect(localDate.safeParse('2026-02-30').success).toBe(false);
  expect(instant.parse(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
});
