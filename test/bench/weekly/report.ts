import type { MeasuredOrganisation } from './measure-organisation.ts';
import type { Lap } from './stopwatch.ts';

/** What was found of one organisation, and where its time went. */
export function organisationLines({
  reps,
  rows,
  floor,
  floorMs,
  run,
  processorMs,
  judgedMetrics,
  peakMemory,
}: MeasuredOrganisation): string[] {
  const { readings, fired, skills } = run.summary;
  return [
    '',
    `${number(reps)} reps, ${number(rows)} source rows: ${number(readings)} readings of ${judgedMetrics.length} metrics, ${number(fired)} fired, ${number(skills.assessments)} skill assessments`,
    `  run ${seconds(run.totalMs)}, floor ${seconds(floorMs)}, ratio ${(run.totalMs / floorMs).toFixed(2)}, peak memory ${Math.round(peakMemory / 1024 ** 2)} MB`,
    processorMs === null
      ? '  processor time: not told here'
      : `  processor time: run ${seconds(processorMs.run)}, floor ${seconds(processorMs.floor)}, ratio ${(processorMs.run / processorMs.floor).toFixed(2)}`,
    `  run:   ${lapsLine(run.laps)}`,
    `  floor: ${lapsLine(floor.toSorted((a, b) => b.ms - a.ms).slice(0, 6))}, ...`,
  ];
}

/** How time grows with rows, from each size to the next. */
export function comparisonLines(measured: readonly MeasuredOrganisation[]): string[] {
  return measured.slice(1).flatMap((one, index) => {
    const before = measured[index];
    if (before === undefined) return [];
    const rows = one.rows / before.rows;
    const time = one.run.totalMs / before.run.totalMs;
    return [
      '',
      `From ${number(before.reps)} to ${number(one.reps)} reps: ${rows.toFixed(1)} times the rows, ${time.toFixed(1)} times the run's time`,
    ];
  });
}

function lapsLine(laps: readonly Lap[]): string {
  return laps.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(', ');
}

const number = (value: number) => value.toLocaleString('en-US');
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
