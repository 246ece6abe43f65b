import { beforeEach, describe, expect, test } from 'vitest';
import { addTeamRollup } from '../../../src/db/stores/team-rollups.ts';
import { people } from '../../support/small-organisation.ts';
import { delivery, now, sent, useRendering } from './rendering-world.ts';

const { world, render, said } = useRendering();
const { manager, otherManager, slm, rep, admin } = people;
let rollupId: string;

beforeEach(async () => {
  const team = { sizes: [], metrics: [], patterns: [], pendingDecisions: 7, openEscalations: 3 };
  const content = { periodMonth: '2026-02-01', teamId: manager, repIds: [rep], team } as const;
  rollupId =
    (await world.owner.transaction((trx) => addTeamRollup(trx, { recipientId: manager, runStart: now, content }))) ??
    '';
});

const rollup = (recipientId: string, change = {}) =>
  delivery({ kind: 'manager_rollup', recipientId, reference: { rollup_id: rollupId }, ...change });

describe('a roll-up', () => {
  test('is for the manager whose team it is', async () => {
    expect(await said(rollup(manager))).toContain('7');
  });

  test.each([otherManager, slm, rep, admin])('is not for %s', async (personId) => {
    expect(await render(rollup(personId))).toMatchObject({ outcome: 'withhold' });
  });

  test('of one recipient is not for whoever stands in, who has their own', async () => {
    const period = { from_date: '2026-03-01', to_date: '2026-03-08' };
    await world.owner('delegation').insert({ manager_id: manager, delegate_id: otherManager, ...period });
    expect(await render(rollup(otherManager))).toMatchObject({ outcome: 'withhold' });
    expect(await said(rollup(manager))).toContain('7');
  });

  test('shrinks where the team has another manager since', async () => {
    await world.owner('reporting_line').where({ rep_id: rep }).update({ manager_id: otherManager });
    expect(await render(rollup(manager))).toMatchObject({ outcome: 'withhold' });
    expect(await said(rollup(manager, sent))).not.toMatch(/[73]|scalat/);
  });
});
