import { describe, expect, it } from 'vitest';
import { checkSourceContract } from '../../../src/db/source-contract/check-source-contract.ts';
import { loadOrganisation } from '../../../src/sandbox/organisation/load-organisation.ts';
import { useDatabase } from '../../support/database.ts';
import { SOURCE_SCHEMA } from '../../support/source-schema.ts';

const database = useDatabase();

describe('loading the sample organisation', () => {
  it('fills the source and reference tables, keys and checks holding, and says how far it is', {
    timeout: 120_000,
  }, async () => {
    const steps: { done: number; total: number; what: string }[] = [];
    const began = performance.now();
    const facts = await loadOrganisation(database.owner, {
      onProgress: (done, total, what) => steps.push({ done, total, what }),
    });
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(`Loaded ${facts.totalRows} rows of the sample organisation in ${seconds.toFixed(1)} s.\n`);

    for (const [table, expected] of Object.entries(facts.rows)) {
      const { rows } = await database.owner.raw('select count(*)::int as count from ??', [table]);
      expect(rows, table).toEqual([{ count: expected }]);
    }
    expect(await checkSourceContract(database.owner, SOURCE_SCHEMA)).toEqual([]);
    expect(steps.at(0)).toMatchObject({ done: 0, total: facts.totalRows });
    expect(steps.at(-1)?.done).toBe(facts.totalRows);
    expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(facts.people).toEqual({ reps: 76, managers: 10, secondLine: 3, admins: 2 });
  });

  it('writes values as they are: quotes, accents, nulls and instants', async () => {
    const { rows } = await database.owner.raw(
      `select name from holiday where calendar_id = 'US' and holiday_date = '2026-01-01'
       union all select slack_user_id from person where person_id = 'csm-06'
       union all select min(entered_at)::text from opportunity_stage_history where opp_id = 'opp-ae-01-0001'`,
    );
    const [name, slackUser, instant] = rows.map((row: { name: string | null }) => row.name);
    expect(name).toBe("New Year's Day");
    expect(slackUser).toBeNull();
    expect(instant).toMatch(/^2025-03-1\d 1\d:\d\d:00\+00$/);
  });

  it('refuses to be loaded over itself, changing nothing', async () => {
    await expect(loadOrganisation(database.owner)).rejects.toThrow(/empty database/);
  });
});
