import { pino } from 'pino';
import { beforeEach } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { audit, type Finding } from '../../src/engine/auditor.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { JobHandlers } from '../../src/engine/job-context.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';

/** A Monday, 06:00 in the organisation's zone. */
export const monday = new Date('2026-06-01T06:00:00Z');
export const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

export interface AuditBench {
  readonly database: TestDatabase;
  look(now: Date, handlers?: JobHandlers): Promise<Finding[]>;
  /** Keys of the alerts, oldest first. */
  alerts(): Promise<string[]>;
  /** An open escalation about the rep that is the second-line manager's. @returns its id */
  giveEscalation(): Promise<string>;
  /** Writes the message that begins an escalation's thread. */
  begin(escalationId: string, recipientId: string): Promise<void>;
}

/** For a rep with a manager, a second-line manager and two admins, of whom the rep is one; anew before each test. */
export function useAudit(): AuditBench {
  const database = useDatabase();

  beforeEach(async () => {
    await database.owner.raw(
      `truncate person, delivery, digest_action, digest, escalation, rep_coaching_log, pattern_episode, reporting_line,
         delegation, rep_absence, slack_dm, unknown_message, audit_event, job_schedule, job_item, job_run, heartbeat, source_state, leads cascade`,
    );
    const person = (person_id: string, is_admin = false) => ({
      person_id,
      full_name: person_id,
      email: `${person_id}@example.com`,
      slack_user_id: `U${person_id}`,
      time_zone: 'UTC',
      is_admin,
    });
    await database
      .owner('person')
      .insert([person('rep', true), person('man'), person('slm'), person('new'), person('ada', true)]);
    const line = { rep_id: 'rep', manager_id: 'man', slm_id: 'slm', effective_from: '2026-01-01' };
    await database.owner('reporting_line').insert(line);
  });

  return {
    database,
    look(now, handlers = {}) {
      const { db } = database;
      const settings = { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' };
      const engine = createEngine({ db, settings, handlers });
      const log = pino({ level: 'silent' });
      return audit({ db, engine, orgTz: 'UTC', catalog: builtInCatalog, businessNow: () => now, log });
    },
    alerts: () => database.db('delivery').where({ kind: 'admin_alert' }).orderBy('seq').pluck('delivery_key'),
    async giveEscalation() {
      const [row] = await database
        .owner('escalation')
        .insert({
          rule: 'E2',
          rep_id: 'rep',
          role: 'AE',
          as_of: '2026-06-01',
          with_since: monday,
          slm_id: 'slm',
          dedup_key: 'E2:1',
        })
        .returning<{ escalation_id: string }[]>('escalation_id');
      return row?.escalation_id ?? '';
    },
    begin: (escalationId, recipientId) =>
      enqueue(database.db, {
        key: `escalation:${escalationId}:${recipientId}`,
        kind: 'escalation',
        recipientId,
        reference: { escalation_id: escalationId },
        subjects: [`escalation:${escalationId}`],
        now: monday,
      }),
  };
}
