import { beforeEach, describe, expect, test } from 'vitest';
import { type ActionId, actionIds, type ViewId } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeItem } from '../../../src/slack/messages/references.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';
import { type ClickAct, clicks, forms } from './walk-acts.ts';
import type { Item, Target } from './walk-scene.ts';

const { database, stage } = useStage(new Date('2026-03-16T14:00:00Z'));

/** What nobody of ours is called, and nothing of ours: as if somebody had rewritten what a control carries. */
const FORGED = 'Rae Private is often late';
const item: Item = { coachingId: FORGED, episodeId: FORGED, version: 1, title: FORGED };
const nothing: Target = {
  repId: FORGED,
  items: { approve: item, modify: item, dismiss: item, undo: item, done: item },
  escalationId: FORGED,
  digestId: FORGED,
};

const controls = Object.entries(clicks).filter(([, { column }]) => column !== 'queue') as [ActionId, ClickAct][];
const trail = () => database.owner('audit_event').orderBy('seq');

/** One refusal in the trail, about nobody, with nothing of what was carried. */
async function expectTraced(): Promise<void> {
  const rows = await trail();
  expect(rows).toMatchObject([{ actor_id: people.manager, rep_id: null, subject_id: null }]);
  expect(JSON.stringify(rows)).not.toContain('Private');
}

describe('what does not exist is answered like what is not theirs, and the trail keeps nothing of how it was called', () => {
  test.each(controls)('%s', async (actionId, { value }) => {
    const control = button('x', { id: actionId, value: value(nothing) });
    await stage.click(people.manager, actionId, await stage.post(people.manager, [actions('x', control)]));
    await stage.app.idle();
    expect(await stage.privately(people.manager)).toEqual([notFoundText]);
    await expectTraced();
  });

  test.each(forms.map((form) => [form.viewId, form] as const))('the form %s', async (viewId, { metadata, typed }) => {
    const values = Object.fromEntries(
      typed.map(({ block, action, text }) => [block, { [action]: { type: 'plain_text_input', value: text } }]),
    );
    const answer = await submit(viewId, metadata(nothing), values);
    expect(JSON.stringify(answer)).toContain(notFoundText);
    await expectTraced();
  });

  test('whatever comes from no workspace at all is a stranger’s', async () => {
    const [form] = forms;
    if (form === undefined) throw new Error('There are forms.');
    const answer = await submit(form.viewId, form.metadata(nothing), {}, {});
    expect(JSON.stringify(answer)).toContain(notFoundText);
    expect(await trail()).toMatchObject([{ actor_id: null, action: 'slack.stranger_refused' }]);
  });

  test('a number of a metric that there is none of', async () => {
    const value = JSON.stringify({
      repId: people.rep,
      asOf: '2026-03-16',
      period: 'week',
      metricKey: FORGED,
      dimension: FORGED,
      since: '2026-01-05',
      page: 1,
    });
    const control = button('x', { id: actionIds.openEvidence, value });
    await stage.click(
      people.manager,
      control.action_id ?? '',
      await stage.post(people.manager, [actions('x', control)]),
    );
    await stage.app.idle();
    expect(await stage.privately(people.manager)).toEqual([notFoundText]);
    expect(JSON.stringify(await trail())).not.toContain('Private');
  });
});

describe('a click on Approve', () => {
  const ours = { id: 'T0LOCALTEAM', other: 'T0OTHER' };
  const approval = () => database.owner('rep_coaching_log').pluck('approval_status');
  let coachingId: string;
  beforeEach(async () => {
    ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
  });

  /** By the item's manager; the workspaces are the user's own and the one that was clicked in. */
  const click = (user: { team_id?: string }, team: { id: string } | null) =>
    stage.app.app.processEvent({
      body: {
        type: 'block_actions',
        user: { id: slackIdOf(people.manager), ...user },
        team,
        trigger_id: 'none',
        response_url: 'http://127.0.0.1:1/none',
        actions: [
          {
            type: 'button',
            action_id: actionIds.approve,
            block_id: 'b',
            value: encodeItem({ coachingId, version: 1 }),
          },
        ],
      },
      ack: async () => undefined,
      customProperties: { slackEnvelopeId: 'E-click' },
    });

  test.each([
    ['that names no workspace at all', {}, null],
    ['by a user of another workspace in ours', { team_id: ours.other }, { id: ours.id }],
    ['in another workspace', {}, { id: ours.other }],
  ])('%s is a stranger’s: it decides nothing, and the trail says so', async (_what, user, team) => {
    await click(user, team);
    expect(await approval()).toEqual(['pending_approval']);
    expect(await trail()).toMatchObject([{ actor_id: null, action: 'slack.stranger_refused', rep_id: null }]);
  });

  test.each([
    ['that names the user’s own workspace alone', { team_id: ours.id }, null],
    ['that names the workspace that was clicked in alone', {}, { id: ours.id }],
  ])('%s is the person’s', async (_what, user, team) => {
    await click(user, team);
    expect(await approval()).toEqual(['approved']);
  });
});

/** Sends a form that was never opened. @returns what the acknowledgement says. */
async function submit(
  viewId: ViewId,
  metadata: string,
  values: object,
  team: { team_id?: string } = { team_id: stage.app.teamId },
): Promise<unknown> {
  let said: unknown;
  const view = { id: 'V0FORGED', type: 'modal', callback_id: viewId, private_metadata: metadata, state: { values } };
  await stage.app.app.processEvent({
    body: {
      type: 'view_submission',
      user: { id: slackIdOf(people.manager), ...team },
      view: { ...view, blocks: [] },
    },
    ack: async (response) => {
      said = response;
    },
    customProperties: { slackEnvelopeId: `E-${viewId}` },
  });
  return said;
}
