import { expect, it } from 'vitest';
import type { Measured } from '../../src/domain/compare-with-peers.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { asTalkScores } from '../../src/domain/talk-scores.ts';
import { metricOf } from '../support/metric-of.ts';

const WINDOW = { start: '2026-02-01', end: '2026-03-01', onLeave: false, poorData: false } as const;

function measured(repId: string, ratios: readonly number[]): Measured {
  const groups = [{ segment: 'enterprise', group: 'discovery', values: ratios }];
  const size = ratios.length;
  return {
    rep: { repId, segment: 'enterprise', ramping: false, own: WINDOW, evidence: WINDOW },
    series: {
      repId,
      dimension: '',
      own: [{ segment: 'enterprise', numerator: new Decimal('0.5'), denominator: new Decimal(size), size }],
      evidence: { kind: 'observations', groups },
      ownObservations: groups,
      newEvidence: 0,
      companions: {},
    },
  };
}

it('a score is the same in whatever order the calls come', () => {
  const peers = Array.from({ length: 5 }, (_, nth) =>
    measured(`peer ${nth}`, [0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.48]),
  );
  const ratios = [0.512, 0.617, 0.431, 0.733, 0.559, 0.481, 0.602, 0.523, 0.677];
  const totalOf = (one: readonly number[]) => {
    const [scored] = asTalkScores(metricOf('SDR.talk_ratio'), [measured('sam', one), ...peers], {
      minimumPeers: 5,
      worstExcess: 0.3,
    });
    return scored?.series.own[0]?.numerator?.toString();
  };
  const rotations = ratios.map((_, by) => [...ratios.slice(by), ...ratios.slice(0, by)]);
  expect(new Set(rotations.map(totalOf)).size).toBe(1);
});
