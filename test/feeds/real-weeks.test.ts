import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, daysBetween, type LocalDate, localDate } from '../../src/domain/local-date.ts';
import { readFeed } from '../../src/feeds/feed.ts';
import { forecastAccuracy } from '../../src/feeds/forecast-accuracy.ts';
import { mbrPersistentGaps } from '../../src/feeds/mbr-persistent-gaps.ts';
import { wbrPatterns } from '../../src/feeds/wbr-patterns.ts';
import { useDatabase } from '../support/database.ts';
import { people } from '../support/small-organisation.ts';
import { BEHIND, LEDGER, MONDAYS, QUARTERS, RECOVERING, runWeeks } from './feed-weeks.ts';

const database = useDatabase();
beforeAll(() => runWeeks(database));

/** The weeks of patterns as the run left them, to be counted in plain loops. */
async function patternWeeks() {
  return database
    .owner('pattern_week')
    .join('pattern_episode as e', 'e.episode_id', 'pattern_week.episode_id')
    .select<{ as_of: LocalDate; rep_id: string; metric_key: string; flagged: boolean; improvement: string | null }[]>(
      'pattern_week.as_of',
      'e.rep_id',
      'e.metric_key',
      'flagged',
      'improvement',
    );
}

describe('forecast accuracy', () => {
  it('is what the ledger says, counted line by line', async () => {
    const expected = [people.rep, BEHIND, RECOVERING].sort().flatMap((rep) => {
      let observed = 0;
      return QUARTERS.flatMap(({ fiscal_quarter, start_date, end_date }) => {
        const lines = LEDGER.filter(([of, , , , on]) => of === rep && on >= start_date && on < end_date);
        const early = lines.filter(([, , , , on]) => daysBetween(start_date, on) < 21);
        const closedEarly = early.filter(([, , type]) => type === 'closed_credit');
        const open = early.filter(([, opp, type]) => type === 'commit' && !closedEarly.some(([, of]) => of === opp));
        const commit = sum([...closedEarly, ...open]);
        const actual = sum(lines.filter(([, , type]) => type === 'closed_credit'));
        if (commit.isZero()) return [];
        const bias = actual.minus(commit).div(commit);
        observed += 1;
        return [{ rep_id: rep, fiscal_quarter, commit, actual, bias, quarters_observed: observed }];
      });
    });
    const rows = await readFeed(database.owner, forecastAccuracy);
    expect(rows).toHaveLength(expected.length);
    for (const [index, row] of rows.entries()) {
      const { commit, actual, bias, ...others } = expected[index] ?? expect.fail();
      expect(row).toMatchObject(others);
      expect(new Decimal(row.commit_amount)).toEqual(commit);
      expect(new Decimal(row.actual_amount)).toEqual(actual);
      expect(new Decimal(row.signed_bias).minus(bias).abs().toNumber()).toBeLessThan(1e-15);
      const accuracy = Decimal.max(0, new Decimal(1).minus(bias.abs()));
      expect(new Decimal(row.accuracy).minus(accuracy).abs().toNumber()).toBeLessThan(1e-15);
    }
    expect(rows.map(({ signed_bias }) => signed_bias)).toEqual(['0', '8', '-0.33333333333333333333']);
  });
});

const sum = (lines: typeof LEDGER) => lines.reduce((total, [, , , amount]) => total.plus(amount), new Decimal(0));

describe('patterns of teams', () => {
  it('are those of the reps of the team, counted one by one', async () => {
    const weeks = await patternWeeks();
    const escalations = await database.owner('escalation').select<{ rep_id: string; as_of: LocalDate }[]>();
    const rows = await readFeed(database.owner, wbrPatterns);
    const conversion = rows.filter(({ metric_key }) => metric_key === 'AE.stage_conversion');
    expect(conversion.map(({ as_of }) => as_of)).toEqual(MONDAYS);
    for (const row of conversion) {
      const ofTeam = weeks.filter(
        ({ as_of, rep_id, metric_key }) =>
          as_of === row.as_of && metric_key === row.metric_key && people.peers.some((peer) => peer === rep_id),
      );
      expect(row).toEqual({
        as_of: row.as_of,
        team_id: people.otherManager,
        role: 'AE',
        metric_key: 'AE.stage_conversion',
        reps_measured: people.peers.length,
        reps_flagged: ofTeam.filter(({ flagged }) => flagged).length,
        reps_improving: ofTeam.filter(({ improvement }) => Number(improvement) >= 0.1).length,
        reps_escalated: escalations.filter(
          ({ as_of, rep_id }) =>
            rep_id !== people.rep && as_of <= row.as_of && as_of > addDays(localDate(row.as_of), -7),
        ).length,
      });
    }
    expect(Math.max(...conversion.map(({ reps_flagged }) => reps_flagged))).toBe(2);
    expect(Math.max(...conversion.map(({ reps_improving }) => reps_improving))).toBe(1);
    expect(conversion.map(({ reps_escalated }) => reps_escalated)).toEqual([0, 0, 0, 1, 0]);
  });

  it('of a team of one are withheld', async () => {
    const rows = await readFeed(database.owner, wbrPatterns);
    expect(rows.some(({ team_id }) => team_id === people.otherManager)).toBe(true);
    expect(rows.some(({ team_id }) => team_id === people.manager)).toBe(false);
  });

  it('name no rep', async () => {
    const text = JSON.stringify(await readFeed(database.owner, wbrPatterns));
    for (const rep of [people.rep, ...people.peers]) expect(text).not.toContain(`"${rep}"`);
  });
});

describe('persistent gaps', () => {
  it('are the patterns that were three weeks without improvement, with their age', async () => {
    const rows = await readFeed(database.owner, mbrPersistentGaps);
    expect(rows.map(({ rep_id }) => rep_id)).toEqual([BEHIND, people.rep]);
    for (const row of rows) {
      expect(row).toMatchObject({
        rule: 'E2',
        as_of: '2026-04-06',
        metric_key: 'AE.stage_conversion',
        dimension: '2>3',
        pattern_state: 'open',
        since: '2026-03-09',
        escalated_on: '2026-03-23',
        ended_on: null,
        // 9, 16, 23 and 30 March, 6 April.
        age_weeks: 5,
        weeks_without_improvement: 4,
        escalation_state: 'open',
        owner_id: null,
        resolution: null,
      });
    }
  });
});
