import type { Knex } from 'knex';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { people } from './small-organisation.ts';

/** A pattern under way with its pending recommendation, written as rows. @returns the ids. */
export async function givePendingItem(
  owner: Knex,
  item: { repId: string; on: LocalDate; dimension?: string },
): Promise<{ episodeId: string; coachingId: string }> {
  const dimension = item.dimension ?? '2>3';
  const pattern = { rep_id: item.repId, role: 'AE', metric_key: 'AE.stage_conversion', dimension };
  const [episode] = await owner('pattern_episode')
    .insert({ ...pattern, definition_version: 1, opened_on: item.on, clock: 1, last_value: '0.2' })
    .returning<{ episode_id: string }[]>('episode_id');
  const [coaching] = await owner('rep_coaching_log')
    .insert({
      ...pattern,
      coaching_date: item.on,
      pattern_key: `${item.repId}:AE:AE.stage_conversion:${dimension}`,
      pattern_detected: 'Fewer deals move on from stage 2 than with peers.',
      recommended_action: 'Review two lost deals with your manager this week.',
      severity: 'medium',
      episode_id: episode?.episode_id,
    })
    .returning<{ coaching_id: string }[]>('coaching_id');
  if (episode === undefined || coaching === undefined) throw new Error('The rows were not written.');
  return { episodeId: episode.episode_id, coachingId: coaching.coaching_id };
}

/** The escalation of the small organisation's pending item, written as rows. @returns its id. */
export async function giveEscalationOf(
  owner: Knex,
  { coachingId, episodeId }: { coachingId: string; episodeId: string },
): Promise<string> {
  await owner('rep_coaching_log')
    .where({ coaching_id: coachingId })
    .update({ escalated_to_slm: true, escalation_date: '2026-03-16' });
  const [row] = await owner('escalation')
    .insert({
      rule: 'E2',
      rep_id: people.rep,
      role: 'AE',
      as_of: '2026-03-16',
      with_since: new Date('2026-03-16T11:00:00Z'),
      manager_id: people.manager,
      slm_id: people.slm,
      episode_id: episodeId,
      coaching_id: coachingId,
      dedup_key: `E2:${episodeId}`,
    })
    .returning<{ escalation_id: string }[]>('escalation_id');
  return row?.escalation_id ?? '';
}
