import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { DeliveryKind } from '../../src/delivery/delivery-kind.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays } from '../../src/domain/local-date.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { raiseCondition } from '../../src/workflows/raise-condition.ts';
import { reading } from '../slack/messages/sample.ts';
import { expectPostable, shownText } from '../slack/messages/slack-accepts.ts';
import { delivery, sent } from '../slack/renderers/rendering-world.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { mondayMorning, stepWeek, weekOf } from '../support/stepped-weeks.ts';

const database = useDatabase();
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };

beforeEach(async () => {
  await database.owner.raw(
    'truncate person, metric_reading, pattern_episode, escalation, delivery, audit_event cascade',
  );
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

const thursdayOf = (index: number) => addDays(weekOf(index), 3);
const thursday = thursdayOf(0);

/** The daily run of the Thursday after a week's check finds the rep far behind the quota. */
async function raiseFarBehind(index = 0): Promise<void> {
  const thursday = thursdayOf(index);
  const context = { d: thursday, now: mondayMorning(thursday), settings, catalog: builtInCatalog };
  const facts = {
    rule: 'E1',
    fiscalQuarter: 'Q1-2026',
    quarterEnd: '2026-04-01',
    daysLeft: 27,
    attainment: new Decimal('0.4'),
    below: new Decimal('0.5'),
  } as const;
  const held = { repId: people.rep, role: 'AE', reading: reading({ repId: people.rep }), facts } as const;
  await database.db.transaction((trx) => raiseCondition(trx, held, context));
}

const renderers = createRenderers(settings, builtInCatalog);

/** What a message of the kind would say to the person on the Monday of a week. */
async function saidIn(index: number, kind: DeliveryKind, recipientId: string, rule?: string): Promise<string> {
  const rows = await database.owner('delivery').where({ kind, recipient_id: recipientId }).orderBy('seq').select();
  const ruleOf = async (id: string | undefined) =>
    (
      await database
        .owner('escalation')
        .where({ escalation_id: id ?? '' })
        .first('rule')
    )?.rule;
  for (const row of rows) {
    if (rule !== undefined && (await ruleOf(row.reference.escalation_id)) !== rule) continue;
    const { delivery_key: deliveryKey, reference, subjects } = row;
    const shown = delivery({ kind, recipientId, deliveryKey, reference, subjects, ...sent });
    const rendered = await renderers[kind](database.db, shown, mondayMorning(weekOf(index)));
    if (rendered.outcome !== 'message') throw new Error(`No message: ${JSON.stringify(rendered)}`);
    expectPostable(rendered.message);
    return `${rendered.message.text}\n${shownText(rendered.message.blocks)}`;
  }
  throw new Error(`There is no ${kind} to ${recipientId}.`);
}

describe('a pattern that went up before its third week', () => {
  it('keeps the date on which it first did; each escalation has its own', async () => {
    await stepWeek(database.db, 0, '.20 F');
    await raiseFarBehind();
    for (const index of [1, 2]) await stepWeek(database.db, index, '.20 F');
    expect(await database.owner('escalation').orderBy('as_of').select('rule', 'as_of')).toEqual([
      { rule: 'E1', as_of: thursday },
      { rule: 'E2', as_of: weekOf(2) },
    ]);
    expect(await database.owner('rep_coaching_log').select('escalated_to_slm', 'escalation_date')).toEqual([
      { escalated_to_slm: true, escalation_date: thursday },
    ]);
    expect(await database.owner('pattern_episode').pluck('escalated_on')).toEqual([weekOf(2)]);
  });

  it('is announced in week two as what it is: with the second line already, and there again in a week', async () => {
    await stepWeek(database.db, 0, '.20 F');
    await raiseFarBehind();
    await stepWeek(database.db, 1, '.20 F');
    const notice = await saidIn(1, 'week_two_notice', people.manager);
    expect(notice).toContain(
      'Your SLM, Sol Example, has had it since 5 Mar 2026, because closed business was far behind the quota.',
    );
    expect(notice).toContain(
      'It goes to them once more, as a pattern in its third week, with the check of 16 Mar 2026',
    );
    expect(notice).not.toMatch(/This reaches|reaches the next level/);
  });

  it('that goes up after the notice of week two has that notice drawn again', async () => {
    for (const index of [0, 1]) await stepWeek(database.db, index, '.20 F');
    expect(await saidIn(1, 'week_two_notice', people.manager)).toContain('This reaches your SLM, Sol Example,');
    const wanted = () => database.owner('delivery').where({ kind: 'week_two_notice' }).first('wanted_version');
    const before = await wanted();
    await raiseFarBehind(1);
    expect((await wanted()).wanted_version).toBe(before.wanted_version + 1);
    expect(await saidIn(1, 'week_two_notice', people.manager)).toContain('has had it since 12 Mar 2026');
  });

  it('in week three tells the second line what of it they have, and the manager too', async () => {
    await stepWeek(database.db, 0, '.20 F');
    await raiseFarBehind();
    for (const index of [1, 2]) await stepWeek(database.db, index, '.20 F');
    const root = await saidIn(2, 'escalation', people.slm, 'E2');
    expect(root).toContain('*Why it is with you,* since 16 Mar 2026: a pattern in its third week in a row');
    expect(root).toContain(
      'You have had this pattern since 5 Mar 2026 in a thread of its own, because closed business was far behind the quota. News of its weeks comes here.',
    );
    expect(await saidIn(2, 'escalation', people.slm, 'E1')).not.toContain('You have had');
    const notice = await saidIn(2, 'escalation_notice', people.manager, 'E2');
    expect(notice).toContain('now with Sol Example*, since 16 Mar 2026.');
    expect(notice).toContain(
      'They have had this pattern since 5 Mar 2026 in a thread of its own, because closed business was far behind the quota.',
    );
  });

  it('says nothing of the first of the two to a second-line manager who never had it', async () => {
    await stepWeek(database.db, 0, '.20 F');
    await raiseFarBehind();
    const resolution = { outcome: 'other', resolution_note: 'All is agreed.', resolved_by: people.slm };
    await database.owner('escalation').update({ ...resolution, resolved_at: mondayMorning(thursday) });
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.admin });
    await stepWeek(database.db, 1, '.20 F');
    expect(await saidIn(1, 'week_two_notice', people.manager)).toContain('This reaches your SLM, Ada Example,');
    await stepWeek(database.db, 2, '.20 F');
    expect(await saidIn(2, 'escalation', people.admin, 'E2')).not.toContain('You have had');
  });
});
