import type { StageBriefRow } from '../rows.ts';
import { instantWithin, known, lastWeek, midnight } from './run.ts';
import { type Measure, meanOf, one } from './series.ts';
import { allSpells } from './spells.ts';

export const stageObjectives: Measure = (run, rep, span) => {
  const ended = new Map<string, string>();
  for (const spell of allSpells(run)) {
    if (spell.endedAt !== null && instantWithin(run, spell.endedAt, span)) {
      ended.set(`${spell.oppId} ${spell.stage}`, spell.endedAt);
    }
  }
  const last = new Map<string, StageBriefRow>();
  for (const brief of run.organisation.opportunity_brief_log) {
    if (!known(run, brief) || brief.scored_at === null || brief.scored_at >= midnight(run, run.t)) continue;
    const key = `${brief.opp_id} ${brief.stage_order}`;
    const other = last.get(key);
    if (other === undefined || (other.scored_at ?? '') < brief.scored_at) last.set(key, brief);
  }
  const items: { value: number; segment: null; isNew: boolean }[] = [];
  const advances: number[] = [];
  for (const [key, brief] of last) {
    const endedAt = ended.get(key);
    if (endedAt === undefined || brief.rep_id !== rep.id || brief.objectives_stated === 0) continue;
    items.push({
      value: brief.objectives_executed / brief.objectives_stated,
      segment: null,
      isNew: instantWithin(run, endedAt, lastWeek(span)),
    });
    if (brief.advance_score !== null) advances.push(brief.advance_score);
  }
  const mean = advances.length === 0 ? null : advances.reduce((sum, score) => sum + score, 0) / advances.length;
  return one({ ...meanOf(items), companions: { mean_advance_score: mean } });
};
