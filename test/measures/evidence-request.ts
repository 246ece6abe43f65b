import type { Reading } from '../../src/domain/metric.ts';
import type { EvidenceRequest } from '../../src/measures/evidence/evidence.ts';
import { measureRequest, type TestRun } from './measure-request.ts';

/** What would be asked of the evidence for the one metric and the first rep of a run. */
export function evidenceRequest(run: TestRun, readings: readonly Reading[] = []): EvidenceRequest {
  const { metrics, ...rest } = measureRequest(run);
  const [wanted] = metrics;
  const [rep] = wanted?.reps ?? [];
  if (wanted === undefined || rep === undefined) throw new Error('There is no metric or no rep to ask for.');
  return { ...rest, wanted: { ...wanted, reps: [rep] }, rep, readings, ofRole: async () => wanted };
}
