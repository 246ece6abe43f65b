import { describe, expect, test } from 'vitest';
import { strangerText } from '../../../src/slack/messages/help.ts';
import { textOf } from '../../support/hands.ts';
import { people } from '../../support/small-organisation.ts';
import { stranger } from './stage.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);

describe('/rep-coach', () => {
  test('explains itself, to whoever is ours', async () => {
    await stage.command(people.rep, '/rep-coach');
    await expect.poll(() => stage.privately(people.rep)).toEqual([expect.stringContaining('what you can type')]);
    await stage.command(people.rep, '/rep-coach queue');
    await expect.poll(() => stage.privately(people.rep)).toContain('You have nothing to decide here.');
    await stage.command(stranger, '/rep-coach queue');
    await expect.poll(() => stage.privately(stranger)).toEqual([strangerText]);
  });

  test('tells an admin how the engine stands, and nobody else that there is such a thing', async () => {
    await database.owner('job_run').insert({
      job: 'weekly',
      local_period: '2026-03-16',
      state: 'done',
      run_start: now,
      lease_until: now,
      finished_at: now,
    });
    await database.owner('delivery').insert({
      delivery_key: 'review:y',
      kind: 'review_request',
      recipient_id: people.manager,
      not_before: now,
      created_at: now,
      state: 'parked',
      reason: 'no_slack_user',
    });
    await stage.command(people.admin, '/rep-coach status');
    await expect.poll(() => stage.privately(people.admin)).toEqual(['Rep Coach: 1 message is stuck.']);
    const [answer] = (await stage.screen(people.admin)).channels.flatMap(({ messages }) => messages);
    expect(textOf(answer)).toContain('weekly of 16 Mar 2026: done');
    expect(textOf(answer)).toContain('1 stuck: Mia Example has no Slack account');
    await stage.command(people.manager, '/rep-coach status');
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('do not know')]);
  });

  test('by a stranger leaves a trace', async () => {
    await stage.command(stranger, '/rep-coach help');
    await expect.poll(() => stage.privately(stranger)).toEqual([strangerText]);
    expect(await database.owner('audit_event')).toMatchObject([
      { actor_id: null, action: 'slack.stranger_refused', rep_id: null, detail: { asked: '/rep-coach' } },
    ]);
  });

  test('says what it does not know, inertly', async () => {
    await stage.command(people.rep, '/rep-coach <!channel> dance');
    await expect.poll(() => stage.privately(people.rep)).toEqual([expect.stringContaining('&lt;!channel&gt; dance')]);
  });
});
