import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skills } from '../../src/catalog/skills.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { assessSkill } from '../../src/domain/assess-skill.ts';
import { type SkillDraft, SkillScores } from '../../src/domain/compare-skill.ts';
import type { Measured } from '../../src/domain/compare-with-peers.ts';
import { criticalZ } from '../../src/domain/credibility.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { MeasuredSeries, RepInCohort } from '../../src/domain/measured-series.ts';
import type { Role } from '../../src/domain/metric.ts';
import type { SkillDefinition, SkillDimension, SkillSource } from '../../src/domain/skill-gap.ts';
import { medianOf } from '../../src/domain/theil-sen.ts';

const thresholds = defaultThresholds.skills;
const comparison = { minimumPeers: 5, thresholds };

function skillOf(role: Role, dimension: SkillDimension): SkillDefinition {
  const skill = skills.find((one) => one.role === role && one.dimension === dimension);
  if (skill === undefined) throw new Error(`${role} has no ${dimension}`);
  return skill;
}

const knowledge = skillOf('AE', 'product_knowledge');

/** A rep as measured: there, ramped, in a segment of their own, with the observations of both windows. */
function rep(
  repId: string,
  scores: readonly number[],
  change: Partial<RepInCohort> = {},
  series: Partial<MeasuredSeries> = {},
): Measured {
  const window = { start: '2026-02-01', end: '2026-03-02', onLeave: false, poorData: false } as const;
  const total = scores.reduce((sum, score) => sum + score, 0);
  return {
    rep: { repId, segment: repId, ramping: false, own: window, evidence: window, ...change },
    series: {
      repId,
      dimension: '',
      own: [
        {
          segment: repId,
          numerator: new Decimal(total),
          denominator: new Decimal(scores.length),
          size: scores.length,
        },
      ],
      evidence: { kind: 'observations', groups: [{ segment: repId, group: '', values: scores }] },
      newEvidence: 1,
      companions: {},
      modelVersion: 'v1',
      ...series,
    },
  };
}

const level = (repId: string, score: number, calls = 9) => rep(repId, Array<number>(calls).fill(score));

/** Source after source, as a run measures them. */
function scored(skill: SkillDefinition, measuredBy: ReadonlyMap<SkillSource, readonly Measured[]>): SkillDraft[] {
  const scores = new SkillScores(skill, comparison);
  return skill.sources.flatMap((source) => scores.add(source, measuredBy.get(source) ?? []));
}

function compared(cohort: readonly Measured[], skill = knowledge): Map<string, SkillDraft> {
  const [source] = skill.sources;
  const drafts = scored(skill, new Map(source === undefined ? [] : [[source, cohort]]));
  return new Map(drafts.map((draft) => [draft.repId, draft]));
}

function assessed(draft: SkillDraft | undefined, seriesCount = 1) {
  if (draft === undefined) throw new Error('no draft');
  const z = criticalZ(seriesCount);
  return assessSkill(draft, { assessmentDate: '2026-03-01', criticalZ: z, earlier: [], thresholds });
}

describe('the example', () => {
  const scores = [52, 48, 61, 40, 55, 45, 50, 58, 44];
  // The pooled median is 66, that of the peers' scores 67.
  const peers = [64, 70, 66, 71, 62, 68].map((score, index) => level(`peer ${index}`, score, score === 66 ? 11 : 9));

  it('of a gap: nine calls of nine below what peers do', () => {
    const draft = compared([rep('rita', scores), ...peers]).get('rita');
    expect(draft?.finding).toMatchObject({ kind: 'majority', worse: 9, n: 9 });
    expect(draft?.finding.kind === 'majority' && draft.finding.against?.toNumber()).toBe(66);
    const found = assessed(draft);
    expect(found.score.toNumber()).toBeCloseTo(50.33, 2);
    expect(found.peerMedian?.toNumber()).toBe(67);
    expect(found.percentile?.toNumber()).toBeCloseTo(7.14, 2);
    expect(found).toMatchObject({ severity: 'medium', cohortSize: 7, size: 9, trend: 'stable', trendPoints: 1 });
  });

  it('of a gap that is none where the rep is judged on more, or by too few peers', () => {
    expect(assessed(compared([rep('rita', scores), ...peers]).get('rita'), 30).severity).toBeNull();
    const found = assessed(compared([rep('rita', scores), ...peers.slice(0, 4)]).get('rita'));
    expect(found).toMatchObject({ severity: null, peerMedian: null, cohortSize: 5 });
    expect(found.percentile?.toNumber()).toBe(10);
  });

  it('of ranks', () => {
    const cohort = [80, 70, 70, 70, 55, 40].map((score, index) => level('abcdef'.charAt(index), score));
    const ranks = [...compared(cohort).values()].map((draft) => [draft.repId, draft.percentile?.toFixed(2)]);
    expect(Object.fromEntries(ranks)).toEqual({
      a: '91.67',
      b: '58.33',
      c: '58.33',
      d: '58.33',
      e: '25.00',
      f: '8.33',
    });
  });
});

describe('the cohort', () => {
  const others = [70, 71, 72, 73, 74].map((score, index) => level(`peer ${index}`, score));
  const away = { start: '2026-02-01', end: '2026-03-02', onLeave: true, poorData: false } as const;

  it.each([
    ['ramping', level('rita', 50), { ramping: true }],
    ['away for most of the month', level('rita', 50), { own: away }],
    ['of poor data', level('rita', 50), { own: { ...away, onLeave: false, poorData: true } }],
    ['one call short', level('rita', 50, 5), {}],
    ['without a call', level('rita', 50, 0), {}],
  ])('has nobody %s, whose score would be nobody’s measure either', (_name, rita, change) => {
    const drafts = compared([{ ...rita, rep: { ...rita.rep, ...change } }, ...others]);
    expect([...drafts.keys()]).toEqual(others.map((one) => one.rep.repId));
    expect(drafts.get('peer 0')?.cohortSize).toBe(5);
  });

  it('is the role, whatever the segments', () => {
    expect(
      compared([level('rita', 50), ...others])
        .get('rita')
        ?.peerMedian?.toNumber(),
    ).toBe(72);
  });

  it('has no ranks below five', () => {
    expect(compared(others.slice(0, 4)).get('peer 0')?.percentile).toBeNull();
    expect(compared(others).get('peer 0')?.percentile?.toNumber()).toBe(10);
  });

  it('is in the middle on average', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 5, maxLength: 30 }), (scores) => {
        const ranks = [...compared(scores.map((score, index) => level(`r${index}`, score, 6))).values()];
        const mean = ranks.reduce((sum, { percentile }) => sum + (percentile?.toNumber() ?? -1), 0) / ranks.length;
        expect(mean).toBeCloseTo(50, 9);
      }),
    );
  });
});

describe('the replies that stand in for an SDR’s calls', () => {
  const skill = skillOf('SDR', 'objection_handling');
  const replies = (repId: string, x: number, n: number, evidence: readonly [number, number] = [x, n]) => {
    const tally = (numerator: number, size: number) => {
      return { segment: repId, numerator: new Decimal(numerator), denominator: new Decimal(size), size };
    };
    return rep(
      repId,
      [],
      {},
      { own: [tally(x, n)], evidence: { kind: 'tallies', tallies: [tally(...evidence)] }, modelVersion: null },
    );
  };
  const drafts = (calls: readonly Measured[], mails: readonly Measured[]) => {
    const [first, second] = skill.sources;
    if (first === undefined || second === undefined) throw new Error('two sources');
    const found = scored(
      skill,
      new Map([
        [first, calls],
        [second, mails],
      ]),
    );
    return new Map(found.map((draft) => [draft.repId, draft]));
  };

  it('count where there are too few calls and enough replies', () => {
    const calls = [level('ann', 60, 6), level('bob', 60, 5), level('cyd', 60, 5)];
    const found = drafts(calls, [replies('ann', 1, 20), replies('bob', 3, 12), replies('cyd', 3, 7)]);
    expect([...found].map(([repId, draft]) => [repId, draft.source.source, draft.size])).toEqual([
      ['ann', 'ConvIntelligence', 6],
      ['bob', 'CadenceEventLog', 12],
    ]);
    expect(found.get('bob')?.score.toNumber()).toBe(25);
  });

  it('are compared with one another only, as rates, and know no floor', () => {
    const mailers = ['a', 'b', 'c', 'd', 'e'].map((id) => replies(id, 10, 20, [40, 80]));
    const callers = ['f', 'g', 'h', 'i', 'j', 'k'].map((id) => level(id, 90));
    const weak = drafts(callers, [...mailers, replies('rita', 2, 20, [8, 80])]).get('rita');
    expect(weak).toMatchObject({ cohortSize: 6, finding: { kind: 'rate', n: 80 } });
    expect(weak?.peerMedian?.toNumber()).toBe(50);
    expect(assessed(weak)).toMatchObject({ severity: 'high', source: 'CadenceEventLog', modelVersion: null });
    // As low, but few and so perhaps by chance.
    const few = drafts(callers, [...mailers, replies('rita', 2, 8)]).get('rita');
    expect(few?.score.toNumber()).toBe(25);
    expect(assessed(few).severity).toBeNull();
  });

  it('do not count for a rep who has the calls but is no part of the cohort', () => {
    const ramping = level('rita', 60);
    const found = drafts([{ ...ramping, rep: { ...ramping.rep, ramping: true } }], [replies('rita', 5, 10)]);
    expect(found.size).toBe(0);
  });
});

describe('talk', () => {
  const skill = skillOf('CSM', 'talk_time_ratio');

  function talker(repId: string, ratios: Readonly<Record<string, readonly number[]>>, older: readonly number[] = []) {
    const groups = (more: readonly number[]) =>
      Object.entries(ratios).map(([group, values]) => ({ segment: repId, group, values: [...values, ...more] }));
    const own = groups([]);
    return rep(
      repId,
      own.flatMap(({ values }) => values),
      {},
      {
        ownObservations: own,
        evidence: { kind: 'observations', groups: groups(older) },
      },
    );
  }
  const usual = (repId: string) => talker(repId, { qbr: Array<number>(8).fill(0.46) });
  const peers = ['a', 'b', 'c', 'd', 'e'].map(usual);

  it('is scored call by call against what peers do in calls of the type', () => {
    const rita = talker('rita', { qbr: [0.62, 0.62, 0.62, 0.62, 0.46, 0.46, 0.3, 0.95] });
    const draft = compared([rita, ...peers], skill).get('rita');
    expect(draft?.score.toNumber()).toBeCloseTo((4 * (100 - 100 * (0.16 / 0.3)) + 300) / 8, 6);
    expect(draft).toMatchObject({ size: 8, finding: { kind: 'majority', worse: 5, n: 8 } });
  });

  it('leaves out types of which fewer than five peers have calls', () => {
    const rita = talker('rita', { qbr: Array<number>(8).fill(0.46), demo: [0.9, 0.9] });
    const four = peers.map((one, index) =>
      index === 0 ? one : talker(one.rep.repId, { qbr: Array<number>(8).fill(0.46), demo: [0.5] }),
    );
    const draft = compared([rita, ...four], skill).get('rita');
    expect(draft?.score.toNumber()).toBe(100);
    expect(draft).toMatchObject({ size: 8, finding: { n: 8 } });
    const all = peers.map((one) => talker(one.rep.repId, { qbr: Array<number>(8).fill(0.46), demo: [0.5] }));
    expect(compared([rita, ...all], skill).get('rita')).toMatchObject({ size: 10, finding: { worse: 2, n: 10 } });
  });

  it('is no evidence where too few of the calls can be compared', () => {
    const rita = talker('rita', { qbr: Array<number>(7).fill(0.46), demo: [0.9] });
    expect(compared([rita, ...peers], skill).has('rita')).toBe(false);
  });

  it('never goes by the rep’s own calls', () => {
    const ratio = fc.integer({ min: 20, max: 80 }).map((percent) => percent / 100);
    const lists = fc.array(fc.array(ratio, { minLength: 8, maxLength: 10 }), { minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(lists, (all) => {
        const found = compared(
          all.map((values, index) => talker(`r${index}`, { qbr: values })),
          skill,
        );
        for (const [index, values] of all.entries()) {
          const median = medianOf(all.filter((_, other) => other !== index).flat()) ?? 0;
          const scores = values.map((value) => 100 - (100 * Math.min(0.3, Math.max(0, value - median))) / 0.3);
          const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
          expect(found.get(`r${index}`)?.score.toNumber()).toBeCloseTo(mean, 6);
        }
      }),
      { numRuns: 30 },
    );
  });
});
