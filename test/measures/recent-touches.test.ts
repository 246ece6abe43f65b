import { describe, expect, it } from 'vitest';
import { touchesSent } from '../../src/measures/recent-touches.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { touch } from './cadence-rows.ts';

const database = useDatabase();

describe('touches sent', () => {
  it('count in each rep’s own window, once, as far as they are known', async () => {
    const end = new Date('2026-03-10T04:00:00Z');
    const from = new Date('2026-03-03T05:00:00Z');
    await loadTables(database.owner, {
      cadence_event_log: [
        touch('2026-03-03T04:59:59Z'),
        touch('2026-03-03T05:00:00Z'),
        touch('2026-03-09T15:00:00Z', { is_duplicate: true }),
        touch('2026-03-09T15:00:00Z', { recorded_at: new Date('2026-03-11T00:00:00Z') }),
        touch('2026-03-10T03:59:59Z'),
        touch('2026-03-10T04:00:00Z'),
        touch('2026-03-04T15:00:00Z', { rep_id: 'sven' }),
        touch('2026-03-09T15:00:00Z', { rep_id: 'sven' }),
      ].map((row) => ({ ...row })),
    });
    const windows = [
      { repId: 'sam', from },
      { repId: 'sven', from: new Date('2026-03-06T05:00:00Z') },
      { repId: 'stan', from },
    ];
    const found = await touchesSent(database.db, windows, { end, runStart: new Date('2026-03-10T10:00:00Z') });
    expect(Object.fromEntries(found)).toEqual({ sam: 2, sven: 1 });
  });
});
