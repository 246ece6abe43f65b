import { type SkillComparison, type SkillDraft, SkillScores } from '../domain/compare-skill.ts';
import type { DraftReading, Measured } from '../domain/compare-with-peers.ts';
import { isJudged, type Strictness, strictnessOf } from '../domain/judge-metric.ts';
import type { MetricDefinition } from '../domain/metric.ts';
import type { SkillDefinition, SkillSource } from '../domain/skill-gap.ts';

/** What is read of one role in a run, and what has been found so far. */
export class RoleInProgress<Kept> {
  readonly kept: Kept[] = [];
  /** What the role's skills come to. */
  readonly skills: SkillDraft[] = [];
  readonly #unread: Set<MetricDefinition>;
  readonly #scoresOf: ReadonlyMap<SkillSource, SkillScores>;
  /** On how many series each rep is judged. */
  readonly #seriesCounts = new Map<string, number>();

  constructor(metrics: readonly MetricDefinition[], skills: readonly SkillDefinition[], comparison: SkillComparison) {
    this.#scoresOf = new Map(
      skills.flatMap((skill) => {
        const scores = new SkillScores(skill, comparison);
        return skill.sources.map((source) => [source, scores] as const);
      }),
    );
    this.#unread = new Set([...metrics, ...[...this.#scoresOf.keys()].map((source) => source.metric)]);
  }

  /** Counts the drafts; of them nothing stays but what is kept. @param keep looks at all of them. */
  keep(drafts: Iterable<DraftReading>, keep: (drafts: Iterable<DraftReading>) => Kept): void {
    this.kept.push(keep(this.#counted(drafts)));
  }

  *#counted(drafts: Iterable<DraftReading>): Generator<DraftReading> {
    for (const draft of drafts) {
      const { repId } = draft.rep;
      if (isJudged(draft)) this.#seriesCounts.set(repId, (this.#seriesCounts.get(repId) ?? 0) + 1);
      yield draft;
    }
  }

  score(source: SkillSource, measured: readonly Measured[]): void {
    for (const draft of this.#scoresOf.get(source)?.add(source, measured) ?? []) this.skills.push(draft);
  }

  /** A metric, or what a skill is scored by, has been read. @returns true when it was the role's last. */
  hasRead(metric: MetricDefinition): boolean {
    return this.#unread.delete(metric) && this.#unread.size === 0;
  }

  strictnessOf(repId: string, alpha: number): Strictness {
    return strictnessOf(this.#seriesCounts.get(repId) ?? 0, alpha);
  }
}
