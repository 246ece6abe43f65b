import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, localDate } from '../../src/domain/local-date.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { composeRepDigest } from '../../src/workflows/compose-digest.ts';
import { monthPattern, reading } from '../slack/messages/sample.ts';
import { delivery } from '../slack/renderers/rendering-world.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { saveReadings } from '../support/save-readings.ts';
import { loadPeople, nameOf, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const lastMonday = localDate('2026-03-30');
const runStart = new Date('2026-04-01T10:00:00Z');
const canary = 'canarybird';

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('truncate digest, pattern_episode, rep_coaching_log, delivery, metric_reading cascade');
  const weeks = [3, 2, 1, 0].map((back) =>
    reading({ repId: people.rep, asOf: addDays(lastMonday, -7 * back), value: new Decimal(2 + back).div(10) }),
  );
  const ofPeer = reading({ repId: people.peers[0] ?? '', asOf: lastMonday, value: new Decimal('0.777') });
  await saveReadings(database.owner, [...weeks, ofPeer]);
  const { episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: lastMonday });
  await database.owner('rep_coaching_log').update({ recommended_action: canary, pattern_detected: canary });
  await database.owner('pattern_week').insert({ episode_id: episodeId, as_of: lastMonday, flagged: true, clock: 1 });
});

/** Everything that the rep's digest says in and around its pictures. */
async function digest(seen: boolean, over = false): Promise<{ pictures: string[]; all: string }> {
  await database.owner.transaction((trx) =>
    composeRepDigest(
      trx,
      {
        repId: people.rep,
        role: 'AE',
        readings: (over ? ['1>2', '2>3'] : ['2>3']).map((dimension) =>
          reading({ repId: people.rep, period: 'month', asOf: '2026-04-01', dimension }),
        ),
        previousReadings: [],
        patterns: seen ? [monthPattern({ weeks: 1, over })] : [],
      },
      {
        periodMonth: '2026-03-01',
        runStart,
        now: runStart,
        metrics,
        thresholds: defaultThresholds,
        reportingCurrency: 'USD',
      },
    ),
  );
  const row = await database.owner('digest').first('digest_id', 'content');
  const renderers = createRenderers({ orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' }, builtInCatalog);
  const asked = delivery({ kind: 'rep_digest', recipientId: people.rep, reference: { digest_id: row.digest_id } });
  const rendered = await renderers.rep_digest(database.db, asked, runStart);
  if (rendered.outcome !== 'message') throw new Error('The digest goes out.');
  const pictures = (rendered.message.pictures ?? []).map((picture) => picture.altText);
  return { pictures, all: JSON.stringify([rendered, row.content]) };
}

describe('the pictures of a rep’s digest', () => {
  test('show what stood out, marked as the diagnosis says it, and nothing of what waits or of whom it is compared with', async () => {
    const { pictures, all } = await digest(true);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]).toContain('23 Mar 30.0% (peers 55.0%); 30 Mar 20.0% (peers 55.0%) marked.');
    expect(pictures[0]).toContain('Marked: clearly below your peers.');
    expect(all).not.toContain(canary);
    expect(all).not.toMatch(/pending|approv|dismiss|escalat/i);
    for (const peer of people.peers) expect(all).not.toContain(nameOf(peer));
    expect(all).not.toMatch(/77\.7|0\.777/);
  });

  test('show the way back of what is over, and not what was level all along', async () => {
    const level = reading({ repId: people.rep, asOf: lastMonday, dimension: '1>2', value: new Decimal('0.6') });
    await saveReadings(database.owner, [level]);
    expect((await digest(true, true)).pictures[0]).toContain('stage 2 to 3');
  });

  test('mark no week whose data the manager found wrong', async () => {
    await database.owner('rep_coaching_log').update({
      approval_status: 'dismissed',
      approved_by: people.manager,
      decided_at: runStart,
      dismiss_reason: 'bad_data',
    });
    const { pictures } = await digest(false);
    expect(pictures[0]).toContain('30 Mar 20.0% (peers 55.0%).');
    expect(pictures[0]).not.toContain('arked');
  });

  test('stay as they were said, whatever is read later', async () => {
    const before = await digest(true);
    await saveReadings(database.owner, [
      reading({ repId: people.rep, asOf: addDays(lastMonday, -28), value: new Decimal('0.99') }),
    ]);
    expect(await digest(true)).toEqual(before);
  });
});
