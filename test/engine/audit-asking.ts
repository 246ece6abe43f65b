import { enqueue } from '../../src/delivery/outbox.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import type { TestDatabase } from '../support/database.ts';
import { monday } from './audit-bench.ts';

/** The manager of the audit's rep is away for the week. */
export const leave = { manager_id: 'man', from_date: '2026-06-01', to_date: '2026-06-08' };

/** Items of the audit's rep, who was asked about them, and whose line changes. */
export function askingIn(database: TestDatabase) {
  return {
    giveItem: () => givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' }),
    /** A message with the item's buttons. */
    ask: (recipientId: string, coachingId: string, kind: 'review_request' | 'week_two_notice' = 'review_request') =>
      enqueue(database.db, {
        key: `${kind}:${coachingId}:${recipientId}`,
        kind,
        recipientId,
        reference: { rep_id: 'rep', as_of: '2026-06-01' },
        subjects: [`coaching:${coachingId}`],
        now: monday,
      }),
    changeLine: (line: { manager_id?: string; slm_id?: string | null }) =>
      database.owner('reporting_line').update(line),
    asked: (): Promise<string[]> =>
      database.db('delivery').where({ kind: 'review_request' }).orderBy('recipient_id').pluck('recipient_id'),
    roots: (): Promise<string[]> =>
      database.db('delivery').where({ kind: 'escalation' }).orderBy('recipient_id').pluck('recipient_id'),
  };
}
