import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { openEscalations } from '../../src/db/reads/open-escalations.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { closeItemsOfLeaver } from '../../src/workflows/close-items-of-leaver.ts';
import { resolveEscalation } from '../../src/workflows/resolve-escalation.ts';
import { shownText } from '../slack/messages/slack-accepts.ts';
import { delivery } from '../slack/renderers/rendering-world.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { noonOf, useLineWeeks } from './line-weeks.ts';

const { database, run, follow, messagesTo } = useLineWeeks(['2026-03-02', '2026-03-09', '2026-03-16']);
const renderers = createRenderers({ orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' }, builtInCatalog);
const { rep, manager, slm, admin } = people;
const line = () => database.owner('reporting_line').where({ rep_id: rep });
const escalation = () => database.owner('escalation').first('escalation_id', 'slm_id', 'with_since');

/** The rep's last day, on which their line ends; the next day's run closes what is open. */
async function leaves(on: string): Promise<void> {
  await line().update({ effective_to: on });
  await database
    .owner('person')
    .where({ person_id: rep })
    .update({ deactivated_at: noonOf(on) });
  await database.db.transaction((trx) =>
    closeItemsOfLeaver(trx, rep, { today: '2026-03-19', now: noonOf('2026-03-19') }),
  );
}

async function resolves(actorId: string) {
  const { escalation_id: escalationId } = await escalation();
  const resolution = { outcome: 'left', note: 'Rae has left the company.', now: noonOf('2026-03-23') } as const;
  return resolveEscalation(database.db, orgTz, { ...resolution, escalationId, actorId });
}

/** What the last message of a kind to a person would say. */
async function said(kind: 'escalation' | 'admin_alert', recipientId: string): Promise<string> {
  const row = await database
    .owner('delivery')
    .where({ kind, recipient_id: recipientId })
    .orderBy('seq', 'desc')
    .first();
  const { reference, subjects } = row;
  const one = delivery({ kind, recipientId, reference, subjects });
  const rendered = await renderers[kind](database.db, one, noonOf('2026-03-20'));
  return rendered.outcome === 'message' ? shownText(rendered.message.blocks) : rendered.outcome;
}

describe('an open escalation of a rep who has left, while it is nobody’s', () => {
  beforeEach(async () => {
    await line().update({ slm_id: null });
    await run(0, 3);
    await leaves('2026-03-18');
    await follow('2026-03-19');
  });

  it('stays nobody’s until somebody is named, and nobody but them can take it', async () => {
    expect((await escalation()).slm_id).toBeNull();
    for (const personId of [manager, slm, admin])
      expect(await resolves(personId)).toEqual({ outcome: 'refused', refusal: 'not_found' });
  });

  it('is told to the admins with what mends it, and with nothing of what it says', async () => {
    const alert = await said('admin_alert', admin);
    expect(alert).toContain('*An escalation about Rae Example has no second-line manager to go to*');
    expect(alert).toContain(
      'They have left: set `slm_id` of the last line of rae in `coaching.reporting_line`, ended or not, to somebody who is there. That person gets the thread and can resolve it.',
    );
    expect(alert).not.toMatch(/conversion|%/);
  });

  it('goes to whom a corrected last line names, ended as it is, who gets the thread and can resolve it', async () => {
    await line().update({ slm_id: slm });
    await follow('2026-03-20');
    await follow('2026-03-20');
    expect(await escalation()).toMatchObject({ slm_id: slm, with_since: noonOf('2026-03-20') });
    expect(await messagesTo(slm)).toEqual(['escalation', 'escalation_history']);
    expect(await said('escalation', slm)).toContain('For your attention: Rae Example');
    const listed = await openEscalations(database.db, slm, { orgTz, now: noonOf('2026-03-20') });
    expect(listed).toMatchObject([{ repId: rep, since: '2026-03-20' }]);
    expect(await resolves(admin)).toEqual({ outcome: 'refused', refusal: 'not_found' });
    expect(await resolves(slm)).toEqual({ outcome: 'done' });
  });

  it('does not go to whom only an earlier line names, nor to a manager, nor to somebody who has left', async () => {
    await line().update({ effective_from: '2026-02-01' });
    const earlier = { rep_id: rep, manager_id: manager, slm_id: slm };
    await database
      .owner('reporting_line')
      .insert({ ...earlier, effective_from: '2025-01-06', effective_to: '2026-02-01' });
    await follow('2026-03-20');
    const last = line().where({ effective_from: '2026-02-01' });
    await last.clone().update({ slm_id: manager });
    await follow('2026-03-20');
    await last.clone().update({ slm_id: 'pim' });
    await database
      .owner('person')
      .where({ person_id: 'pim' })
      .update({ deactivated_at: noonOf('2026-03-01') });
    await follow('2026-03-20');
    expect((await escalation()).slm_id).toBeNull();
  });
});

describe('an open escalation of a rep who has left', () => {
  it('is nobody’s once its second-line manager has left too, and goes to whom the last line names then', async () => {
    await run(0, 3);
    await leaves('2026-03-18');
    await line().update({ slm_id: admin });
    await follow('2026-03-19');
    expect(await escalation()).toMatchObject({ slm_id: slm });
    await line().update({ slm_id: slm });
    await database
      .owner('person')
      .where({ person_id: slm })
      .update({ deactivated_at: noonOf('2026-03-19') });
    await follow('2026-03-20');
    expect(await escalation()).toMatchObject({ slm_id: null, with_since: noonOf('2026-03-20') });
    expect(await said('admin_alert', admin)).toContain('They have left: set `slm_id` of the last line of rae');
    await line().update({ slm_id: people.otherManager });
    await follow('2026-03-21');
    expect(await escalation()).toMatchObject({ slm_id: people.otherManager });
    expect(await resolves(people.otherManager)).toEqual({ outcome: 'done' });
  });
});
