import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import { absencesDuring } from '../db/reads/absences.ts';
import { businessCalendars } from '../db/reads/business-calendars.ts';
import { repProfiles } from '../db/reads/rep-profiles.ts';
import { repTerritories } from '../db/reads/rep-territories.ts';
import { roleStints } from '../db/reads/role-stints.ts';
import { isOnLeave } from '../domain/availability.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { isRampingOn } from '../domain/ramp.ts';

/** No window reaches further back than a year of evidence, and as long before t as what it counts may be answered. */
const LONGEST_WINDOW_DAYS = 460;

/** Everybody who has a role at t (metrics G6 to G9), or one rep if they have, in order of rep_id. */
export async function loadCohort(
  db: Knex,
  run: {
    readonly t: LocalDate;
    readonly runStart: Date;
    readonly settings: OrganisationSettings;
    readonly thresholds: Thresholds;
    readonly onlyRep?: string;
  },
): Promise<CohortMember[]> {
  const { t, runStart, settings, thresholds, onlyRep = null } = run;
  const stints = await roleStints(db, t, startOfDay(t, settings.orgTz), runStart, onlyRep);
  const territories = new Map(
    (await repTerritories(db, t, runStart)).map((territory) => [`${territory.role} ${territory.repId}`, territory]),
  );
  const profiles = new Map((await repProfiles(db)).map((profile) => [profile.repId, profile]));
  const absences = await absencesDuring(db, { start: addDays(t, -LONGEST_WINDOW_DAYS), end: t });
  const calendars = await businessCalendars(db);
  const scoredWeek = { start: addDays(t, -7), end: t };
  return stints.map((stint) => {
    const territory = territories.get(`${stint.role} ${stint.repId}`);
    const calendar = calendars.get(territory?.calendarId ?? settings.orgCalendarId);
    const away = absences.get(stint.repId) ?? [];
    return {
      ...stint,
      segment: territory?.segment ?? null,
      calendar,
      absences: away,
      isRamping: isRampingOn(t, profiles.get(stint.repId), thresholds.roles[stint.role].rampDays),
      isLeaveWeek: isOnLeave(scoredWeek, { calendar, absences: away }, thresholds.availableShare),
    };
  });
}
