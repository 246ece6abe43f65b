import { beforeEach, describe, expect, test } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { encodeRep } from '../../../src/slack/messages/references.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-03-16T14:00:00Z');
const { database, stage } = useStage(now);
const note = 'We have tried two joint calls; I need your view on the territory.';
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  await database.owner('delegation').del();
  await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.slm });
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-09' }));
});

const mention = `<@${slackIdOf(people.rep)}|rae>`;
const ask = (personId: string, words: string) => stage.command(personId, `/rep-escalate ${words}`);
const escalations = () =>
  database.owner('escalation').select('rule', 'rep_id', 'slm_id', 'coaching_id', 'episode_id', 'note', 'requested_by');
const deliveries = () => database.owner('delivery').orderBy('kind').select('kind', 'recipient_id');

describe('/rep-escalate', () => {
  test('takes the rep with a note to the second-line manager, and tells the manager that it did', async () => {
    await ask(people.manager, mention);
    const modal = await stage.modal(people.manager, viewIds.escalate);
    await stage.fill(people.manager, modal, inputIds.escalateNote, note);
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await escalations()).toEqual([
      {
        rule: 'E5',
        rep_id: people.rep,
        slm_id: people.slm,
        coaching_id: null,
        episode_id: null,
        note,
        requested_by: people.manager,
      },
    ]);
    expect(await deliveries()).toEqual([
      { kind: 'escalation', recipient_id: people.slm },
      { kind: 'escalation_history', recipient_id: people.slm },
      { kind: 'escalation_notice', recipient_id: people.manager },
    ]);
    await expect.poll(() => stage.calls.woken).toBe(1);
    const trail = await database.owner('audit_event');
    expect(JSON.stringify([trail, stage.logged])).not.toContain('territory');
  });

  test('marks the pattern that the manager picks, and leaves its clock alone', async () => {
    await ask(people.manager, 'rae@example.com');
    const modal = await stage.modal(people.manager, viewIds.escalate);
    await stage.fill(people.manager, modal, inputIds.escalateNote, note);
    await stage.fill(people.manager, modal, inputIds.escalateItem, coachingId);
    expect(await stage.submit(people.manager, modal)).toEqual({});
    expect(await escalations()).toMatchObject([{ coaching_id: coachingId, episode_id: episodeId }]);
    expect(await database.owner('rep_coaching_log').first()).toMatchObject({
      escalated_to_slm: true,
      escalation_date: '2026-03-16',
      approval_status: 'pending_approval',
    });
    expect(await database.owner('pattern_episode').first()).toMatchObject({ escalated_on: null, clock: 1 });
  });

  test('keeps a note that is too short, and a pattern that is over meanwhile, under their fields', async () => {
    await ask(people.manager, mention);
    const modal = await stage.modal(people.manager, viewIds.escalate);
    await stage.fill(people.manager, modal, inputIds.escalateNote, 'help');
    expect(Object.keys(await stage.submit(people.manager, modal))).toEqual([inputIds.escalateNote.block]);
    await stage.fill(people.manager, modal, inputIds.escalateNote, note);
    await stage.fill(people.manager, modal, inputIds.escalateItem, coachingId);
    await database.owner('pattern_episode').update({ state: 'resolved', closed_on: '2026-03-16' });
    expect(Object.keys(await stage.submit(people.manager, modal))).toEqual([inputIds.escalateItem.block]);
    expect(await escalations()).toEqual([]);
  });

  test('raises one escalation a modal, however often it is sent', async () => {
    await ask(people.manager, mention);
    const modal = await stage.modal(people.manager, viewIds.escalate);
    await stage.fill(people.manager, modal, inputIds.escalateNote, note);
    await Promise.allSettled([stage.submit(people.manager, modal), stage.submit(people.manager, modal)]);
    await expect.poll(escalations).toHaveLength(1);
    expect(await deliveries()).toHaveLength(3);
  });

  test('goes to the admins where nobody above the manager can take it', async () => {
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: null });
    await ask(people.manager, mention);
    const modal = await stage.modal(people.manager, viewIds.escalate);
    await stage.fill(people.manager, modal, inputIds.escalateNote, note);
    await stage.submit(people.manager, modal);
    expect(await deliveries()).toEqual([
      { kind: 'admin_alert', recipient_id: people.admin },
      { kind: 'escalation_notice', recipient_id: people.manager },
    ]);
  });

  test.each([people.rep, people.slm, people.otherManager, people.admin])('is not for %s', async (personId) => {
    await ask(personId, mention);
    await expect.poll(() => stage.privately(personId)).toEqual([notFoundText]);
    expect(await database.owner('audit_event').pluck('action')).toEqual(['slack.view_refused']);
  });

  test('is for who stands in while the manager is away, and asked again when it is sent', async () => {
    const away = { manager_id: people.manager, delegate_id: people.otherManager };
    await database.owner('delegation').insert({ ...away, from_date: '2026-03-16', to_date: '2026-03-18' });
    await ask(people.otherManager, mention);
    const modal = await stage.modal(people.otherManager, viewIds.escalate);
    await stage.fill(people.otherManager, modal, inputIds.escalateNote, note);
    await database.owner('delegation').del();
    await stage.submit(people.otherManager, modal);
    expect(await escalations()).toEqual([]);
    expect(await database.owner('audit_event').orderBy('seq').pluck('action')).toEqual([
      'view.item',
      'escalation.refused',
    ]);
  });

  test.each([
    ['', 'About whom?'],
    ['rae', 'I do not understand "rae".'],
    [`${mention} now`, 'I do not understand'],
  ])('answers "%s" with the usage', async (words, start) => {
    await ask(people.manager, words);
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining(start)]);
    expect((await stage.privately(people.manager))[0]).toContain('/rep-escalate @name');
  });

  test('opens from a button, too', async () => {
    const value = encodeRep({ repId: people.rep, month: null });
    const message = await stage.post(people.manager, [
      actions('x', button('Escalate to SLM', { id: actionIds.openEscalate, value })),
    ]);
    await stage.click(people.manager, actionIds.openEscalate, message);
    expect(await stage.modal(people.manager, viewIds.escalate)).toBeDefined();
    const other = await stage.post(people.otherManager, [
      actions('x', button('Escalate to SLM', { id: actionIds.openEscalate, value })),
    ]);
    await stage.click(people.otherManager, actionIds.openEscalate, other);
    await expect.poll(() => stage.privately(people.otherManager)).toEqual([notFoundText]);
  });
});
