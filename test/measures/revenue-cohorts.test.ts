import { expect, it } from 'vitest';
import { compareWithPeers } from '../../src/domain/compare-with-peers.ts';
import { judgeRep } from '../../src/domain/judge-metric.ts';
import { revenueRetention } from '../../src/measures/revenue-retention.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { contraction, snapshot } from './revenue-rows.ts';

const database = useDatabase();
const T = '2026-03-16';

it('a cohort is compared with every AM who has five accounts of it, whatever their own segment', async () => {
  const reps = Array.from({ length: 10 }, (_, index) => `rep ${index}`);
  const members = reps.map((id, index) =>
    member(id, { role: 'AM', segment: index % 2 === 0 ? 'enterprise' : 'mid_market' }),
  );
  const ids = reps.flatMap((rep, index) =>
    Array.from({ length: index === 9 ? 4 : 5 }, (_, nth) => [`${rep}/${nth}`, rep] as const),
  );
  await loadTables(database.owner, {
    accounts: ids.map(([id]) => accountRow(id)),
    account_ownership: ids.map(([id, rep]) => ownerRow(id, rep, '2024-01-01')),
    churn_risk_log: ids.flatMap(([account_id, rep]) => [
      snapshot('2025-03-01', 100, { account_id }),
      contraction('2025-09-01', rep === 'rep 0' ? 30 : 1, { account_id }),
    ]),
  });
  const { metrics } = await revenueRetention(
    database.db,
    measureRequest({ metrics: ['AM.net_revenue_retention'], t: T, members }),
  );
  const window = { start: '2025-03-16', end: T, onLeave: false, poorData: false } as const;
  const drafts = compareWithPeers(
    metricOf('AM.net_revenue_retention'),
    (metrics[0]?.series ?? [])
      .filter((series) => series.dimension === 'enterprise/retail')
      .map((series) => ({
        series,
        rep: {
          repId: series.repId,
          segment: members.find((one) => one.repId === series.repId)?.segment ?? null,
          ramping: false,
          own: window,
          evidence: window,
        },
      })),
    5,
  );
  const [weak, fine] = drafts.map((draft) => judgeRep([draft], { asOf: T, period: 'week' }, 0.01)[0]);
  expect(weak).toMatchObject({ status: 'ok', benchmarkKind: 'segment_peers', peerCount: 8, fired: true });
  expect(String(weak?.benchmark)).toBe('0.99');
  expect(String(weak?.criticalZ)).toBe('5');
  expect(fine).toMatchObject({ status: 'ok', fired: false });
  expect(drafts.at(-1)).toMatchObject({ status: 'insufficient_sample', own: { size: 4 } });
});
