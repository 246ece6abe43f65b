import { beforeEach, describe, expect, test } from 'vitest';
import { type BookAsked, bookHealth } from '../../../src/db/reads/book-health.ts';
import type { RiskTier } from '../../../src/domain/book-health.ts';
import { account, health, owned } from '../../measures/customer-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadTables } from '../../support/rows.ts';

const world = useDatabase();
const asked: BookAsked = {
  repId: 'cora',
  role: 'CSM',
  before: '2026-04-01',
  healthScoreDays: 14,
  inheritedAccountDays: 28,
  runStart: new Date('2026-04-01T10:00:00Z'),
};

beforeEach(() => world.owner.raw('truncate customer_health_log, account_ownership, accounts'));

/** The weeks that hold anything, as "2026-03-30: High 1, none 2". */
async function weeks(change: Partial<BookAsked> = {}): Promise<string[]> {
  const book = await bookHealth(world.db, { ...asked, ...change });
  expect(book.weeks).toHaveLength(13);
  return book.weeks.flatMap(({ asOf, tiers, unscored }) => {
    const counts = Object.entries(tiers).flatMap(([tier, count]) => (count === 0 ? [] : [`${tier} ${count}`]));
    const all = unscored === 0 ? counts : [...counts, `none ${unscored}`];
    return all.length === 0 ? [] : [`${asOf}: ${all.join(', ')}`];
  });
}

const scored = (
  id: string,
  date: '2026-03-20' | '2026-03-24' | '2026-03-30',
  health_tier: RiskTier,
  change: object = {},
) => health(id, date, 50, { health_tier, ...change });

describe('a book by risk', () => {
  test('counts each account by its last tier before the Monday, and not by one too old', async () => {
    await loadTables(world.owner, {
      accounts: ['a', 'b'].map((id) => account(id)),
      account_ownership: ['a', 'b'].map((id) => owned(id, 'cora', { owned_from: '2026-03-16' })),
      customer_health_log: [
        scored('a', '2026-03-20', 'Low'),
        scored('a', '2026-03-24', 'High'),
        scored('a', '2026-03-30', 'Critical'),
        health('b', '2026-03-06', 50, { health_tier: 'Medium' }),
      ],
    });
    expect(await weeks()).toEqual([
      '2026-03-16: Medium 1, none 1',
      '2026-03-23: Low 1, none 1',
      '2026-03-30: High 1, none 1',
    ]);
  });

  test('is the owner’s of that week; what was taken over joins after four weeks', async () => {
    await loadTables(world.owner, {
      accounts: [account('a')],
      account_ownership: [
        owned('a', 'dora', { owned_from: '2024-01-01', owned_to: '2026-02-27' }),
        owned('a', 'cora', { owned_from: '2026-02-27' }),
      ],
      customer_health_log: [],
    });
    expect(await weeks()).toEqual(['2026-03-30: none 1']);
    expect((await weeks({ repId: 'dora' })).at(-1)).toBe('2026-02-23: none 1');
    expect(await weeks({ role: 'AM' })).toEqual([]);
  });

  test('leaves out what had churned, what was not known yet, and rows that break the contract', async () => {
    await loadTables(world.owner, {
      accounts: [account('a', { churned_at: '2026-03-25' }), account('b'), account('c', { is_active: false })],
      account_ownership: ['a', 'b', 'c'].map((id) => owned(id, 'cora', { owned_from: '2026-03-20' })),
      customer_health_log: [
        scored('a', '2026-03-20', 'Low'),
        scored('b', '2026-03-20', 'Low', { recorded_at: '2026-04-02T00:00:00Z' }),
        health('b', '2026-03-19', 500, { health_tier: 'High' }),
      ],
    });
    expect(await weeks()).toEqual(['2026-03-23: Low 1, none 1', '2026-03-30: none 1']);
  });
});
