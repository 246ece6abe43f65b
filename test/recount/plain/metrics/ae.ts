import { nextStepQuality, objectionHandling, productKnowledge } from '../calls.ts';
import { commitAccuracy, paceAttainment } from '../quota-ledger.ts';
import { discountDepth, termExceptions } from '../quotes.ts';
import { stageConversion } from '../stage-conversion.ts';
import { stageObjectives } from '../stage-objectives.ts';
import { stageVelocity } from '../stage-velocity.ts';
import { depth, exceptions, score, W56 } from './families.ts';
import type { Metric } from './metric.ts';

export const aeMetrics: readonly Metric[] = [
  {
    key: 'AE.pace_attainment',
    role: 'AE',
    window: 'quarter to date',
    measure: paceAttainment,
    test: 'T4',
    minimum: 1,
    limit: (value) => value < 0.8 - 1e-9,
    limitValue: 0.8,
    versus: 'limit',
    ignoresRamp: true,
  },
  {
    key: 'AE.stage_conversion',
    role: 'AE',
    window: W56,
    measure: stageConversion,
    test: 'T1',
    minimum: 8,
    gap: 0.1,
    segmentSensitive: true,
    hasDimensions: true,
  },
  {
    key: 'AE.stage_velocity',
    role: 'AE',
    lowerIsBetter: true,
    window: { days: 180 },
    measure: stageVelocity,
    test: 'T2',
    minimum: 8,
    segmentSensitive: true,
    hasDimensions: true,
  },
  {
    key: 'AE.stage_objective_execution',
    role: 'AE',
    window: W56,
    measure: stageObjectives,
    test: 'T2',
    minimum: 8,
    gap: 0.1,
  },
  { key: 'AE.objection_handling', role: 'AE', ...score, measure: objectionHandling },
  { key: 'AE.next_step_quality', role: 'AE', ...score, measure: nextStepQuality },
  {
    key: 'AE.commit_accuracy',
    role: 'AE',
    window: 'last quarter',
    measure: commitAccuracy,
    test: 'T4',
    minimum: 1,
    gap: 0.1,
    limit: (value) => value < 0.75 - 1e-9,
  },
  { key: 'AE.product_knowledge', role: 'AE', ...score, measure: productKnowledge },
  { key: 'AE.discount_depth', role: 'AE', ...depth, measure: discountDepth('new') },
  { key: 'AE.term_exception_rate', role: 'AE', ...exceptions, measure: termExceptions('new') },
];
