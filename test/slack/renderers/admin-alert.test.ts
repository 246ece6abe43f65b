import { describe, expect, test } from 'vitest';
import { people } from '../../support/small-organisation.ts';
import { delivery, useRendering } from './rendering-world.ts';

const { render, said } = useRendering();

describe('an admin alert', () => {
  const alert = (recipientId: string, repId: string) =>
    delivery({ kind: 'admin_alert', recipientId, reference: { topic: 'no_manager', rep_id: repId } });

  test('names the row and the column that mend it', async () => {
    const reference = { topic: 'no_slack_user', rep_id: people.rep };
    expect(await said(delivery({ kind: 'admin_alert', recipientId: people.admin, reference }))).toContain(
      'Set `slack_user_id` of rae in `coaching.person`; what waits then goes out.',
    );
  });

  test('goes to admins only, and never about themselves', async () => {
    expect(await said(alert(people.admin, people.rep))).toContain('Rae Example has no manager.');
    expect(await render(alert(people.manager, people.rep))).toMatchObject({ outcome: 'withhold' });
    expect(await render(alert(people.admin, people.admin))).toMatchObject({ outcome: 'withhold' });
  });
});
