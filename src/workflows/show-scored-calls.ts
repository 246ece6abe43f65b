import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { personWithId } from '../db/reads/person-named.ts';
import { runStartOf } from '../db/reads/run-start.ts';
import { qualityDays, type StoredQualityDay } from '../db/stores/quality-days.ts';
import type { EvidenceRow } from '../domain/evidence.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { callsOfQuality } from '../measures/evidence/call-quality.ts';
import { loadCohort } from './load-cohort.ts';
import { rightsToRep, traceLook } from './look-at-rep.ts';
import { nameAccounts } from './name-accounts.ts';

/** Somebody asks which calls are behind a flag about call quality. */
export interface ScoredCallsLook {
  readonly askerId: string;
  readonly repId: string;
  /** The day of the check. */
  readonly day: LocalDate;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  readonly now: Date;
}

export type ScoredCallsAnswer =
  /** There is no such check, or it is not the asker's to see. The asker cannot tell which. */
  | { readonly outcome: 'not_found' }
  | {
      readonly outcome: 'calls';
      readonly quality: StoredQualityDay;
      readonly windowDays: number;
      /** Reads the calls, which may take a while. */
      readonly rows: () => Promise<EvidenceRow[]>;
    };

/** For whoever got the flag, which is who answers for the rep today; the trail keeps every look, and every refusal. */
export async function showScoredCalls(db: Knex, look: ScoredCallsLook): Promise<ScoredCallsAnswer> {
  const { askerId, repId, day, settings, catalog, now } = look;
  const { may } = await rightsToRep(db, { askerId, repId, orgTz: settings.orgTz, now });
  const quality = may('decide_action') ? (await qualityDays(db, day, repId)).get(repId) : undefined;
  const action = quality === undefined ? 'view.refused' : 'view.evidence';
  await traceLook(db, {
    askerId,
    repId: (await personWithId(db, repId))?.personId ?? null,
    action,
    detail: { asked: 'calls', as_of: day },
    now,
  });
  if (quality === undefined) return { outcome: 'not_found' };
  const { windowDays } = catalog.thresholds.escalations.E3;
  const rows = async () => {
    const runStart = (await runStartOf(db, 'daily', day)) ?? now;
    const cohort = { t: day, runStart, settings, thresholds: catalog.thresholds, onlyRep: repId };
    const rep = (await loadCohort(db, cohort)).find(({ role }) => role === quality.role);
    if (rep === undefined) return [];
    return nameAccounts(db, await callsOfQuality(db, { rep, day, windowDays, orgTz: settings.orgTz, runStart }));
  };
  return { outcome: 'calls', quality, windowDays, rows };
}
