import { beforeEach } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import type { Delivery, Rendered } from '../../../src/delivery/delivery.ts';
import { createRenderers } from '../../../src/slack/renderers/index.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { type TestDatabase, useDatabase } from '../../support/database.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { loadPeople, loadWeek, orgTz, people } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { buttonsOf, expectPostable, shownText } from '../messages/slack-accepts.ts';

/** The Monday on which Rae's pattern was found, and a moment of that day. */
export const monday = '2026-03-02';
export const now = new Date('2026-03-02T14:00:00Z');

/** What a delivery holds once its message is in Slack. */
export const sent = { channelId: 'D1', messageTs: '1.1' };

/** The small organisation with one pending item of Rae's, anew before each test. */
export function useRendering() {
  const world: TestDatabase = useDatabase();
  const ids = { episodeId: '', coachingId: '' };
  const renderers = createRenderers({ orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' }, builtInCatalog);

  beforeEach(async () => {
    await world.owner.raw(`truncate person, opportunities, accounts, opportunity_stage_history, rep_activity,
      territory_definitions, metric_reading, pattern_episode, digest cascade`);
    await loadPeople(world.owner, '2025-01-06');
    await loadWeek(world.owner, people.rep, '2026-02-23', { passed: 1, lost: 2 });
    await saveReadings(world.owner, [reading({ repId: people.rep })]);
    Object.assign(ids, await givePendingItem(world.owner, { repId: people.rep, on: monday }));
    const week = { episode_id: ids.episodeId, as_of: monday, value: '0.38', flagged: true, clock: 1 };
    await world.owner('pattern_week').insert(week);
  });

  /** Renders; what Slack would refuse fails the test. */
  async function render(one: Delivery, at = now): Promise<Rendered> {
    const rendered = await renderers[one.kind](world.db, one, at);
    if (rendered.outcome === 'message') expectPostable(rendered.message);
    return rendered;
  }

  /** All that the rendered message shows. @throws when there is none. */
  async function said(one: Delivery, at = now): Promise<string> {
    const rendered = await render(one, at);
    if (rendered.outcome !== 'message') throw new Error(`No message: ${JSON.stringify(rendered)}`);
    const { text, blocks } = rendered.message;
    return [text, shownText(blocks), ...buttonsOf(blocks)].join('\n');
  }

  return { world, ids, render, said };
}

export function delivery(change: Partial<Delivery> & Pick<Delivery, 'kind' | 'recipientId'>): Delivery {
  return {
    deliveryId: 'd-1',
    deliveryKey: 'key',
    reference: {},
    subjects: [],
    threadKey: null,
    channelId: null,
    messageTs: null,
    ...change,
  };
}
