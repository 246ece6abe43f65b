import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCatalog, catalogOf } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays } from '../../src/domain/local-date.ts';
import { inSegment, type MetricDefinition } from '../../src/domain/metric.ts';
import { type ClockWeek, type OpenEpisode, stepClock } from '../../src/domain/persistence-clock.ts';

/** Numbers of any size for all that the clock knows of; most are refused. */
const anyNumber = fc.oneof(
  fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(0.05, 0.25, 2, 6, 52, 1e-9, 1e9, -1),
);
const clockKeys = ['improvement', 'clear_weeks', 'max_gap_weeks', 'floor'] as const;
const anyOverride = fc.dictionary(fc.constantFrom(...clockKeys), anyNumber, { maxKeys: 4 });

/** The week, from 1, in which a pattern that does not move goes to the second-line manager; gaps count for no week. */
function escalatesIn(metric: MetricDefinition, gapsBetween: number): number | null {
  let episode: OpenEpisode | null = null;
  let measured = 0;
  for (let index = 0; index < 3 * (gapsBetween + 1); index += 1) {
    const base = { asOf: addDays('2026-01-05', 7 * index), changed: null };
    const isGap = index % (gapsBetween + 1) !== 0;
    const week: ClockWeek = isGap
      ? { ...base, kind: 'held', reason: 'no_new_evidence', frozen: false }
      : { ...base, kind: 'measured', value: new Decimal('0.2'), fires: true, stays: true };
    if (!isGap) measured += 1;
    const step = stepClock(metric, episode, week);
    if (step.events.some(({ kind }) => kind === 'escalated')) return measured;
    episode = step.episode;
  }
  return null;
}

describe('no thresholds file that is accepted', () => {
  it('puts the third week off, with as many gaps between the weeks as are built in', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...builtInCatalog.metrics), anyOverride, fc.boolean(), (metric, own, inRetail) => {
        const document = { metrics: { [metric.key]: inRetail ? { segments: { retail: own } } : own } };
        const outcome = overriddenCatalog(catalogOf([metric], builtInCatalog.thresholds), document);
        if (!('catalog' in outcome)) return;
        accepted += 1;
        const found = outcome.catalog.find(metric.key);
        const inForce = found === undefined ? metric : inSegment(found, 'retail');
        expect(escalatesIn(inForce, 0)).toBe(3);
        expect(escalatesIn(inForce, metric.maxGapWeeks)).toBe(3);
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(40);
  });
});
