import { describe, expect, test } from 'vitest';
import type { TeamCounts } from '../../../src/domain/team-rollup.ts';
import { managerRollup } from '../../../src/slack/messages/manager-rollup.ts';
import { shownText } from './slack-accepts.ts';

describe('the roll-up', () => {
  const counted = { metricKey: 'AE.stage_conversion', dimension: '2>3', role: 'AE', improving: 0 } as const;
  const said = (patterns: TeamCounts['patterns']) => {
    const sizes = [{ role: 'AE' as const, reps: 7 }];
    const team = { sizes, metrics: [], patterns, pendingDecisions: 1, openEscalations: 0 };
    const content = { periodMonth: '2026-03-01', teamId: 'team', repIds: [], team } as const;
    return shownText(managerRollup({ content, forManager: null }).blocks);
  };

  test('names a role once, and what one rep each has in one line', () => {
    const text = said([
      { ...counted, title: 'Conversion', flagged: 1 },
      { ...counted, title: 'Velocity', flagged: 1, improving: 1 },
    ]);
    expect(text).toContain('7 reps (AE). Counts only');
    expect(text).toContain('*Seen in one rep each*\nConversion; Velocity (improving)');
  });

  test('counts the reps of each pattern where several have one', () => {
    const text = said([
      { ...counted, title: 'Conversion', flagged: 3 },
      { ...counted, title: 'Velocity', flagged: 1 },
    ]);
    expect(text).toContain('*Seen most often*\n• Conversion: 3 reps\n• Velocity: 1 rep');
  });
});
