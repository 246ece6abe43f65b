import type { Knex } from 'knex';
import { addDigest } from '../../../src/db/stores/digests.ts';
import { addMonths, type LocalDate } from '../../../src/domain/local-date.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { giveSent } from '../../support/sent-message.ts';
import { people } from '../../support/small-organisation.ts';
import { digestContent, reading } from '../messages/sample.ts';

/** What everybody of the walk reaches for: rows about one rep. */
export interface Target {
  readonly repId: string;
  /** Each with its pattern; `undo` is approved, `done` is approved and came with the digest. */
  readonly items: Readonly<Record<'approve' | 'modify' | 'dismiss' | 'undo' | 'done', Item>>;
  readonly escalationId: string;
  readonly digestId: string;
}

export interface Item {
  readonly coachingId: string;
  readonly episodeId: string;
  readonly version: number;
  /** As its metric's part is called where no id stands. */
  readonly title: string;
}

export const now = new Date('2026-03-16T14:00:00Z');
const today: LocalDate = '2026-03-16';

/** In every text that waits, or was taken back: nobody reads it to whom it is refused. */
export const SECRET = 'quetzalcoatl';
/** The rep's number of the latest week. */
export const VALUE = '38.1%';

export const formerManager = 'pat';
export const formerSlm = 'pia';
export const delegate = 'pip';
export const otherSlm = 'paz';
export const [peer] = people.peers;

/** The lines as they are on the day of the walk, whatever a part of it made of them. */
export async function giveLines(owner: Knex): Promise<void> {
  await owner('delegation').del();
  await owner('rep_absence').del();
  await owner('reporting_line').del();
  await owner('person').update({ deactivated_at: null, is_admin: owner.raw('person_id = ?', [people.admin]) });
  const line = (rep_id: string, manager_id: string, slm_id: string, from: LocalDate, to: LocalDate | null = null) => ({
    rep_id,
    manager_id,
    slm_id,
    effective_from: from,
    effective_to: to,
  });
  await owner('reporting_line').insert([
    line(people.rep, formerManager, formerSlm, '2025-01-06', '2026-02-01'),
    line(people.rep, people.manager, people.slm, '2026-02-01'),
    line(people.manager, people.manager, people.slm, '2026-02-01'),
    line(delegate, people.manager, people.slm, '2026-02-01'),
    line(peer, people.otherManager, otherSlm, '2025-01-06'),
    line(formerManager, people.otherManager, otherSlm, '2025-01-06'),
  ]);
}

/** The week, the month and the day's call quality of whoever is somebody's rep here. */
export async function giveNumbers(owner: Knex): Promise<void> {
  await owner('rep_activity').insert({
    activity_id: 'player-coach',
    rep_id: people.manager,
    role: 'AE',
    activity_date: '2025-01-06',
    activity_type: 'crm_login',
    recorded_at: '2025-01-06T12:00:00Z',
  });
  const repIds = [people.rep, people.manager, delegate, peer, formerManager];
  await saveReadings(
    owner,
    repIds.flatMap((repId) => [
      reading({ repId, asOf: today }),
      reading({ repId, asOf: '2026-03-01', period: 'month' }),
    ]),
  );
  const quality = { day: today, role: 'AE', q: '61', tau: '65.5', median: '70', calls: 9, cohort: 8 };
  const run = { below_days: 31, below_since: '2026-02-12', unmeasured_days: 0, is_told: true };
  await owner('quality_day').insert(repIds.map((rep_id) => ({ rep_id, ...quality, ...run })));
}

/** Rows for one round of everything that can be done; rounds of one rep differ in their number. */
export async function giveTarget(owner: Knex, repId: string, round: number, isOpen: boolean): Promise<Target> {
  const names = ['approve', 'modify', 'dismiss', 'undo', 'done'] as const;
  const items = new Map<string, Item>();
  for (const [index, name] of names.entries()) {
    const stage = round * names.length + index + 3;
    items.set(name, await giveItem(owner, repId, stage, name === 'undo' || name === 'done'));
  }
  const of = (name: (typeof names)[number]): Item => {
    const item = items.get(name);
    if (item === undefined) throw new Error(`No item for ${name}.`);
    return item;
  };
  const { approve, modify, dismiss, undo, done } = {
    approve: of('approve'),
    modify: of('modify'),
    dismiss: of('dismiss'),
    undo: of('undo'),
    done: of('done'),
  };
  const escalationId = await giveEscalation(owner, repId, dismiss, isOpen);
  const digestId = await giveDigest(owner, repId, addMonths('2026-02-01', -round), done.coachingId);
  return { repId, items: { approve, modify, dismiss, undo, done }, escalationId, digestId };
}

async function giveItem(owner: Knex, repId: string, stage: number, isApproved: boolean): Promise<Item> {
  const dimension = `${stage}>${stage + 1}`;
  const pattern = { rep_id: repId, role: 'AE', metric_key: 'AE.stage_conversion', dimension };
  const [episode] = await owner('pattern_episode')
    .insert({ ...pattern, definition_version: 1, opened_on: today, clock: 1, last_value: '0.2' })
    .returning<{ episode_id: string }[]>('episode_id');
  const decided = { approval_status: 'approved', approved_by: people.otherManager, decided_at: now, version: 2 };
  const [coaching] = await owner('rep_coaching_log')
    .insert({
      ...pattern,
      ...(isApproved ? decided : {}),
      coaching_date: today,
      pattern_key: `${repId}:AE:AE.stage_conversion:${dimension}`,
      pattern_detected: 'Fewer deals move on than with peers.',
      recommended_action: `Review two lost deals with your manager, ${SECRET}.`,
      severity: 'medium',
      episode_id: episode?.episode_id,
    })
    .returning<{ coaching_id: string; version: number }[]>(['coaching_id', 'version']);
  if (episode === undefined || coaching === undefined) throw new Error('The rows were not written.');
  return {
    episodeId: episode.episode_id,
    coachingId: coaching.coaching_id,
    version: coaching.version,
    title: `stage ${stage} to ${stage + 1}`,
  };
}

async function giveEscalation(owner: Knex, repId: string, item: Item, isOpen: boolean): Promise<string> {
  const resolved = { resolved_at: now, resolved_by: people.slm, outcome: 'improving', resolution_note: SECRET };
  const [row] = await owner('escalation')
    .insert({
      rule: 'E2',
      rep_id: repId,
      role: 'AE',
      as_of: today,
      with_since: now,
      manager_id: people.manager,
      slm_id: people.slm,
      episode_id: item.episodeId,
      coaching_id: item.coachingId,
      dedup_key: `E2:${item.episodeId}`,
      ...(isOpen ? {} : resolved),
    })
    .returning<{ escalation_id: string }[]>('escalation_id');
  if (row === undefined) throw new Error('The escalation was not written.');
  await giveSent(owner, {
    key: `escalation:${row.escalation_id}:${people.slm}`,
    kind: 'escalation',
    to: people.slm,
    reference: { escalation_id: row.escalation_id },
    place: { channel: 'D0SENT', ts: row.escalation_id },
    at: now,
  });
  return row.escalation_id;
}

async function giveDigest(owner: Knex, repId: string, periodMonth: LocalDate, coachingId: string): Promise<string> {
  const digestId = await owner.transaction((trx) =>
    addDigest(trx, {
      repId,
      role: 'AE',
      periodMonth,
      runStart: now,
      content: digestContent({ repId, periodMonth, actions: [] }),
      coachingIds: [coachingId],
    }),
  );
  if (digestId === null) throw new Error('There is a digest of that month.');
  await owner('rep_coaching_log').where({ coaching_id: coachingId }).update({ surfaced_at: now });
  const [key, reference] = [`digest:${periodMonth}:${repId}`, { digest_id: digestId }];
  await giveSent(owner, {
    key,
    kind: 'rep_digest',
    to: repId,
    reference,
    place: { channel: 'D0SENT', ts: digestId },
    at: now,
  });
  return digestId;
}

const kept = [
  'pattern_episode',
  'rep_coaching_log',
  'manager_context',
  'escalation',
  'escalation_note',
  'digest',
  'digest_action',
  'delivery',
] as const;

/** A mark that differs when anything differs that people decide, write or are sent. */
export async function markOf(owner: Knex): Promise<string> {
  const parts = kept.map((table) => `coalesce((select string_agg(t::text, '' order by t::text) from ${table} t), '')`);
  const { rows } = await owner.raw<{ rows: { mark: string }[] }>(`select md5(${parts.join(" || '|' || ")}) as mark`);
  return rows[0]?.mark ?? '';
}
