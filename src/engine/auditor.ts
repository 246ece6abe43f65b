import type { Knex } from 'knex';
import { scheduleJob } from 'node-schedule';
import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import {
  escalationsOfNobody,
  type FoundFault,
  parkedDeliveries,
  peopleBackInSlack,
  peopleWithoutSlack,
  unapprovedSurfacedActions,
  unknownMessages,
  unsentEscalations,
} from '../db/reads/audit-findings.ts';
import { beat } from '../db/stores/heartbeats.ts';
import { parkedItems } from '../db/stores/job-items.ts';
import { isSourceStateOlderThan, refreshSourceStates } from '../db/stores/source-states.ts';
import { alertAdminsOfAll } from '../delivery/alert-admins.ts';
import { releaseParked, tryParkedAgain } from '../delivery/outbox.ts';
import { summarise } from '../error-summary.ts';
import type { Engine } from './engine.ts';
import { jobNames } from './jobs.ts';
import { mendReaders } from './mend-readers.ts';

/** What the auditor tells the admins of; the topics of its `admin_alert`s. */
export const auditTopics = [
  'escalation_unsent',
  'no_slm',
  'recommendation_unasked',
  'surfaced_without_approval',
  'run_overdue',
  'run_item_parked',
  'no_slack_user',
  'delivery_parked',
  'message_unknown',
] as const;
export type AuditTopic = (typeof auditTopics)[number];

export interface Finding extends FoundFault {
  readonly topic: AuditTopic;
}

export interface AuditorOptions {
  readonly db: Knex;
  readonly engine: Pick<Engine, 'due'>;
  readonly orgTz: string;
  /** The metric catalog in force. */
  readonly catalog: Catalog;
  readonly businessNow: () => Date;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

const EVERY_FIVE_MINUTES = '*/5 * * * *';
/** Business time that a due thing may take. */
const ESCALATION_GRACE_MS = 15 * 60_000;
const RUN_GRACE_MS = 60 * 60_000;
const SOURCES_EVERY_MS = 12 * 60 * 60_000;

/**
 * Looks at the rows for what is due and not done, and for what must never be, whatever the code that wrote them meant to
 * do. Mends what is safe, tells the admins of each cause once and of all that is new in one message, and leaves a sign
 * of life.
 */
export async function audit(options: AuditorOptions): Promise<Finding[]> {
  const { db, log } = options;
  const now = options.businessNow();
  await releaseBack(db);
  const stillMissing = await missingReaders(options, now);
  const findings = [...(await findingsOf(options, now)), ...stillMissing];
  for (const { topic, subjectId } of findings) log.warn({ topic, subject: subjectId }, 'the auditor found a fault');
  const alerts = findings.map(({ topic, subjectId: subject, repId }) => ({
    ...{ topic, subject, repId, now },
    reference: { subject },
  }));
  await db.transaction((trx) => alertAdminsOfAll(trx, alerts, now));
  await lookAtSources(options, now);
  await beat(db, 'auditor');
  return findings;
}

/** It costs a read of every source, so only now and then; one that fails says nothing of the rest of the audit. */
async function lookAtSources({ db, log }: AuditorOptions, now: Date): Promise<void> {
  if (!(await isSourceStateOlderThan(db, new Date(now.getTime() - SOURCES_EVERY_MS)))) return;
  await refreshSourceStates(db, now).catch((error: unknown) => {
    log.error({ error: summarise(error) }, 'the sources could not be looked at');
  });
}

async function findingsOf({ db, engine }: AuditorOptions, now: Date): Promise<Finding[]> {
  const about = (topic: AuditTopic, faults: readonly FoundFault[]) => faults.map((fault) => ({ topic, ...fault }));
  const overdue = (await engine.due(now)).filter(({ dueAt }) => now.getTime() - dueAt.getTime() > RUN_GRACE_MS);
  const parked = (await Promise.all(jobNames.map((job) => parkedItems(db, job)))).flat();
  return [
    ...about('surfaced_without_approval', await unapprovedSurfacedActions(db)),
    ...about('escalation_unsent', await unsentEscalations(db, new Date(now.getTime() - ESCALATION_GRACE_MS))),
    ...about('no_slm', await escalationsOfNobody(db, now)),
    ...about(
      'run_overdue',
      overdue.map(({ job, localPeriod }) => ({ subjectId: `${job}:${localPeriod}`, repId: null })),
    ),
    ...about(
      'run_item_parked',
      [...new Set(parked.map(({ job, localPeriod }) => `${job}:${localPeriod}`))].map((subjectId) => ({
        subjectId,
        repId: null,
      })),
    ),
    ...about('no_slack_user', await peopleWithoutSlack(db)),
    ...about('delivery_parked', await parkedDeliveries(db)),
    ...about('message_unknown', await unknownMessages(db)),
  ];
}

/** What could not be given to whoever answers today; what could is counted, and nobody is alarmed. */
async function missingReaders({ db, orgTz, catalog, log }: AuditorOptions, now: Date): Promise<Finding[]> {
  const { items, escalations } = await mendReaders(db, { orgTz, now, catalog, log });
  return [
    ...escalations.map(({ escalationId, repId, slmId }) => ({
      topic: 'escalation_unsent' as const,
      subjectId: `${escalationId}:${slmId ?? 'nobody'}`,
      repId,
    })),
    ...items.map(({ coachingId, repId, personId }) => ({
      topic: 'recommendation_unasked' as const,
      subjectId: `${coachingId}:${personId ?? 'nobody'}`,
      repId,
    })),
  ];
}

/** Messages of people who have come to Slack since may go, and what was refused for another reason some hours ago. */
async function releaseBack(db: Knex): Promise<void> {
  await tryParkedAgain(db);
  for (const personId of await peopleBackInSlack(db)) await db.transaction((trx) => releaseParked(trx, personId));
}

/** Audits now and every few minutes. Returns how to end it. */
export function startAuditor(options: AuditorOptions): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  function tick(): void {
    underWay ??= audit(options)
      .then(() => undefined)
      .catch((error: unknown) => options.log.error({ error: summarise(error) }, 'the audit broke off'))
      .finally(() => {
        underWay = null;
      });
  }
  const ticks = scheduleJob(EVERY_FIVE_MINUTES, tick);
  tick();
  return async () => {
    ticks.cancel();
    await underWay;
  };
}
