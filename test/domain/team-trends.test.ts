import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/domain/digest.ts';
import type { MetricKey } from '../../src/domain/metric.ts';
import type { RepStandings } from '../../src/domain/team-grid.ts';
import { seriesToDraw } from '../../src/domain/team-trends.ts';

const usual: MetricKey[] = ['AE.stage_conversion'];

/** A rep whose lines are "metric dimension: standing". */
function rep(
  repId: string,
  ...lines: (readonly [metric: string, dimension: string, standing: Standing])[]
): RepStandings {
  return {
    repId,
    repName: repId,
    role: 'AE',
    lines: lines.map(([metric, dimension, standing]) => ({
      metricKey: `AE.${metric}`,
      dimension,
      title: `${metric} ${dimension}`,
      standing,
    })),
  };
}

describe('the metric of a team that is drawn', () => {
  it('is the one that most are behind in, with everybody who has it', () => {
    const found = seriesToDraw(
      [
        rep('a', ['stage_conversion', '2>3', 'behind'], ['velocity', '', 'behind']),
        rep('b', ['stage_conversion', '2>3', 'level'], ['velocity', '', 'behind']),
        rep('c', ['velocity', '', 'not_enough_data']),
      ],
      usual,
    );
    expect(found).toMatchObject({ metricKey: 'AE.velocity', title: 'velocity ' });
    expect(found?.reps.map(({ repId, standing }) => [repId, standing])).toEqual([
      ['a', 'behind'],
      ['b', 'behind'],
      ['c', 'not_enough_data'],
    ]);
  });

  it('is the usual one where nobody is behind', () => {
    const level = ['a', 'b'].map((id) => rep(id, ['velocity', '', 'level'], ['stage_conversion', '2>3', 'ahead']));
    expect(seriesToDraw(level, usual)?.metricKey).toBe('AE.stage_conversion');
  });

  it('is none where no two are measured in the same', () => {
    expect(seriesToDraw([], usual)).toBeNull();
    expect(seriesToDraw([rep('a', ['velocity', '', 'behind'])], usual)).toBeNull();
    const halves = [rep('a', ['velocity', '', 'behind']), rep('b', ['velocity', '', 'not_enough_data'])];
    expect(seriesToDraw(halves, usual)).toBeNull();
  });
});
