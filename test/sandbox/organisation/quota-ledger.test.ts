import { describe, expect, it } from 'vitest';
import { quotaRetirementLedger, quotaStore } from '../../../src/db/source-contract/tables/quotas.ts';
import { type FiscalQuarter, fiscalQuarters, quarterOf } from '../../../src/sandbox/organisation/fiscal-quarters.ts';
import { addDays, datesFrom, daysBetween } from '../../../src/sandbox/organisation/local-dates.ts';
import { lastStint, roster } from '../../../src/sandbox/organisation/roster.ts';
import { organisation } from './organisation.ts';
import { rowsOf } from './rows-of.ts';

const ledger = rowsOf(organisation, quotaRetirementLedger);
const slices = rowsOf(organisation, quotaStore);
const sellers = roster.filter((rep) => lastStint(rep).role === 'AE').map(({ id }) => id);

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

/** Closed, and committed by the last snapshot and not closed yet, before a date; null without a quota. */
function standing(repId: string, quarter: FiscalQuarter, before: string) {
  const quota = sum(
    slices
      .filter(({ rep_id, fiscal_quarter }) => rep_id === repId && fiscal_quarter === quarter.name)
      .map(({ quota_amount, relief_amount }) => quota_amount - (relief_amount ?? 0)),
  );
  if (quota === 0) return null;
  const lines = ledger.filter(
    (line) => line.rep_id === repId && line.fiscal_quarter === quarter.name && line.effective_date < before,
  );
  const closed = lines.filter(({ entry_type }) => entry_type !== 'commit');
  const commits = lines.filter(({ entry_type }) => entry_type === 'commit');
  const snapshot = commits
    .map(({ effective_date }) => effective_date)
    .sort()
    .at(-1);
  const done = new Set(closed.map(({ opp_id }) => opp_id));
  const open = commits.filter(({ effective_date, opp_id }) => effective_date === snapshot && !done.has(opp_id));
  return { quota, closed: sum(closed.map(({ amount }) => amount)), commit: sum(open.map(({ amount }) => amount)) };
}

describe('quota and commit in the sample organisation', () => {
  it('are behind pace for nobody but ae-05, on any Monday', () => {
    const behind = new Set<string>();
    for (const monday of datesFrom('2025-12-15', '2026-09-14', 7)) {
      const quarter = quarterOf(addDays(monday, -1));
      const elapsed = daysBetween(quarter.start, monday) / daysBetween(quarter.start, quarter.end);
      for (const repId of sellers) {
        const now = standing(repId, quarter, monday);
        if (now && elapsed >= 0.2 && (now.closed + now.commit) / (now.quota * elapsed) < 0.8) behind.add(repId);
      }
    }
    expect([...behind]).toEqual(['ae-05']);
  });

  it('are under half of the quota late in the quarter for nobody but ae-05 (rule E1)', () => {
    const under = new Set<string>();
    for (const date of datesFrom('2026-02-19', '2026-09-15', 3)) {
      const quarter = quarterOf(date);
      if (daysBetween(date, quarter.end) >= 42) continue;
      for (const repId of sellers) {
        const now = standing(repId, quarter, date);
        if (now && now.closed / now.quota < 0.5) under.add(repId);
      }
    }
    expect([...under]).toEqual(['ae-05']);
  });

  it('are kept within a tenth of the third week by everybody but ae-15', () => {
    const off = new Set<string>();
    for (const quarter of fiscalQuarters.filter(({ start, end }) => start >= '2025-04-01' && end <= '2026-09-01')) {
      for (const repId of sellers) {
        const early = standing(repId, quarter, addDays(quarter.start, 21));
        const end = standing(repId, quarter, quarter.end);
        if (!early || !end) continue;
        if (Math.abs(end.closed / (early.closed + early.commit) - 1) > 0.1) off.add(repId);
      }
    }
    expect([...off]).toEqual(['ae-15']);
  });

  it('gives weekly pace weights that add up to 1', () => {
    const weighted = slices.flatMap(({ pace_weights }) => (pace_weights ? [pace_weights] : []));
    expect(weighted.length).toBeGreaterThan(3);
    for (const weights of weighted) expect(sum(weights)).toBeCloseTo(1, 9);
  });
});
