import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog, catalogOf } from '../../src/catalog/catalog.ts';
import type { CohortMember } from '../../src/domain/cohort-member.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { type ReadMetricsRequest, readMetrics } from '../../src/workflows/read-metrics.ts';
import { RUN_START, SETTINGS, T } from '../bench/weekly/moments.ts';
import { generateOrganisation } from '../bench/weekly/organisation.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const run = { t: T, runStart: new Date(RUN_START), settings: SETTINGS } as const;
let members: CohortMember[];

beforeAll(async () => {
  await generateOrganisation(database.owner, { reps: 60, seed: 3 });
  members = await loadCohort(database.db, { ...run, thresholds: builtInCatalog.thresholds });
}, 60_000);
beforeEach(() => database.owner.raw('truncate metric_reading, rep_skill_assessment_log'));

function read(change: Partial<ReadMetricsRequest> = {}) {
  return readMetrics(database.db, { ...run, period: 'week', catalog: builtInCatalog, members, ...change });
}

/** Everything that a run keeps. */
async function kept() {
  return {
    readings: await database.owner('metric_reading').orderBy(['rep_id', 'metric_key', 'dimension']),
    skills: await database.owner('rep_skill_assessment_log').orderBy(['rep_id', 'skill_dimension']),
  };
}

describe('a run over several connections', () => {
  it('finds the same as over one, and says the same of it', { timeout: 60_000 }, async () => {
    const alone = await read({ connections: 1 });
    const found = await kept();
    await database.owner.raw('truncate metric_reading, rep_skill_assessment_log');
    expect(await read({ connections: 3 })).toEqual(alone);
    expect(await kept()).toEqual(found);
    expect(found.readings.length).toBeGreaterThan(60 * 10);
    expect(found.skills.length).toBeGreaterThan(60);
  });

  it('adds nothing the second time', async () => {
    const first = await read();
    const found = await kept();
    const second = await read();
    expect(second).toEqual({ ...first, added: 0, skills: { ...first.skills, added: 0 } });
    expect(await kept()).toEqual(found);
  });

  it('keeps nothing when a family fails, whatever was stored before', async () => {
    const [first, ...others] = builtInCatalog.metrics.filter((metric) => metric.measure.family !== 'booked_meetings');
    if (first === undefined) throw new Error('The catalog is empty.');
    const broken = { ...first, role: 'SDR', measure: { family: 'no_such_family', part: '' } } as const;
    const steps: string[] = [];
    const reading = read({
      catalog: catalogOf([first, ...others, broken], builtInCatalog.thresholds, builtInCatalog.skills),
      connections: 1,
      onStep: (step) => {
        steps.push(step);
        return () => {};
      },
    });
    await expect(reading).rejects.toThrow('no_such_family');
    expect(steps.filter((step) => step === 'skills')).toHaveLength(3);
    expect(await kept()).toEqual({ readings: [], skills: [] });
  });
});
