import { beforeEach, describe, expect, test } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { people } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
const text = 'The territory was split in two in March.';
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  await database.owner('delegation').del();
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-09' }));
  await database.owner('pattern_episode').update({ clock: 2 });
});

const stored = () => database.owner('manager_context').select('author_id', 'body', 'version');
const trail = () => database.owner('audit_event').orderBy('seq').select('actor_id', 'action', 'detail');

const showNotice = (personId: string) =>
  stage.post(personId, [actions('x', button('Add context', { id: actionIds.openContext, value: episodeId }))]);

async function write(personId: string, words: string): Promise<Record<string, string>> {
  await stage.click(personId, actionIds.openContext, await showNotice(personId));
  const modal = await stage.modal(personId, viewIds.context);
  await stage.fill(personId, modal, inputIds.contextText, words);
  return stage.submit(personId, modal);
}

describe('Add context, before a pattern escalates', () => {
  test('keeps the manager’s words, which can be changed and taken back', async () => {
    expect(await write(people.manager, text)).toEqual({});
    expect(await stored()).toEqual([{ author_id: people.manager, body: text, version: 1 }]);
    await expect.poll(() => stage.calls.woken).toBe(1);

    await stage.click(people.manager, actionIds.openContext, await showNotice(people.manager));
    const modal = await stage.modal(people.manager, viewIds.context);
    expect(modal.state[inputIds.contextText.block]?.[inputIds.contextText.action]?.value).toBe(text);
    await stage.fill(people.manager, modal, inputIds.contextText, 'It will be mended in May.');
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await stored()).toMatchObject([{ body: 'It will be mended in May.', version: 2 }]);

    expect(await write(people.manager, '')).toEqual({});
    expect(await stored()).toMatchObject([{ body: null, version: 3 }]);
    expect(JSON.stringify([await trail(), stage.logged])).not.toContain('territory');
    const looks = (await trail()).filter(({ action }) => action === 'view.item');
    expect(looks.map(({ actor_id }) => actor_id)).toEqual(Array(3).fill(people.manager));
  });

  test('that is too short is told so under the field', async () => {
    expect(await write(people.manager, 'hm')).toEqual({
      [inputIds.contextText.block]: expect.stringContaining('Too short: 2'),
    });
    expect(await stored()).toEqual([]);
  });

  test('by the delegate counts while the manager is away, and not after', async () => {
    const away = { manager_id: people.manager, delegate_id: people.otherManager, from_date: '2026-03-10' };
    await database.owner('delegation').insert({ ...away, to_date: '2026-03-17' });
    expect(await write(people.otherManager, text)).toEqual({});
    expect(await stored()).toMatchObject([{ author_id: people.otherManager }]);
    await database.owner('delegation').update({ to_date: '2026-03-16' });
    await stage.click(people.otherManager, actionIds.openContext, await showNotice(people.otherManager));
    await expect.poll(() => stage.privately(people.otherManager)).toEqual([notFoundText]);
  });

  test.each([people.rep, people.otherManager, people.slm, people.admin])('is not opened for %s', async (personId) => {
    await stage.click(personId, actionIds.openContext, await showNotice(personId));
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    expect((await stage.screen(personId)).modals).toEqual([]);
    expect(await trail()).toMatchObject([{ actor_id: personId, action: 'slack.view_refused' }]);
  });

  test('opened before it escalated is refused after, with the words still in the field', async () => {
    await stage.click(people.manager, actionIds.openContext, await showNotice(people.manager));
    const modal = await stage.modal(people.manager, viewIds.context);
    await database.owner('pattern_episode').update({ escalated_on: '2026-03-16', clock: 3 });
    await stage.fill(people.manager, modal, inputIds.contextText, text);
    expect(await stage.submit(people.manager, modal)).toEqual({
      [inputIds.contextText.block]: expect.stringContaining('went to the second-line manager meanwhile'),
    });
    expect(textOf(await stage.modal(people.manager, viewIds.context))).not.toBe('[]');
    expect(await stored()).toEqual([]);
  });

  test('opened before the delegate wrote is refused after, and before the manager changed too', async () => {
    const away = { manager_id: people.manager, delegate_id: people.otherManager, from_date: '2026-03-10' };
    await database.owner('delegation').insert({ ...away, to_date: '2026-03-17' });
    await stage.click(people.manager, actionIds.openContext, await showNotice(people.manager));
    const modal = await stage.modal(people.manager, viewIds.context);
    await write(people.otherManager, text);
    await stage.fill(people.manager, modal, inputIds.contextText, 'Something else altogether.');
    expect(await stage.submit(people.manager, modal)).toEqual({
      [inputIds.contextText.block]: expect.stringContaining('Someone changed this'),
    });
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: 'pam' });
    await stage.submit(people.manager, modal);
    expect(textOf(await stage.modal(people.manager, viewIds.notice))).toContain('Not found');
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.manager });
    expect(await stored()).toEqual([{ author_id: people.otherManager, body: text, version: 1 }]);
  });
});

describe('Add context, on an escalation’s notice', () => {
  const show = (personId: string, escalationId: string) =>
    stage.post(personId, [
      actions('x', button('Add context', { id: actionIds.openEscalationContext, value: escalationId })),
    ]);
  const notes = () => database.owner('escalation_note').select('author_id', 'body', 'slack_ts');
  const words = () =>
    database.owner('delivery').where({ kind: 'escalation_context' }).select('recipient_id', 'thread_key');

  async function giveThread(): Promise<string> {
    const escalationId = await giveEscalationOf(database.owner, { coachingId, episodeId });
    await database.owner('delivery').insert({
      delivery_key: `escalation:${escalationId}:${people.slm}`,
      kind: 'escalation',
      recipient_id: people.slm,
      reference: { escalation_id: escalationId },
      not_before: now,
      created_at: now,
    });
    return escalationId;
  }

  test('goes into the second-line manager’s thread, each modal once, and more may follow', async () => {
    const escalationId = await giveThread();
    for (const word of [text, 'It will be mended in May.']) {
      await stage.click(people.manager, actionIds.openEscalationContext, await show(people.manager, escalationId));
      const modal = await stage.modal(people.manager, viewIds.escalationContext);
      expect(await stage.submit(people.manager, modal)).toHaveProperty(inputIds.contextText.block);
      await stage.fill(people.manager, modal, inputIds.contextText, word);
      expect(await stage.submit(people.manager, modal)).toEqual({});
    }
    expect(await notes()).toEqual([
      { author_id: people.manager, body: text, slack_ts: null },
      { author_id: people.manager, body: 'It will be mended in May.', slack_ts: null },
    ]);
    expect((await trail()).filter(({ action }) => action === 'view.escalation')).toHaveLength(2);
    const thread_key = `escalation:${escalationId}:${people.slm}`;
    expect(await words()).toEqual([
      { recipient_id: people.slm, thread_key },
      { recipient_id: people.slm, thread_key },
    ]);
  });

  test('is not for a resolved one, nor for anybody else', async () => {
    const escalationId = await giveThread();
    for (const personId of [people.rep, people.otherManager, people.slm, people.admin]) {
      await stage.click(personId, actionIds.openEscalationContext, await show(personId, escalationId));
      await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    }
    await stage.click(people.manager, actionIds.openEscalationContext, await show(people.manager, escalationId));
    const modal = await stage.modal(people.manager, viewIds.escalationContext);
    const resolution = { outcome: 'other', resolution_note: 'Agreed with all.', resolved_by: people.slm };
    await database.owner('escalation').update({ ...resolution, resolved_at: now });
    await stage.fill(people.manager, modal, inputIds.contextText, text);
    await stage.submit(people.manager, modal);
    expect(textOf(await stage.modal(people.manager, viewIds.notice))).toContain('resolved already');
    expect(await notes()).toEqual([]);
  });
});
