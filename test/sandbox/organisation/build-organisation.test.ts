import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sourceTables } from '../../../src/db/source-contract/source-tables.ts';
import { opportunityStageHistory } from '../../../src/db/source-contract/tables/opportunities.ts';
import { cadenceEventLog } from '../../../src/db/source-contract/tables/outreach.ts';
import { repActivity } from '../../../src/db/source-contract/tables/territories-and-activity.ts';
import { buildOrganisation } from '../../../src/sandbox/organisation/build-organisation.ts';
import { dealsOf } from '../../../src/sandbox/organisation/deal-pipeline.ts';
import { normalLevels } from '../../../src/sandbox/organisation/normal-levels.ts';
import { isRampingOn } from '../../../src/sandbox/organisation/people.ts';
import { plantedPatterns } from '../../../src/sandbox/organisation/planted-patterns.ts';
import * as reference from '../../../src/sandbox/organisation/reference-tables.ts';
import { lastStint, roleAt, roster } from '../../../src/sandbox/organisation/roster.ts';
import type { TableRows } from '../../../src/sandbox/organisation/row-book.ts';
import { sandboxStart } from '../../../src/sandbox/organisation/time-frame.ts';
import { workingDaysOf } from '../../../src/sandbox/organisation/working-days.ts';
import { organisation } from './organisation.ts';
import { rowsOf } from './rows-of.ts';

const firstRun = '2026-03-16';

function digest(tables: readonly TableRows[]): string {
  const hash = createHash('sha256');
  for (const { rows } of tables) for (const row of rows) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

describe('the sample organisation', () => {
  it('is the same for the same seed, and another for another', { timeout: 120_000 }, () => {
    const first = digest(organisation);
    expect(digest(buildOrganisation())).toBe(first);
    const rep = rosterOf('ae-01');
    const days = workingDaysOf(rep);
    expect(dealsOf(rep, days, 1)).not.toEqual(dealsOf(rep, days, 2));
  });

  it('has rows in every source table', () => {
    const filled = new Set(organisation.map(({ table }) => table.name));
    expect(sourceTables.filter(({ name }) => !filled.has(name))).toEqual([]);
  });

  it('has at least eight judged reps in every cohort, ten managers, three second lines and two admins', () => {
    expect(roster.length).toBeGreaterThanOrEqual(60);
    const cohorts = new Map<string, number>();
    for (const rep of roster) {
      const away = rep.absences.some(({ from, to }) => from <= firstRun && firstRun < to);
      const cohort = `${lastStint(rep).role} ${lastStint(rep).segment}`;
      const judged = away || isRampingOn(rep, firstRun) ? 0 : 1;
      cohorts.set(cohort, (cohorts.get(cohort) ?? 0) + judged);
    }
    expect(cohorts.size).toBe(8);
    for (const [cohort, judged] of cohorts) expect(judged, cohort).toBeGreaterThanOrEqual(8);

    const people = rowsOf(organisation, reference.person);
    const lines = rowsOf(organisation, reference.reportingLine);
    const current = lines.filter(({ effective_to }) => (effective_to ?? '9') > firstRun);
    expect(new Set(current.map(({ manager_id }) => manager_id)).size).toBe(10);
    expect(new Set(current.map(({ slm_id }) => slm_id)).size).toBe(3);
    expect(people.filter(({ is_admin }) => is_admin)).toHaveLength(2);
    expect(current.map(({ rep_id }) => rep_id).sort()).toEqual(roster.map(({ id }) => id).sort());
  });

  it('gives everybody a name, an address and a Slack user of their own, but one rep no Slack user', () => {
    const people = rowsOf(organisation, reference.person);
    expect(new Set(people.map(({ full_name }) => full_name)).size).toBe(people.length);
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    const slackUsers = people.flatMap(({ slack_user_id }) => slack_user_id ?? []);
    expect(slackUsers).toContain('U0AE01ADA');
    expect(new Set(slackUsers).size).toBe(people.length - 1);
    for (const id of slackUsers) expect(id).toMatch(/^U[A-Z0-9]+$/);
  });

  it('says what role every rep has on every working day', () => {
    const activity = rowsOf(organisation, repActivity);
    expect(activity.filter((row) => roleAt(rosterOf(row.rep_id), row.activity_date) !== row.role)).toEqual([]);
    const moved = activity.filter(({ rep_id }) => rep_id === 'ae-10').map(({ role }) => role);
    expect(new Set(moved)).toEqual(new Set(['SDR', 'AE']));
    for (const rep of roster) {
      const last = activity.findLast((row) => row.rep_id === rep.id && row.activity_date < firstRun);
      expect(last?.role, rep.id).toBe(lastStint(rep).role);
    }
  });

  it('lets half a year become known after the start', () => {
    const later = rowsOf(organisation, opportunityStageHistory).filter(
      ({ recorded_at }) => Date.parse(recorded_at ?? '') > sandboxStart.getTime(),
    );
    expect(later.length).toBeGreaterThan(5_000);
    expect(later.every(({ entered_at, recorded_at }) => entered_at < (recorded_at ?? ''))).toBe(true);
    expect(
      later
        .map(({ entered_at }) => entered_at)
        .sort()
        .at(-1)
        ?.slice(0, 7),
    ).toBe('2026-09');
  });

  it('lets every SDR send 400 to 800 touches in four weeks, those apart on whom low volume is planted', () => {
    const sent = rowsOf(organisation, cadenceEventLog).filter(
      ({ event_type, event_at }) =>
        event_type === 'touch_sent' && event_at >= '2026-02-16T05' && event_at < '2026-03-16T04',
    );
    const planted = ['sdr-06', 'sdr-18'];
    for (const rep of roster.filter((one) => lastStint(one).role === 'SDR' && !planted.includes(one.id))) {
      const count = sent.filter(({ rep_id }) => rep_id === rep.id).length;
      expect(count, rep.id).toBeGreaterThan(400);
      expect(count, rep.id).toBeLessThan(800);
    }
  });
});

describe('the planted patterns', () => {
  it('belong to reps of the role, who are judged, each to one rep', () => {
    for (const { id, repId, metricKey } of plantedPatterns) {
      const rep = rosterOf(repId);
      expect(metricKey.split('.')[0], id).toBe(lastStint(rep).role);
      expect(isRampingOn(rep, firstRun), id).toBe(false);
    }
    expect(new Set(plantedPatterns.map(({ id }) => id)).size).toBe(plantedPatterns.length);
    expect(new Set(plantedPatterns.map(({ repId }) => repId)).size).toBe(plantedPatterns.length);
  });

  it('cover all 41 metric keys', () => {
    const keys = new Set(plantedPatterns.map(({ metricKey }) => metricKey));
    keys.delete('SDR.call_quality');
    expect(keys.size).toBe(41);
  });

  it('move traits in the order of time, away from the normal level', () => {
    for (const { id, courses } of plantedPatterns) {
      for (const { trait, levels } of courses) {
        expect(
          levels.map(({ from }) => from),
          id,
        ).toEqual(levels.map(({ from }) => from).toSorted());
        expect(levels[0]?.level, id).not.toBe(normalLevels[trait]);
      }
    }
  });
});

function rosterOf(id: string) {
  const rep = roster.find((one) => one.id === id);
  if (!rep) throw new Error(`${id} is not in the roster.`);
  return rep;
}
