import { expect, test } from 'vitest';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { people, slackIdOf } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { useStage } from './use-stage.ts';

const { stage } = useStage(new Date('2026-04-06T14:00:00Z'), async ({ owner }) => {
  await saveReadings(owner, [
    reading({ repId: people.rep, asOf: '2026-03-30' }),
    reading({ repId: people.rep, asOf: '2026-04-01', period: 'month' }),
  ]);
});
const mention = `<@${slackIdOf(people.rep)}|rae>`;

/** The first answer to what the manager typed. */
async function answer(typed: string): Promise<string> {
  await stage.command(people.manager, typed);
  await expect.poll(async () => (await stage.privately(people.manager)).length).toBeGreaterThan(0);
  await stage.app.idle();
  return (await stage.privately(people.manager)).at(0) ?? '';
}

test.each([
  `/rep-view   ${mention}    2026-03   `,
  `/rep-view ${mention}\u00a02026-03`,
  `/rep-view \u3000${mention}\u30002026-03`,
  `/rep-view ${mention}\n2026-03`,
  '/rep-view  RAE@example.com  2026-03',
])('%j is understood, however it is spaced or written', async (typed) => {
  expect(await answer(typed)).toBe('The view that you asked for.');
});

test.each([
  ['/rep-view @nobody-here', 'I do not understand "@nobody-here"'],
  ['/rep-view Rae', 'I do not understand "Rae"'],
  ['/rep-view ＠rae', 'I do not understand "＠rae"'],
  [`/rep-view ${mention} ２０２６-０３`, 'add a month as 2026-03'],
  [`/rep-view ${mention} 2026-3`, 'add a month as 2026-03'],
  [`/rep-view ${mention} 2026-03-01`, 'add a month as 2026-03'],
  [`/rep-view 2026-03 ${mention}`, 'I do not understand "2026-03 @rae"'],
  [`/rep-view ${mention} 2031-01`, 'no numbers of Rae Example for January 2031'],
  [`/rep-view ${mention} 2019-01`, 'no numbers of Rae Example for January 2019'],
  ['/rep-view <!channel>', 'I do not understand "&lt;!channel&gt;"'],
  ['/rep-view @zed', notFoundText],
  ['/rep-view nobody@example.com', notFoundText],
  [`/team-view ${mention}`, 'I do not understand "@rae"'],
  ['/team-view 2031-01', 'There are no numbers of your team for this period'],
  [`/rep-escalate ${mention} please`, 'I do not understand "@rae please"'],
  ['/rep-coach queue now', 'I do not know "queue now"'],
])('%j is answered privately with what was wrong, and the usage', async (typed, said) => {
  expect(await answer(typed)).toContain(said);
});
