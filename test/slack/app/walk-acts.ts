import { type ActionId, actionIds, commands, inputIds, type ViewId, viewIds } from '../../../src/slack/ids.ts';
import {
  encodeCheck,
  encodeContext,
  encodeEvidence,
  encodeItem,
  encodeNumbers,
  encodePage,
  encodeRep,
} from '../../../src/slack/messages/references.ts';
import { slackIdOf } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { type Item, SECRET, type Target } from './walk-scene.ts';

/** The columns of the walk's table: what slack.md gives or refuses together. */
export type Column =
  | 'decide'
  | 'context'
  | 'escalate'
  | 'escalation'
  | 'digest'
  | 'view'
  | 'queue'
  | 'team'
  | 'home'
  | 'thread'
  | 'status';

export interface ClickAct {
  readonly column: Column;
  /** What comes of it for whom it is: something is kept, or a view opens. */
  readonly does: 'change' | ViewId;
  readonly value: (target: Target) => string;
}

const item = ({ coachingId, version }: Item) => encodeItem({ coachingId, version });
const week = (repId: string) => ({ repId, asOf: '2026-03-16', period: 'week' }) as const;
const number = (repId: string) => reading({ ...week(repId), dimension: '2>3' });

/** Every control there is. A new one does not compile without a row. */
export const clicks: Readonly<Record<ActionId, ClickAct>> = {
  [actionIds.openModify]: { column: 'decide', does: viewIds.modify, value: ({ items }) => item(items.modify) },
  [actionIds.openDismiss]: { column: 'decide', does: viewIds.dismiss, value: ({ items }) => item(items.dismiss) },
  [actionIds.approve]: { column: 'decide', does: 'change', value: ({ items }) => item(items.approve) },
  [actionIds.undo]: { column: 'decide', does: 'change', value: ({ items }) => item(items.undo) },
  [actionIds.openContext]: { column: 'context', does: viewIds.context, value: ({ items }) => items.modify.episodeId },
  [actionIds.openEscalationContext]: {
    column: 'context',
    does: viewIds.escalationContext,
    value: ({ escalationId }) => escalationId,
  },
  [actionIds.ownEscalation]: { column: 'escalation', does: 'change', value: ({ escalationId }) => escalationId },
  [actionIds.openResolve]: { column: 'escalation', does: viewIds.resolve, value: ({ escalationId }) => escalationId },
  [actionIds.openDigest]: { column: 'digest', does: viewIds.pastDigest, value: ({ digestId }) => digestId },
  [actionIds.acknowledgeDigest]: { column: 'digest', does: 'change', value: ({ digestId }) => digestId },
  [actionIds.markActionDone]: { column: 'digest', does: 'change', value: ({ items }) => items.done.coachingId },
  [actionIds.openRepView]: {
    column: 'view',
    does: viewIds.repView,
    value: ({ repId }) => encodeRep({ repId, month: null }),
  },
  [actionIds.openEscalate]: {
    column: 'escalate',
    does: viewIds.escalate,
    value: ({ repId }) => encodeRep({ repId, month: null }),
  },
  [actionIds.openNumbers]: { column: 'view', does: viewIds.numbers, value: ({ repId }) => encodeNumbers(week(repId)) },
  [actionIds.openScoredCalls]: {
    column: 'decide',
    does: viewIds.scoredCalls,
    value: ({ repId }) => encodeCheck({ repId, day: '2026-03-16' }),
  },
  [actionIds.openEvidence]: {
    column: 'view',
    does: viewIds.evidence,
    value: ({ repId }) => encodeEvidence(number(repId)),
  },
  [actionIds.evidenceBack]: {
    column: 'view',
    does: viewIds.evidence,
    value: ({ repId }) => encodeEvidence(number(repId)),
  },
  [actionIds.evidenceOn]: {
    column: 'view',
    does: viewIds.evidence,
    value: ({ repId }) => encodeEvidence(number(repId), 2),
  },
  [actionIds.openQueue]: { column: 'queue', does: viewIds.queue, value: () => '-' },
  [actionIds.queueOlder]: { column: 'queue', does: viewIds.queue, value: () => encodePage(1) },
  [actionIds.queueNewer]: { column: 'queue', does: viewIds.queue, value: () => encodePage(1) },
};

export interface FormAct {
  readonly viewId: ViewId;
  readonly column: Column;
  readonly metadata: (target: Target) => string;
  readonly typed: readonly { readonly block: string; readonly action: string; readonly text: string }[];
}

const typed = (input: { block: string; action: string }, text: string) => ({ ...input, text });

/** Every form, in an order in which none forecloses another. It is on the screen of whoever sends it, however they got it. */
export const forms: readonly FormAct[] = [
  {
    viewId: viewIds.modify,
    column: 'decide',
    metadata: ({ items }) => item(items.modify),
    typed: [typed(inputIds.actionText, `Agree before each demo what would make it a success, ${SECRET}.`)],
  },
  {
    viewId: viewIds.dismiss,
    column: 'decide',
    metadata: ({ items }) => item(items.dismiss),
    typed: [typed(inputIds.dismissReason, 'known_context'), typed(inputIds.dismissNote, SECRET)],
  },
  {
    viewId: viewIds.context,
    column: 'context',
    metadata: ({ items }) => encodeContext({ episodeId: items.approve.episodeId, version: 0 }),
    typed: [typed(inputIds.contextText, `New in the segment since May, ${SECRET}.`)],
  },
  {
    viewId: viewIds.escalationContext,
    column: 'context',
    metadata: ({ escalationId }) => escalationId,
    typed: [typed(inputIds.contextText, `New in the segment since May, ${SECRET}.`)],
  },
  {
    viewId: viewIds.escalate,
    column: 'escalate',
    metadata: ({ repId }) => encodeRep({ repId, month: null }),
    typed: [typed(inputIds.escalateNote, `Two calls a week do not help, ${SECRET}.`)],
  },
  {
    viewId: viewIds.resolve,
    column: 'escalation',
    metadata: ({ escalationId }) => escalationId,
    typed: [
      typed(inputIds.resolveOutcome, 'plan_agreed'),
      typed(inputIds.resolveNote, `Weekly deal review until May, ${SECRET}.`),
    ],
  },
];

export interface CommandAct {
  readonly column: Column | 'help';
  readonly command: string;
  readonly words: (target: Target) => string;
  /** The form that it opens; otherwise it is answered. */
  readonly opens?: ViewId;
}

const mention = ({ repId }: Target) => `<@${slackIdOf(repId)}|somebody>`;

export const typedCommands: readonly CommandAct[] = [
  { column: 'help', command: commands.repCoach, words: () => 'help' },
  { column: 'queue', command: commands.repCoach, words: () => 'queue' },
  { column: 'status', command: commands.repCoach, words: () => 'status' },
  { column: 'view', command: commands.repView, words: mention },
  { column: 'view', command: commands.repView, words: ({ repId }) => `${repId}@example.com 2026-02` },
  { column: 'escalate', command: commands.repEscalate, words: mention, opens: viewIds.escalate },
  { column: 'team', command: commands.teamView, words: () => '' },
  { column: 'team', command: commands.teamView, words: () => '2026-02' },
];

/** Every event, and where its cell is: a column, or nowhere, because nobody asks for anything with it. */
export const events: Readonly<Record<string, readonly (Column | 'nobody')[]>> = {
  app_home_opened: ['home'],
  // Written, edited, deleted.
  message: ['thread', 'thread', 'thread'],
  user_change: ['nobody'],
  app_uninstalled: ['nobody'],
  tokens_revoked: ['nobody'],
};
