import { describe, expect, test } from 'vitest';
import { people } from '../../support/small-organisation.ts';
import { delivery, useRendering } from './rendering-world.ts';

const { world, render, said } = useRendering();

describe('an admin alert', () => {
  const alert = (recipientId: string, repId: string) =>
    delivery({ kind: 'admin_alert', recipientId, reference: { topic: 'no_manager', rep_id: repId } });

  test('names the row and the column that mend it', async () => {
    const reference = { topic: 'no_slack_user', rep_id: people.rep };
    expect(await said(delivery({ kind: 'admin_alert', recipientId: people.admin, reference }))).toContain(
      'Set `slack_user_id` of rae in `coaching.person`; what waits then goes out.',
    );
  });

  test('tells where messages stand that no row has, and how many; nothing of what they say', async () => {
    const reference = { topic: 'message_unknown', rep_id: people.manager, subject: 'D123:2:1.5' };
    expect(await said(delivery({ kind: 'admin_alert', recipientId: people.admin, reference }))).toContain(
      '2 messages of the bot in the conversation with Mia Example (D123) belong to nothing',
    );
    const unnamed = { topic: 'message_unknown', subject: 'D9:1:1.5' };
    expect(await said(delivery({ kind: 'admin_alert', recipientId: people.admin, reference: unnamed }))).toContain(
      '1 message of the bot in the conversation D9 belongs to nothing',
    );
  });

  test('says of a rep without a manager whom what is found goes to, and that it reaches nobody only where that is so', async () => {
    await world.owner('person').where({ person_id: people.manager }).update({ deactivated_at: '2026-01-01' });
    expect(await said(alert(people.admin, people.rep))).toContain('goes to Sol Example meanwhile, who stands in');
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: null });
    expect(await said(alert(people.admin, people.rep))).toContain('waits and reaches nobody');
  });

  test('lists several things, but not the reader among them', async () => {
    const things = [people.rep, people.manager, people.admin].map((rep_id) => ({
      ...{ topic: 'no_slack_user', subject: rep_id, rep_id },
    }));
    const reference = { things: JSON.stringify(things) };
    const words = await said(delivery({ kind: 'admin_alert', recipientId: people.admin, reference }));
    expect(words).toContain('2 things need an admin.');
    expect(words).toContain('Rae Example has no Slack account.');
    expect(words).toContain('Set `slack_user_id` of mia in `coaching.person`');
    expect(words).not.toContain(`of ${people.admin} in`);
    expect(await render(delivery({ kind: 'admin_alert', recipientId: people.manager, reference }))).toMatchObject({
      outcome: 'withhold',
    });
  });

  test('goes to admins only, and never about themselves', async () => {
    expect(await said(alert(people.admin, people.rep))).toContain('Rae Example has no manager.');
    expect(await render(alert(people.manager, people.rep))).toMatchObject({ outcome: 'withhold' });
    expect(await render(alert(people.admin, people.admin))).toMatchObject({ outcome: 'withhold' });
  });
});
