import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
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

it('every number of the thresholds can be set', () => {
  const { roles: _roles, skills, ...numbers } = builtInCatalog.thresholds;
  const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  for (const [name, value] of Object.entries(numbers)) {
    const key = inSnakeCase(name);
    expect([key, faults({ [key]: value })]).toEqual([key, []]);
  }
  for (const [name, value] of Object.entries(skills)) {
    const key = inSnakeCase(name);
    const other = Number.isInteger(value) ? value + 1 : value / 2;
    expect(catalogWith({ skills: { [key]: other } }).thresholds.skills).toEqual({ ...skills, [name]: other });
  }
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
  expect(metric('SDR.meeting_to_qualified_opp', document).window).toEqual({ kind: 'trailing', days: 70, shift: 21 });
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
