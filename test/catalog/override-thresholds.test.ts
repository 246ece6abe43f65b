import { describe, expect, it } from 'vitest';
import { builtInCatalog, type Catalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { inSegment } from '../../src/domain/metric.ts';

function catalogWith(document: unknown) {
  const outcome = overriddenCatalog(builtInCatalog, document);
  if ('catalog' in outcome) return outcome.catalog;
  throw new Error(JSON.stringify(outcome.faults));
}

function metric(key: string, document: unknown, segment: string | null = null) {
  const found = catalogWith(document).find(key);
  if (found === undefined) throw new Error(`no ${key}`);
  return inSegment(found, segment);
}

function faults(document: unknown) {
  return overriddenCatalog(builtInCatalog, document).faults;
}

it('what the file leaves out keeps its built-in value', () => {
  expect(catalogWith(null)).toMatchObject({ thresholds: builtInCatalog.thresholds, metrics: builtInCatalog.metrics });
  const { roles, ...others } = catalogWith({ transfer_grace_days: 7 }).thresholds;
  expect(others).toEqual({ ...others, transferGraceDays: 7, renewalGraceDays: 30 });
  expect(roles).toEqual(builtInCatalog.thresholds.roles);
});

it('a metric may have other numbers, and others again in one segment', () => {
  const document = {
    metrics: {
      'AE.stage_conversion': {
        minimum_sample: 12,
        material_gap: '20%',
        floor: 0.1,
        target: 0.5,
        max_gap_weeks: 6,
        segments: { enterprise: { minimum_sample: 5 } },
      },
      'AE.pace_attainment': { limit: 0.7, start_at: 0.25 },
    },
  };
  const retail = metric('AE.stage_conversion', document, 'retail');
  expect(retail).toMatchObject({ minimumSample: 12, maxGapWeeks: 6, materialGap: { kind: 'relative' } });
  expect([retail.improvementFloor, retail.target].map(String)).toEqual(['0.1', '0.5']);
  const enterprise = metric('AE.stage_conversion', document, 'enterprise');
  expect(enterprise).toMatchObject({ minimumSample: 5, maxGapWeeks: 6 });
  const pace = metric('AE.pace_attainment', document);
  expect([pace.limit?.crossedWhen, String(pace.limit?.value), String(pace.startGuard?.atLeast)]).toEqual([
    'below',
    '0.7',
    '0.25',
  ]);
});

it('numbers of everybody may be other ones in one role', () => {
  const { roles } = catalogWith({
    alpha: 0.02,
    minimum_peers: 6,
    roles: { SDR: { alpha: 0.005, ramp_days: 45 } },
  }).thresholds;
  expect(roles.AE).toEqual({ alpha: 0.02, minimumPeers: 6, rampDays: 90 });
  expect(roles.SDR).toEqual({ alpha: 0.005, minimumPeers: 6, rampDays: 45 });
});

/** Every number of a catalog by its place: `thresholds.skills.gap`, `metrics.AE.stage_conversion.limit.value`. */
function numbersOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'number' || typeof value === 'string' || value instanceof Decimal) {
    return new Map([[path, String(value)]]);
  }
  if (typeof value !== 'object' || value === null) return new Map();
  const entries: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(entries.flatMap(([key, part]) => [...numbersOf(part, path === '' ? key : `${path}.${key}`)]));
}

function numbersIn({ thresholds, metrics, skills }: Catalog): Map<string, string> {
  const named = Object.fromEntries(metrics.map((one) => [one.key, one]));
  return numbersOf({ thresholds, metrics: named, skills });
}

/** The places at which a document changes the catalog. */
function changedBy(document: unknown): string[] {
  const before = numbersIn(builtInCatalog);
  const after = numbersIn(catalogWith(document));
  return [...after].filter(([path, value]) => before.get(path) !== value).map(([path]) => path);
}

const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Another number that every range takes. */
const another = (value: number) => (Number.isInteger(value) ? value + 1 : value * 1.1);

describe('a key of its own changes one number and no other:', () => {
  const { roles: _roles, skills, dailyFlags, escalations, ...common } = builtInCatalog.thresholds;
  const waiting = ['reply_days', 'qualification_days'];
  const groups: [name: string, place: string, numbers: object, wrap: (own: object) => object][] = [
    ['of no group', 'thresholds', common, (own) => own],
    ['skills', 'thresholds.skills', skills, (own) => ({ skills: own })],
    ['daily_flags', 'thresholds.dailyFlags', dailyFlags, (own) => ({ daily_flags: own })],
    ...Object.entries(escalations).map(([rule, numbers]): [string, string, object, (own: object) => object] => [
      `escalations.${rule}`,
      `thresholds.escalations.${rule}`,
      numbers,
      (own) => ({ escalations: { [rule]: own } }),
    ]),
  ];
  it.each(groups)('%s', (_, place, numbers, wrap) => {
    for (const [name, value] of Object.entries(numbers)) {
      const key = inSnakeCase(name);
      if (waiting.includes(key) || key === 'objection_days') continue;
      expect(changedBy(wrap({ [key]: another(Number(value)) }))).toEqual([`${place}.${name}`]);
    }
  });

  it.each([
    ['improvement', 0.12, 'improvement'],
    ['clear_weeks', 3, 'clearWeeks'],
    ['minimum_sample', 7, 'minimumSample'],
    ['material_gap', 0.11, 'materialGap.gap'],
    ['floor', 0.06, 'improvementFloor'],
    ['target', 0.5, 'target'],
    ['max_gap_weeks', 5, 'maxGapWeeks'],
    ['window_days', 63, 'window.days'],
  ])('metrics.AE.stage_conversion.%s', (key, value, place) => {
    const document = { metrics: { 'AE.stage_conversion': { [key]: value } } };
    expect(changedBy(document)).toEqual([`metrics.AE.stage_conversion.${place}`]);
  });

  it('metrics.AE.pace_attainment.limit and start_at', () => {
    const changed = (own: object) => changedBy({ metrics: { 'AE.pace_attainment': own } });
    expect(changed({ limit: 0.7 })).toEqual(['metrics.AE.pace_attainment.limit.value']);
    expect(changed({ start_at: 0.3 })).toEqual(['metrics.AE.pace_attainment.startGuard.atLeast']);
  });
});

it('an improvement, and what clears, may be set for everybody, a role, a metric or a segment; the narrowest holds', () => {
  const document = {
    improvement: 0.15,
    roles: { AE: { improvement: 0.2, clear_weeks: 3 } },
    metrics: { 'AE.stage_conversion': { improvement: 0.25, segments: { retail: { improvement: 0.05 } } } },
  };
  const improvementOf = (key: string, segment?: string) => String(metric(key, document, segment).improvement);
  expect(improvementOf('SDR.talk_ratio')).toBe('0.15');
  expect(improvementOf('AE.discount_depth')).toBe('0.2');
  expect(improvementOf('AE.stage_conversion')).toBe('0.25');
  expect(improvementOf('AE.stage_conversion', 'retail')).toBe('0.05');
  expect(metric('AE.discount_depth', document).clearWeeks).toBe(3);
  expect(metric('SDR.talk_ratio', document).clearWeeks).toBe(2);
});

it('a window ends as long before the date as what it counts may still be answered', () => {
  const shiftOf = (key: string, document: unknown) => metric(key, document).window;
  expect(shiftOf('SDR.response_rate_by_step', { reply_days: 10 })).toMatchObject({ days: 28, shift: 10 });
  expect(shiftOf('SDR.meeting_to_qualified_opp', { qualification_days: 30 })).toMatchObject({ days: 56, shift: 30 });
  const { skills } = catalogWith({ skills: { objection_days: 20 } });
  const windows = skills.flatMap(({ sources }) => sources.map((source) => source.metric.window));
  expect(windows.filter((one) => one.kind === 'trailing' && one.shift !== undefined)).toMatchObject([{ shift: 20 }]);
});

describe('no number reaches where a pattern could no longer open or its third week be put off:', () => {
  it.each([
    ['improvement', [0.04, 0.26]],
    ['clear_weeks', [1, 7]],
    ['alpha', [0.0009, 0.11]],
    ['minimum_peers', [4, 16]],
    ['available_share', [0.1, 0.7]],
    ['excluded_share', [0.01, 0.6]],
    ['qbr_outcome_coverage', [-0.1, 1]],
    ['commit_day', [0, 90]],
    ['new_patterns_a_week', [0, 21]],
  ])('%s', (key, outside) => {
    for (const value of outside) expect(faults({ [key]: value })).toEqual([{ key, found: expect.any(String) }]);
  });

  it.each([
    ['AE.stage_conversion', 'minimum_sample', [0, 25]],
    ['AE.pace_attainment', 'minimum_sample', [2]],
    ['AE.stage_conversion', 'material_gap', [0, 0.31, '76%', '0%', 'much']],
    ['SDR.meeting_acceptance', 'material_gap', [0.25, '80%']],
    ['AE.stage_conversion', 'floor', [0.009, 0.26]],
    ['AE.stage_conversion', 'improvement', [0.04, 0.26]],
    ['AE.stage_conversion', 'clear_weeks', [1, 7]],
    ['AE.stage_conversion', 'max_gap_weeks', [3, 53]],
    ['AE.commit_accuracy', 'max_gap_weeks', [12]],
    ['AE.stage_conversion', 'window_days', [27, 113]],
    ['AE.pace_attainment', 'limit', [0.39, 1.61]],
    ['AM.book_health_trend', 'limit', [-4.1, -0.9]],
    ['SDR.open_cadence_flags', 'limit', [0, 6]],
    ['AE.pace_attainment', 'start_at', [0.51]],
    ['AM.qbr_adherence', 'target', [0.49, 1.1]],
  ])('metrics.%s.%s', (name, key, outside) => {
    for (const value of outside) {
      const [fault, ...others] = faults({ metrics: { [name]: { [key]: value } } });
      expect([value, fault?.key, others]).toEqual([value, `metrics.${name}.${key}`, []]);
    }
  });

  it('the third week has no key, whatever it is called', () => {
    for (const key of ['escalation_clock', 'escalation_weeks', 'week_three']) {
      expect(faults({ [key]: 4 })).toEqual([{ key, found: 'there is no such key' }]);
    }
    expect(faults({ escalations: { E2: { weeks: 4 } } })).toEqual([
      { key: 'escalations.E2', found: 'there is no such key' },
    ]);
  });
});

it('a skill may need more evidence, everywhere or in one role, from one of its sources', () => {
  const { skills } = catalogWith({
    skill_samples: { objection_handling: { ConvIntelligence: 9 }, pricing_negotiation: { QuoteLog: 4 } },
    roles: { SDR: { skill_samples: { objection_handling: { ConvIntelligence: 12, CadenceEventLog: 20 } } } },
  });
  const samples = skills
    .filter(({ dimension }) => dimension === 'objection_handling' || dimension === 'pricing_negotiation')
    .map(({ role, sources }) => [role, ...sources.map(({ metric: { minimumSample } }) => minimumSample)]);
  expect(samples).toEqual([
    ['AE', 9],
    ['AM', 9],
    ['SDR', 12, 20],
    ['AE', 4],
    ['AM', 4],
  ]);
});

it('a window that trails may be longer, with its shift', () => {
  const document = { metrics: { 'SDR.meeting_to_qualified_opp': { window_days: 70 } } };
  expect(metric('SDR.meeting_to_qualified_opp', document).window).toMatchObject({ days: 70, shift: 21 });
});

describe('refuses, and names the key', () => {
  it.each([
    [{ metrics: { 'AE.pace_attainment': { window_days: 30 } } }, 'metrics.AE.pace_attainment.window_days', 'look back'],
    [{ metrics: { 'AE.discount_depth': { window_days: 3 } } }, 'metrics.AE.discount_depth.window_days', ''],
    [
      { metrics: { 'AE.discount_depth': { segments: { retail: { window_days: 30 } } } } },
      'metrics.AE.discount_depth.segments.retail.window_days',
      'no such key',
    ],
    [{ medium_severity: 3 }, 'high_severity', 'no less than medium_severity'],
    [{ evidence_days: 7 }, 'evidence_days', ''],
    [{ skills: { medium_gap: 9 } }, 'skills.medium_gap', 'no less than skills.gap'],
    [{ skills: { trend_weeks: 5 } }, 'skills.trend_weeks', 'no less than skills.trend_points'],
    [{ daily_flags: { of_reps: 2 } }, 'daily_flags.of_reps', 'no such key'],
    [{ escalations: { E1: { days: 2 } } }, 'escalations.E1.days', 'no such key'],
    [{ escalations: { E6: { onsets: 9 } } }, 'escalations.E6.onsets', ''],
    [{ metrics: { 'AE.pace_attainment': { target: 0.9 } } }, 'metrics.AE.pace_attainment.target', 'not compared'],
    [{ skill_samples: { charm: {} } }, 'skill_samples.charm', 'no such key'],
    [{ skill_samples: { talk_time_ratio: { QuoteLog: 5 } } }, 'skill_samples.talk_time_ratio.QuoteLog', 'not scored'],
    [
      { roles: { AE: { skill_samples: { objection_handling: { CadenceEventLog: 9 } } } } },
      'roles.AE.skill_samples.objection_handling.CadenceEventLog',
      'not scored',
    ],
    [
      { skill_samples: { talk_time_ratio: { ConvIntelligence: 0 } } },
      'skill_samples.talk_time_ratio.ConvIntelligence',
      '',
    ],
    [{ transfer_grace_dayz: 7 }, 'transfer_grace_dayz', 'no such key'],
    [{ metrics: { 'AE.horoscope': {} } }, 'metrics.AE.horoscope', 'no such key'],
    [{ metrics: { 'AE.stage_conversion': { minimal: 3 } } }, 'metrics.AE.stage_conversion.minimal', 'no such key'],
    [{ roles: { CEO: { alpha: 0.1 } } }, 'roles.CEO', 'no such key'],
    [{ alpha: 0 }, 'alpha', ''],
    [{ alpha: 'low' }, 'alpha', ''],
    [{ minimum_peers: 1 }, 'minimum_peers', ''],
    [{ roles: { AE: { ramp_days: -1 } } }, 'roles.AE.ramp_days', ''],
    [{ metrics: { 'AE.stage_conversion': { minimum_sample: 0 } } }, 'metrics.AE.stage_conversion.minimum_sample', ''],
    [{ metrics: { 'AE.stage_conversion': { material_gap: '0%' } } }, 'metrics.AE.stage_conversion.material_gap', ''],
    [{ metrics: { 'AE.stage_conversion': { limit: 0.5 } } }, 'metrics.AE.stage_conversion.limit', 'no limit'],
    [
      { metrics: { 'AE.stage_conversion': { segments: { retail: { start_at: 0.5 } } } } },
      'metrics.AE.stage_conversion.segments.retail.start_at',
      'first day',
    ],
    ['text', '(the file)', ''],
  ])('%j', (document, key, found) => {
    expect(faults(document)).toEqual([{ key, found: expect.stringContaining(found) }]);
  });
});
