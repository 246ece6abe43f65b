import type { Knex } from 'knex';
import { people } from '../../support/small-organisation.ts';
import { stranger } from './stage.ts';
import type { Column } from './walk-acts.ts';
import { delegate, formerManager, formerSlm, otherSlm, peer } from './walk-scene.ts';

/** What a person is to the rep on the day of the walk. */
export interface Standing {
  readonly who: string;
  readonly asker: string;
  /** Whom it concerns; the rep, unless said. */
  readonly about?: string;
  readonly given?: (owner: Knex) => Promise<unknown>;
  /** Escalations are open, unless said. */
  readonly resolved?: true;
  /** None of ours: told what a stranger is told. */
  readonly isUnknown?: true;
  readonly isElsewhere?: true;
}

const away =
  (delegateId: string, from = '2026-03-10', to = '2026-03-20') =>
  (owner: Knex) =>
    owner('delegation').insert({ manager_id: people.manager, delegate_id: delegateId, from_date: from, to_date: to });
const gone = (personId: string) => (owner: Knex) =>
  owner('person').where({ person_id: personId }).update({ deactivated_at: '2026-03-01' });
const { rep, manager, slm, admin, otherManager } = people;
/** Their escalations have not followed the line yet. */
const underSlm = (slmId: string | null) => (owner: Knex) =>
  owner('reporting_line').where({ rep_id: rep, effective_to: null }).update({ slm_id: slmId });

export const standings: readonly Standing[] = [
  { who: 'the rep', asker: rep },
  {
    who: 'the rep, an admin',
    asker: rep,
    given: (owner) => owner('person').where({ person_id: rep }).update({ is_admin: true }),
  },
  { who: 'the rep, standing in for their manager', asker: rep, given: away(rep) },
  {
    who: 'the rep, named as second-line manager',
    asker: rep,
    given: (owner) => owner('reporting_line').where({ rep_id: rep, effective_to: null }).update({ slm_id: rep }),
  },
  { who: 'a player-coach about themselves', asker: manager, about: manager },
  { who: 'the manager', asker: manager },
  { who: 'the manager, away', asker: manager, given: away(delegate) },
  { who: 'the manager, named as second-line manager too', asker: manager, given: underSlm(manager) },
  { who: 'the former manager', asker: formerManager },
  { who: 'the delegate', asker: delegate, given: away(delegate) },
  { who: 'the delegate, about themselves', asker: delegate, about: delegate, given: away(delegate) },
  { who: 'the delegate until yesterday', asker: delegate, given: away(delegate, '2026-03-10', '2026-03-16') },
  { who: 'the second-line manager', asker: slm },
  { who: 'the second-line manager, nothing open', asker: slm, resolved: true },
  {
    who: 'the second-line manager, standing in',
    asker: slm,
    given: (owner) =>
      owner('rep_absence').insert({ rep_id: manager, from_date: '2026-03-10', to_date: '2026-03-20', kind: 'leave' }),
  },
  { who: 'the second-line manager of a player-coach', asker: slm, about: manager },
  { who: 'the former second-line manager', asker: formerSlm },
  { who: 'the manager of a rep who has left', asker: manager, given: gone(rep) },
  { who: 'the second-line manager of a rep who has left', asker: slm, given: gone(rep) },
  {
    who: 'the second-line manager named once the rep had left',
    asker: otherSlm,
    given: async (owner) => {
      await owner('reporting_line').where({ rep_id: rep, effective_to: null }).update({ slm_id: otherSlm });
      await gone(rep)(owner);
    },
  },
  { who: 'the second-line manager from today on', asker: otherSlm, given: underSlm(otherSlm) },
  { who: 'the second-line manager until today', asker: slm, given: underSlm(otherSlm) },
  { who: 'the second-line manager until today, after whom there is none', asker: slm, given: underSlm(null) },
  { who: 'another manager', asker: otherManager },
  { who: 'another second-line manager', asker: otherSlm },
  { who: 'a peer', asker: peer },
  { who: 'a peer of the same team', asker: delegate },
  { who: 'an admin', asker: admin },
  { who: 'the manager, deactivated', asker: manager, given: gone(manager), isUnknown: true },
  { who: 'the rep, deactivated', asker: rep, given: gone(rep), isUnknown: true },
  { who: 'the second-line manager, deactivated', asker: slm, given: gone(slm), isUnknown: true },
  { who: 'a stranger', asker: stranger, isUnknown: true },
  { who: 'the manager’s id in another workspace', asker: manager, isUnknown: true, isElsewhere: true },
  { who: 'the second-line manager’s id in another workspace', asker: slm, isUnknown: true, isElsewhere: true },
  { who: 'the rep’s id in another workspace', asker: rep, isUnknown: true, isElsewhere: true },
];

/**
 * yes, no: it is done or shown, or answered as what does not exist. over: an escalation that is resolved already. In
 * the columns of screens: what of the rep's stands on it, where - is nothing.
 */
const table = `
who                                               | decide | context | escalate | escalation | digest | view | queue       | team         | home                     | thread | status
the rep                                           | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | no
the rep, an admin                                 | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | yes
the rep, standing in for their manager            | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | no
the rep, named as second-line manager             | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | no
a player-coach about themselves                   | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | no
the manager                                       | yes    | yes     | yes      | no         | no     | yes  | item rep secret | rep standing | item rep standing        | no     | no
the manager, away                                 | yes    | yes     | yes      | no         | no     | yes  | item rep secret | rep standing | item rep standing        | no     | no
the manager, named as second-line manager too     | yes    | yes     | yes      | no         | no     | yes  | item rep secret | rep standing | item rep standing        | no     | no
the former manager                                | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the delegate                                      | yes    | yes     | yes      | no         | no     | yes  | item rep secret | rep standing | item rep standing        | no     | no
the delegate, about themselves                    | no     | no      | no       | no         | yes    | yes  | -           | -            | digest                   | no     | no
the delegate until yesterday                      | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the second-line manager                           | no     | no      | no       | yes        | no     | yes  | -           | rep standing | escalation rep standing  | yes    | no
the second-line manager, nothing open             | no     | no      | no       | over       | no     | no   | -           | -            | -                        | yes    | no
the second-line manager, standing in              | yes    | yes     | yes      | yes        | no     | yes  | item rep secret | rep standing | escalation item rep standing | yes | no
the second-line manager of a player-coach         | yes    | yes     | yes      | yes        | no     | yes  | item rep secret | rep standing | escalation item rep standing | yes | no
the former second-line manager                    | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the manager of a rep who has left                 | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the second-line manager of a rep who has left     | no     | no      | no       | yes        | no     | yes  | -           | -            | escalation rep standing  | yes    | no
the second-line manager named once the rep had left | no   | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the second-line manager from today on             | no     | no      | no       | yes        | no     | yes  | -           | rep standing | escalation rep standing  | yes    | no
the second-line manager until today               | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
the second-line manager until today, after whom there is none | no | no | no     | no         | no     | no   | -           | -            | -                        | no     | no
another manager                                   | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
another second-line manager                       | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
a peer                                            | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
a peer of the same team                           | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | no
an admin                                          | no     | no      | no       | no         | no     | no   | -           | -            | -                        | no     | yes
`;

export type Row = Readonly<Record<Column, string>>;
export const expected: ReadonlyMap<string, Row> = readTable(table);

function readTable(text: string): ReadonlyMap<string, Row> {
  const [head = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    lines.map(([who = '', ...cells]) => {
      const row = Object.fromEntries(cells.map((cell, index) => [head[index + 1] ?? '', cell]));
      const { decide, context, escalate, escalation, digest, view, queue, team, home, thread, status } = row;
      for (const cell of [decide, context, escalate, escalation, digest, view, queue, team, home, thread, status]) {
        if (cell === undefined) throw new Error(`A cell of "${who}" is missing.`);
      }
      return [who, row as Row];
    }),
  );
}

/** Of nobody of ours: every control is answered as what does not exist, every word as from somebody we do not know. */
export const unknown: Row = {
  decide: 'no',
  context: 'no',
  escalate: 'no',
  escalation: 'no',
  digest: 'no',
  view: 'no',
  queue: 'no',
  team: 'unknown',
  home: '-',
  thread: 'unknown',
  status: 'unknown',
};
