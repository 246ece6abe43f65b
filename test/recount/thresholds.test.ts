import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog, type Catalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import type { DraftReading } from '../../src/domain/compare-with-peers.ts';
import { judgeMetrics } from '../../src/workflows/judge-metrics.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { MONDAYS, ZONE } from './generated/moments.ts';
import { generateOrganisation } from './generated-organisation.ts';

const database = useDatabase();
const [t] = MONDAYS;
const settings = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };

/** What is measured of everybody, by metric, rep and dimension; what others do has no part in it. */
async function measuredWith(catalog: Catalog): Promise<Map<string, string>> {
  const run = { t, period: 'week', runStart: new Date(`${t}T11:00:00.000Z`), settings } as const;
  const members = await loadCohort(database.db, { ...run, thresholds: catalog.thresholds });
  const found = new Map<string, string>();
  await judgeMetrics<null>(
    database.db,
    { ...run, catalog, members },
    {
      keep(drafts: readonly DraftReading[]) {
        for (const { metric, rep, dimension, own, value, newEvidence, companions, status } of drafts) {
          const measured = { own, value, newEvidence, companions, isFit: status === 'ok' || status === 'no_benchmark' };
          found.set(`${metric.key} ${rep.repId} ${dimension}`, JSON.stringify(measured));
        }
        return null;
      },
      take: async () => {},
    },
  );
  return found;
}

let builtIn: ReadonlyMap<string, string>;

beforeAll(async () => {
  await loadTables(database.owner, generateOrganisation(20_260_309));
  await database.owner.raw('analyze');
  builtIn = await measuredWith(builtInCatalog);
});

/** The metrics of which a thresholds file changes any measurement. */
async function changedBy(document: object): Promise<string[]> {
  const outcome = overriddenCatalog(builtInCatalog, document);
  if (!('catalog' in outcome)) throw new Error(JSON.stringify(outcome.faults));
  const found = await measuredWith(outcome.catalog);
  const keys = new Set([...builtIn.keys(), ...found.keys()]);
  return [
    ...new Set([...keys].filter((key) => builtIn.get(key) !== found.get(key)).map((key) => key.split(' ')[0] ?? '')),
  ].sort();
}

/** Keys of one table touch different metrics, so that one reading shows of each what it changes. */
const tables: readonly Readonly<Record<string, readonly [value: number, ...metrics: string[]]>>[] = [
  {
    transfer_grace_days: [60, 'AE.stage_conversion'],
    skipped_stage_minutes: [1440, 'AE.stage_objective_execution', 'AE.stage_velocity'],
    commit_day: [40, 'AE.commit_accuracy'],
    renewal_grace_days: [0, 'AM.gross_renewal_rate'],
    qbr_grace_days: [40, 'AM.qbr_adherence'],
    qbr_outcome_coverage: [0.9, 'AM.qbr_outcome_quality'],
    revenue_handover_days: [0, 'AM.net_revenue_retention'],
    trend_points: [7, 'AM.book_health_trend', 'CSM.book_health_trend'],
    health_score_days: [7, 'CSM.escalation_rate'],
    milestone_accounts: [10, 'CSM.onboarding_milestone_on_time'],
    talk_call_seconds: [1500, 'CSM.talk_ratio', 'SDR.talk_ratio'],
    reply_days: [2, 'SDR.response_rate_by_cadence', 'SDR.response_rate_by_step'],
    qualification_days: [7, 'SDR.meeting_to_qualified_opp'],
    open_flag_days: [30, 'SDR.open_cadence_flags'],
  },
  {
    same_renewal_days: [0, 'AM.gross_renewal_rate', 'AM.on_time_renewal_opening'],
    qbr_move_days: [0, 'AM.qbr_adherence'],
  },
  {
    new_account_days: [90, 'AM.on_time_renewal_opening', 'AM.qbr_adherence'],
    inherited_account_days: [
      180,
      'AM.book_health_trend',
      'CSM.book_health_trend',
      'CSM.csat_trend',
      'CSM.escalation_rate',
      'CSM.nps_trend',
    ],
  },
];

describe('a threshold changes what is measured of the metrics that it is for, and of no other', () => {
  it.each(tables)('table $#', { timeout: 60_000 }, async (table) => {
    const document = Object.fromEntries(Object.entries(table).map(([key, [value]]) => [key, value]));
    const expected = Object.values(table).flatMap(([, ...metrics]) => metrics);
    expect(await changedBy(document)).toEqual(expected.sort());
  });

  it('renewal_opening_days, of accounts of which the log says nothing', { timeout: 60_000 }, async () => {
    await database.owner('churn_risk_log').del();
    builtIn = await measuredWith(builtInCatalog);
    expect(await changedBy({ renewal_opening_days: 30 })).toEqual(['AM.on_time_renewal_opening']);
  });
});
