import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { tellOfNoManager } from '../../src/workflows/tell-of-no-manager.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-02T06:00:00Z');

const tell = (repId: string, on: LocalDate = '2026-03-02') =>
  database.db.transaction((trx) => tellOfNoManager(trx, { repId, on, now }));

async function alerts() {
  const rows = await database.owner('delivery').where({ kind: 'admin_alert' }).orderBy('seq');
  return rows.map(({ recipient_id, reference, wanted_version }) => ({
    to: recipient_id,
    about: JSON.parse(reference.things).map(({ rep_id }: { rep_id: string }) => rep_id),
    version: wanted_version,
  }));
}

beforeAll(() => loadPeople(database.owner, '2025-01-06'));

describe('reps without a manager', () => {
  beforeEach(() => database.owner('delivery').delete());

  it('are told of in one message a day, which is drawn again for each that joins it', async () => {
    await tell(people.rep);
    const [first] = await alerts();
    await tell(people.manager);
    await tell(people.rep);
    expect(await alerts()).toEqual([
      { to: people.admin, about: [people.rep, people.manager], version: Number(first?.version) + 1 },
    ]);
    await tell(people.rep, '2026-03-03');
    expect(await alerts()).toHaveLength(2);
  });

  it('are each in it, however many are found at once', async () => {
    await Promise.all([people.rep, people.manager, people.slm].map((repId) => tell(repId)));
    const [{ about } = { about: [] }, ...others] = await alerts();
    expect([...about].sort()).toEqual([people.rep, people.manager, people.slm].sort());
    expect(others).toEqual([]);
  });

  it('are not told about themselves', async () => {
    await tell(people.admin);
    expect(await alerts()).toEqual([]);
  });
});
