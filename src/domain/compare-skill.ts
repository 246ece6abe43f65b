import { midRank, PeerGroup } from './benchmark.ts';
import { compareWithPeers, isMeasured, type Measured } from './compare-with-peers.ts';
import { Decimal } from './decimal.ts';
import { totalOf } from './measured-series.ts';
import type { SkillDefinition, SkillSource, SkillThresholds } from './skill-gap.ts';
import { asTalkScores } from './talk-scores.ts';
import type { Finding } from './weigh-evidence.ts';

/** A rep's score of a skill beside the cohort's, before it is known on how many series the rep is judged. */
export interface SkillDraft {
  readonly skill: SkillDefinition;
  readonly source: SkillSource;
  readonly repId: string;
  /** 0-100, high is good. */
  readonly score: Decimal;
  /** Units of evidence in the window. */
  readonly size: number;
  /** The rep included. */
  readonly cohortSize: number;
  /** Null with too few peers. */
  readonly peerMedian: Decimal | null;
  /** Mid-rank within the cohort, 0-100; null in a small one. */
  readonly percentile: Decimal | null;
  readonly modelVersion: string | null;
  readonly finding: Finding;
}

export interface SkillComparison {
  /** Fewer peers are no benchmark, and a cohort of fewer has no ranks. */
  readonly minimumPeers: number;
  readonly thresholds: SkillThresholds;
}

/**
 * Scores everybody of a role on a skill and compares the scores, source by source as they are measured: what a source says
 * of whom is settled once those before it in the skill have been measured, and then its observations are needed no more.
 * Only the cohort gets a score: measured well enough, not ramping, there. Scores of one source are compared among
 * themselves, whatever the segments.
 */
export class SkillScores {
  readonly #skill: SkillDefinition;
  readonly #comparison: SkillComparison;
  readonly #waiting = new Map<SkillSource, readonly Measured[]>();
  /** Of whom the sources so far say enough. */
  readonly #evident = new Set<string>();
  #settled = 0;

  constructor(skill: SkillDefinition, comparison: SkillComparison) {
    this.#skill = skill;
    this.#comparison = comparison;
  }

  /** @returns the scores that are settled by it. */
  add(source: SkillSource, measured: readonly Measured[]): SkillDraft[] {
    this.#waiting.set(source, measured);
    const drafts: SkillDraft[] = [];
    for (const next of this.#skill.sources.slice(this.#settled)) {
      const found = this.#waiting.get(next);
      if (found === undefined) break;
      this.#waiting.delete(next);
      this.#settled += 1;
      for (const draft of this.#settle(next, found)) drafts.push(draft);
    }
    return drafts;
  }

  #settle(source: SkillSource, found: readonly Measured[]): SkillDraft[] {
    const measured = found.filter(({ rep }) => !this.#evident.has(rep.repId));
    for (const { rep, series } of measured) {
      if (totalOf(series.own).size >= source.metric.minimumSample) this.#evident.add(rep.repId);
    }
    const cohort = scored(source, measured, this.#comparison).filter((one) => isMeasured(source.metric, one));
    return draftsOf(this.#skill, source, cohort, this.#comparison.minimumPeers);
  }
}

function scored({ metric, scoring }: SkillSource, measured: readonly Measured[], comparison: SkillComparison) {
  const { minimumPeers, thresholds } = comparison;
  if (scoring !== 'over_talking') return measured;
  return asTalkScores(metric, measured, { minimumPeers, worstExcess: thresholds.worstTalkExcess });
}

function draftsOf(
  skill: SkillDefinition,
  source: SkillSource,
  cohort: readonly Measured[],
  minimumPeers: number,
): SkillDraft[] {
  const points = (value: Decimal) => (source.scoring === 'rate' ? value.times(100) : value);
  const models = new Map(cohort.map(({ rep, series }) => [rep.repId, series.modelVersion ?? null]));
  const roleWide = cohort.map(({ rep, series }) => ({ rep: { ...rep, segment: null }, series }));
  const drafts = compareWithPeers(source.metric, roleWide, minimumPeers);
  const values = drafts.map(({ rep, value }) => ({ repId: rep.repId, value: value ?? ZERO, numerator: ZERO, size: 1 }));
  const ranked = new PeerGroup(values);
  return drafts.flatMap(({ rep: { repId }, value, own, benchmark, finding }): SkillDraft[] => {
    if (value === null) return [];
    const { below, equal } = ranked.without(repId).rank(value);
    return [
      {
        skill,
        source,
        repId,
        score: points(value),
        size: own.size,
        cohortSize: cohort.length,
        peerMedian: benchmark.value === null ? null : points(benchmark.value),
        percentile: cohort.length < minimumPeers ? null : midRank(below, equal, cohort.length - 1),
        modelVersion: models.get(repId) ?? null,
        finding,
      },
    ];
  });
}

const ZERO = new Decimal(0);
