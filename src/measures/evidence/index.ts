import type { MetricDefinition } from '../../domain/metric.ts';
import { evidenceOfCallParts } from './calls.ts';
import type { EvidenceOf } from './evidence.ts';
import { evidenceOfConversion } from './stage-moves.ts';
import { evidenceOfObjectives } from './stage-objectives.ts';
import { evidenceOfVelocity } from './stage-velocity.ts';

const families: ReadonlyMap<string, ReadonlyMap<string, EvidenceOf>> = new Map([
  ['calls', evidenceOfCallParts],
  [
    'stage_moves',
    new Map([
      ['conversion', evidenceOfConversion],
      ['velocity', evidenceOfVelocity],
      ['objectives', evidenceOfObjectives],
    ]),
  ],
]);

/** What lists the rows behind a metric's readings; undefined where nothing does. */
export function evidenceFor({ measure }: Pick<MetricDefinition, 'measure'>): EvidenceOf | undefined {
  return families.get(measure.family)?.get(measure.part);
}
