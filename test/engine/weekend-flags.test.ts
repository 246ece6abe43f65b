import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { followReportingLines } from '../../src/workflows/follow-reporting-lines.ts';
import { shownText } from '../slack/messages/slack-accepts.ts';
import { delivery } from '../slack/renderers/rendering-world.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

const world = useDailyRuns();
const saturday = '2026-03-21';
const monday = addDays(saturday, 2);
const key = `flag:${saturday}:rae:AE.objection_handling:`;

const follow = (on: LocalDate) => followReportingLines(world.db, { orgTz, now: at(on), catalog: builtInCatalog });
const moveTo = (manager_id: string) =>
  world.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id });

/** The row of the pattern, decided on before anything was critical. */
async function giveDecided(approval_status: 'approved' | 'dismissed'): Promise<void> {
  await world.owner('rep_coaching_log').insert({
    rep_id: people.rep,
    role: 'AE',
    coaching_date: addDays(saturday, -5),
    metric_key: 'AE.objection_handling',
    dimension: '',
    pattern_key: `${people.rep}:AE:AE.objection_handling:`,
    pattern_detected: 'Objections are left open.',
    recommended_action: 'Look at two of the calls together.',
    severity: 'high',
    approval_status,
    approved_by: people.manager,
    decided_at: at(addDays(saturday, -4)),
    ...(approval_status === 'dismissed' && { dismiss_reason: 'already_handled' }),
  });
}

async function flagOnSaturday(): Promise<void> {
  await follow(saturday);
  await world.weakly(people.rep, addDays(saturday, -1));
  await world.run(saturday);
  expect(await world.deliveries()).toEqual([`${key}:mia`]);
}

describe('a flag of a Saturday, whose rep has another manager on Monday', () => {
  it.each(['approved', 'dismissed'] as const)('reaches them also where its action was %s before', async (status) => {
    await giveDecided(status);
    await flagOnSaturday();
    await moveTo(people.otherManager);
    await follow(monday);
    await follow(monday);
    expect(await world.deliveries()).toEqual([`${key}:max`, `${key}:mia`]);
    const [moved, first] = await world.owner('delivery').orderBy('delivery_key');
    expect(moved.not_before).toEqual(first.not_before);
    const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
    const render = createRenderers(settings, builtInCatalog).daily_flag;
    const of = (row: typeof moved) =>
      render(
        world.db,
        delivery({
          kind: 'daily_flag',
          recipientId: row.recipient_id,
          reference: row.reference,
          subjects: row.subjects,
        }),
        at(monday),
      );
    expect(await of(first)).toMatchObject({ outcome: 'withhold' });
    const shown = await of(moved);
    expect(shown.outcome === 'message' ? shownText(shown.message.blocks) : '').toContain(
      'Rae Example (AE): daily flag',
    );
    expect(await world.owner('daily_breach').where({ is_onset: true }).pluck('manager_id')).toEqual([
      people.otherManager,
    ]);
  });

  it('is the message that asks them, where its action waits', async () => {
    await flagOnSaturday();
    await moveTo(people.otherManager);
    await follow(monday);
    expect(await world.deliveries()).toEqual([`${key}:max`, `${key}:mia`]);
  });

  it('stays with whom it reached', async () => {
    await giveDecided('approved');
    await flagOnSaturday();
    const place = { state: 'sent', channel_id: 'D1', message_ts: '1.1', sent_at: at(monday), shown_version: 1 };
    await world.owner('delivery').update(place);
    await moveTo(people.otherManager);
    await follow(monday);
    expect(await world.deliveries()).toEqual([`${key}:mia`]);
  });

  it('reaches the delegate, too, while the manager is away', async () => {
    await giveDecided('approved');
    await flagOnSaturday();
    const span = { from_date: addDays(saturday, 1), to_date: addDays(saturday, 9) };
    await world.owner('delegation').insert({ manager_id: people.manager, delegate_id: people.otherManager, ...span });
    await follow(monday);
    expect(await world.deliveries()).toEqual([`${key}:max`, `${key}:mia`]);
  });
});
