import { expect, test } from 'vitest';
import { textOf } from '../../support/hands.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);

const ada = () => database.owner('person').where({ person_id: people.admin });
const home = async () => textOf((await stage.screen(people.admin)).home);

test('a Home shows the system no longer to who is no admin any more, and nothing at all to who has left', async () => {
  await stage.slack.control.openHome({ user: slackIdOf(people.admin) });
  await expect.poll(home).toContain('System');
  await ada().update({ is_admin: false });
  await stage.app.redrawHomes();
  expect(await home()).not.toContain('System');
  await ada().update({ is_admin: true });
  await stage.app.redrawHomes();
  expect(await home()).toContain('System');
  await ada().update({ deactivated_at: now });
  await stage.app.redrawHomes();
  expect(await home()).toContain('I do not know you yet');
});
