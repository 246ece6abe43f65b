import type { Story } from './page/time-contract.ts';

/** Who plays in the stories, by person_id of the sample organisation. */
export const cast = {
  approver: 'mgr-01',
  approversRep: 'ae-03',
  dismisser: 'mgr-02',
  dismissersRep: 'ae-09',
  waiter: 'mgr-03',
  waitersRep: 'ae-16',
  secondLine: 'slm-02',
} as const;

export interface CastMember {
  name: string;
  slackId: string;
}

/** What a newcomer can play through in a few minutes. */
export function storiesFor(person: (personId: string) => CastMember): Story[] {
  const [manager, rep] = [person(cast.approver), person(cast.approversRep)];
  const [dismisser, dismissed] = [person(cast.dismisser), person(cast.dismissersRep)];
  const [waiter, waited, secondLine] = [person(cast.waiter), person(cast.waitersRep), person(cast.secondLine)];
  return [
    {
      title: 'Approve, and the rep hears of it',
      steps: [
        { text: 'Move on by a day: on Monday at 06:00 the bot reads the week.', move: 'day' },
        { text: `As ${manager.name}, approve what it proposes for ${rep.name}.`, as: manager.slackId },
        { text: 'Move on to the next digest.', move: 'next_digest' },
        { text: `As ${rep.name}, read the digest with the approved action.`, as: rep.slackId },
      ],
    },
    {
      title: 'Dismiss, and the rep never sees the suggestion',
      steps: [
        { text: 'From the start, move on by a day.', move: 'day' },
        { text: `As ${dismisser.name}, dismiss the action for ${dismissed.name}.`, as: dismisser.slackId },
        { text: 'Move on to the next digest.', move: 'next_digest' },
        { text: `As ${dismissed.name}, see that the digest suggests no action.`, as: dismissed.slackId },
      ],
    },
    {
      title: 'Three weeks, and nobody can stop it',
      steps: [
        { text: 'From the start, press +1 week three times.', move: 'week' },
        {
          text: `As ${waiter.name}, decide about ${waited.name} or leave it: it makes no difference.`,
          as: waiter.slackId,
        },
        { text: `As ${secondLine.name}, open the escalation’s thread and reply in it.`, as: secondLine.slackId },
      ],
    },
  ];
}
