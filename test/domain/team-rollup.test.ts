import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { metricInWords } from '../../src/catalog/playbook/metric-wording.ts';
import { countTeam, isQuiet, type RepPatterns, TOP_PATTERNS } from '../../src/domain/team-rollup.ts';
import { monthPattern } from '../slack/messages/sample.ts';

const rep = (repId: string, ...patterns: RepPatterns['patterns']): RepPatterns => ({ repId, role: 'AE', patterns });
const count = (reps: readonly RepPatterns[], workload = { pendingDecisions: 0, openEscalations: 0 }) =>
  countTeam({ reps, metrics: metrics.map(metricInWords), ...workload });
const conversion = (team: ReturnType<typeof count>) =>
  team.metrics.find(({ metricKey }) => metricKey === 'AE.stage_conversion');

describe('a team in counts', () => {
  it('counts reps, not patterns, per metric', () => {
    const team = count([
      rep('a', monthPattern(), monthPattern({ dimension: '3>4', improved: true })),
      rep('b', monthPattern({ improved: true })),
      rep('c'),
    ]);
    expect(conversion(team)).toMatchObject({ flagged: 2, improving: 2 });
    expect(team.patterns.map(({ dimension, flagged, improving }) => [dimension, flagged, improving])).toEqual([
      ['2>3', 2, 1],
      ['3>4', 1, 1],
    ]);
    expect(team.sizes).toEqual([{ role: 'AE', reps: 3 }]);
  });

  it('counts who is only improving as improving', () => {
    const team = count([rep('a', monthPattern({ weeks: 0, over: true }))]);
    expect(conversion(team)).toMatchObject({ flagged: 0, improving: 1 });
    expect(team.patterns).toEqual([]);
    expect(isQuiet(team)).toBe(false);
  });

  it('lists every metric of the roles in the team, and of no other', () => {
    const roles = new Set(count([rep('a'), { ...rep('b'), role: 'SDR' }]).metrics.map(({ role }) => role));
    expect([...roles]).toEqual(['AE', 'SDR']);
  });

  it('is not quiet while something waits or is escalated', () => {
    expect(isQuiet(count([rep('a')]))).toBe(true);
    expect(isQuiet(count([rep('a')], { pendingDecisions: 1, openEscalations: 0 }))).toBe(false);
    expect(isQuiet(count([rep('a')], { pendingDecisions: 0, openEscalations: 1 }))).toBe(false);
  });

  it('names only the most frequent patterns', () => {
    const many = Array.from({ length: 9 }, (_, index) => monthPattern({ dimension: `${index + 1}>${index + 2}` }));
    expect(count([rep('a', ...many)]).patterns).toHaveLength(TOP_PATTERNS);
  });
});
