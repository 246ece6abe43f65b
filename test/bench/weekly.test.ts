import { expect, inject, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { measureOrganisation } from './weekly/measure-organisation.ts';
import { organisationLines } from './weekly/report.ts';

it('the weekly bench measures a run in which every metric is judged', { timeout: 60_000 }, async () => {
  const measured = await measureOrganisation(inject('templateUrl'), { reps: 120, seed: 1 });

  expect(measured.judgedMetrics).toEqual(builtInCatalog.metrics.map((metric) => metric.key).sort());
  expect(measured.rows).toBeGreaterThan(120 * 1_000);
  expect([...measured.tables].filter(([, rows]) => rows === 0)).toEqual([]);
  expect(measured.run.summary.refused).toEqual([]);
  const families = new Set(builtInCatalog.metrics.map((metric) => metric.measure.family));
  expect(measured.run.laps.map((lap) => lap.name).sort()).toEqual([...families, 'cohort', 'skills', 'storing'].sort());
  expect(organisationLines(measured).join('\n')).toMatch(
    /120 reps, [\d,]+ source rows.*\n {2}run [\d.]+ s, floor [\d.]+ s, ratio [\d.]+, peak memory \d+ MB\n/,
  );
});

it('the same seed gives the same organisation', { timeout: 60_000 }, async () => {
  const counted = async () => [...(await measureOrganisation(inject('templateUrl'), { reps: 20, seed: 7 })).tables];
  expect(await counted()).toEqual(await counted());
});
