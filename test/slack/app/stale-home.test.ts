import { expect, test } from 'vitest';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const { database, stage } = useStage(new Date('2026-03-16T14:00:00Z'));

test('a Home is drawn anew after a click there that was refused: what it showed has changed', async () => {
  const item = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
  await giveEscalationOf(database.owner, item);
  const home = async () => textOf((await stage.screen(people.slm)).home);
  await stage.slack.control.openHome({ user: slackIdOf(people.slm) });
  await expect.poll(home).toContain('nobody owns it yet');
  await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.otherManager });
  await database.owner('escalation').update({ slm_id: people.otherManager });
  const view = (await stage.screen(people.slm)).home;
  await stage.click(people.slm, actionIds.ownEscalation, { view_id: view?.id ?? '' });
  expect(textOf(await stage.modal(people.slm, viewIds.notice))).toContain(notFoundText);
  await expect.poll(home).not.toContain('nobody owns it yet');
  expect(await database.owner('escalation').pluck('owned_by')).toEqual([null]);
});
