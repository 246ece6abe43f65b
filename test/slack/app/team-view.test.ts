import { beforeEach, describe, expect, test } from 'vitest';
import { addTeamRollup } from '../../../src/db/stores/team-rollups.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { actionIds, viewIds } from '../../../src/slack/ids.ts';
import { noTeam } from '../../../src/slack/messages/help.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { textOf } from '../../support/hands.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { nameOf, people, slackIdOf } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { useStage } from './use-stage.ts';

const now = new Date('2026-04-06T14:00:00Z');
const monday = '2026-03-30';
const [pam, pat] = people.peers;
const { database, stage } = useStage(now, async ({ owner }) => {
  const ahead = { value: new Decimal('0.8'), gap: new Decimal('-0.25') };
  await saveReadings(owner, [
    reading({ repId: people.rep, asOf: monday }),
    reading({ repId: pam, asOf: monday, ...ahead }),
    reading({ repId: pat, asOf: monday, value: new Decimal('0.55'), gap: new Decimal(0) }),
    reading({ repId: people.rep, asOf: '2026-04-01', period: 'month' }),
  ]);
});
let coachingId: string;
let episodeId: string;

beforeEach(async () => {
  await database.owner('delegation').del();
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: monday }));
  await database.owner('pattern_week').insert({ episode_id: episodeId, as_of: monday, flagged: true, clock: 1 });
});

const messagesTo = async (personId: string) =>
  (await stage.screen(personId)).channels.flatMap(({ messages }) => messages).filter(({ ephemeral }) => ephemeral);

async function answers(personId: string, count = 1): Promise<string[]> {
  await expect.poll(async () => (await messagesTo(personId)).length).toBe(count);
  const shown = (await messagesTo(personId)).map(textOf);
  expect(stage.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  return shown;
}

describe('/team-view', () => {
  test('shows a manager where each of their reps stands, and a way to each', async () => {
    await stage.command(people.otherManager, '/team-view');
    const [said = ''] = await answers(people.otherManager);
    expect(said).toContain('Your team, week of 23 Mar to 29 Mar 2026');
    expect(said).toMatch(/Stage-to-stage conversion, stage 2 to 3.*▲ ahead.*= level/);
    expect(said).not.toContain(nameOf(people.rep));
    expect(await database.owner('audit_event').whereNotNull('rep_id').distinct().pluck('rep_id')).toHaveLength(8);
    expect(await database.owner('audit_event').where({ action: 'view.team' }).pluck('subject_id')).toEqual(['max']);
  });

  test('draws the reps side by side, also when Slack has lost the picture since', async () => {
    const picture = async () => {
      await stage.command(people.otherManager, '/team-view');
      await answers(people.otherManager);
      const [message] = await messagesTo(people.otherManager);
      return message?.blocks?.find((block) => block.type === 'image');
    };
    const shown = await picture();
    expect(shown).toMatchObject({ slack_file: { id: expect.stringMatching(/^F/) } });
    const said = String(shown?.alt_text);
    expect(said).toContain('Stage-to-stage conversion, stage 2 to 3, higher is better.');
    expect(said).toContain(`${nameOf(pam ?? '')}: 80.0%`);
    expect(said).not.toContain(nameOf(people.rep));
    await stage.slack.reset();
    expect(await picture()).toMatchObject({ alt_text: said, slack_file: { id: expect.stringMatching(/^F/) } });
  });

  test('Home draws them, too, also when Slack has lost the picture since', async () => {
    const opened = () => stage.slack.control.openHome({ user: slackIdOf(people.otherManager) });
    const drawn = async () =>
      (await stage.screen(people.otherManager)).home?.blocks.find((block) => block.type === 'image');
    await opened();
    await expect.poll(drawn).toMatchObject({ slack_file: { id: expect.stringMatching(/^F/) } });
    const said = String((await drawn())?.alt_text);
    expect(said).toContain(`${nameOf(pam ?? '')}: 80.0%`);
    await stage.slack.reset();
    await opened();
    await expect.poll(drawn).toMatchObject({ alt_text: said, slack_file: { id: expect.stringMatching(/^F/) } });
    expect(stage.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  test('counts what is flagged, waits and is escalated, by today’s reporting line', async () => {
    await giveEscalationOf(database.owner, { coachingId, episodeId });
    await stage.command(people.manager, '/team-view');
    const [said = ''] = await answers(people.manager);
    expect(said).toContain('1 rep (AE)');
    expect(said).toContain('*Waiting for your decision:* 1');
    expect(said).toContain('*Open escalations:* 1');
    expect(said).toContain('• Stage-to-stage conversion: 1 rep');
    expect(said).toMatch(/stage 2 to 3.{1,60}▼ behind/);
    const [message] = await messagesTo(people.manager);
    const channel = (await stage.screen(people.manager)).channels.find(({ messages }) => messages.length > 0);
    await stage.click(people.manager, actionIds.openRepView, { channel: channel?.id ?? '', ts: message?.ts ?? '' });
    expect(textOf(await stage.modal(people.manager, viewIds.repView))).toContain('Rae Example (AE)');
  });

  test('tells a second-line manager counts of the teams below, and a rep’s standing only while they are escalated', async () => {
    await stage.command(people.slm, '/team-view');
    const [before = ''] = await answers(people.slm);
    expect(before).toContain('Teams below you');
    expect(before).toContain('*Mia Example’s team*: 1 rep (AE); 1 waiting for a decision, 0 escalated.');
    for (const rep of [people.rep, ...people.peers]) expect(before).not.toContain(nameOf(rep));
    await giveEscalationOf(database.owner, { coachingId, episodeId });
    await stage.command(people.slm, '/team-view');
    const grid = (await answers(people.slm, 3)).at(-1) ?? '';
    expect(grid).toContain(nameOf(people.rep));
    expect(grid).toContain('▼ behind');
    for (const rep of people.peers) expect(grid).not.toContain(nameOf(rep));
  });

  test('says what a roll-up said of its month, whatever has happened since', async () => {
    const metric = {
      metricKey: 'AE.stage_conversion',
      role: 'AE',
      title: 'Conversion',
      flagged: 1,
      improving: 0,
    } as const;
    const team = {
      sizes: [{ role: 'AE', reps: 1 }],
      metrics: [metric],
      patterns: [],
      pendingDecisions: 7,
      openEscalations: 3,
    } as const;
    const content = { periodMonth: '2026-03-01', teamId: people.manager, repIds: [people.rep], team } as const;
    await database.owner.transaction((trx) =>
      addTeamRollup(trx, { recipientId: people.manager, runStart: now, content }),
    );
    await stage.command(people.manager, '/team-view 2026-03');
    const [said = ''] = await answers(people.manager);
    expect(said).toContain('Your team, March 2026');
    expect(said).toContain('*Waiting for your decision:* 7');
  });

  test('leaves out of a stand-in’s view the stand-in themselves', async () => {
    await database.owner('delegation').insert({
      manager_id: people.otherManager,
      delegate_id: pam,
      from_date: '2026-04-01',
      to_date: '2026-04-10',
    });
    await stage.command(pam, '/team-view');
    const [said = ''] = await answers(pam);
    expect(said).toContain('Max Example’s team');
    expect(said).toContain(nameOf(pat));
    expect(said).not.toContain(nameOf(pam));
  });

  test('does not give a stand-in the roll-up of a month that counts themselves', async () => {
    await saveReadings(database.owner, [reading({ repId: pat, asOf: '2026-04-01', period: 'month' })]);
    const period = { from_date: '2026-04-01', to_date: '2026-04-10' };
    await database.owner('delegation').insert({ manager_id: people.otherManager, delegate_id: pam, ...period });
    const said = { sizes: [], metrics: [], patterns: [], pendingDecisions: 7, openEscalations: 3 };
    const content = { periodMonth: '2026-03-01', teamId: people.otherManager, repIds: [pam, pat], team: said } as const;
    await database.owner.transaction((trx) =>
      addTeamRollup(trx, { recipientId: people.otherManager, runStart: now, content }),
    );
    await stage.command(pam, '/team-view 2026-03');
    const [shown = ''] = await answers(pam);
    expect(shown).toContain('Max Example’s team, March 2026');
    expect(shown).toContain('*Waiting for your decision:* 0');
    expect(shown).toContain('*Open escalations:* 0');
  });

  test.each([people.rep, people.admin])('is nothing for %s', async (personId) => {
    await stage.command(personId, '/team-view');
    await expect.poll(() => stage.privately(personId)).toEqual([noTeam]);
  });

  test('says how it is used', async () => {
    await stage.command(people.manager, '/team-view soon');
    await expect.poll(() => stage.privately(people.manager)).toEqual([expect.stringContaining('Type /team-view')]);
  });
});
