import type { WouldBeSaid } from '../delivery/rehearsed-deliveries.ts';
import { groupBy } from '../domain/group-by.ts';
import type { JobName } from '../engine/jobs.ts';
import type { RunResult } from '../engine/run-job.ts';
import { describeRun } from './describe-run.ts';

/** A run that was made and undone, with what it would have said. */
export interface Rehearsal {
  readonly result: RunResult;
  readonly said: readonly WouldBeSaid[];
}

/** What `rep-coach run --dry-run` prints, a line an entry: each person's messages, what the run would count, a summary. */
export function describeRehearsal(job: JobName, { result, said }: Rehearsal): string[] {
  const people = [...groupBy(said, ({ recipientId }) => recipientId).values()];
  const going = said.filter(({ said: words }) => !('withheld' in words));
  const held = said.length - going.length;
  return [
    ...people.flatMap((messages) => ['', `To ${nameOf(messages)}`, ...messages.flatMap(messageLines)]),
    '',
    ...describeRun(job, result, { fired: null, seconds: null, done: 'Rehearsed' }),
    `Nothing was written or sent. It would say ${counted(going.length, 'message')} to ${counted(people.length, 'person', 'people')}${held === 0 ? '' : `, and hold ${held} back`}.`,
  ];
}

function nameOf([first]: readonly WouldBeSaid[]): string {
  if (first === undefined) return '';
  const { recipientId, recipientName } = first;
  return recipientName === null ? recipientId : `${recipientName} (${recipientId})`;
}

function messageLines({ kind, deliveryKey, notBefore, isLater, said }: WouldBeSaid): string[] {
  const when = isLater ? `, not before ${notBefore.toISOString()}` : '';
  const heading = `  ${kind.replaceAll('_', ' ')}, ${deliveryKey}${when}:`;
  return 'withheld' in said
    ? [`${heading} held back, ${said.withheld}`]
    : [heading, ...said.map((line) => `  | ${line}`)];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
