import { openEscalations } from '../db/reads/open-escalations.ts';
import { pastDigests } from '../db/reads/past-digests.ts';
import { positionsOf } from '../db/reads/positions.ts';
import { runStatus } from '../db/reads/run-status.ts';
import { waitingItems } from '../db/reads/waiting-items.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { Picture } from '../domain/picture.ts';
import { showTeams } from '../workflows/show-teams.ts';
import type { Act, SlackContext } from './listener.ts';
import { lookAtEscalation, lookAtItem, noteLook } from './look-trail.ts';
import { type Home, homeView, type OwnHome, picturesOfHome } from './messages/home.ts';
import { teamPictures } from './team-pictures.ts';

const WAITING_SHOWN = 5;

/** A Home, and the pictures that its image blocks name by their keys. */
export interface DrawnHome {
  readonly view: OwnHome;
  readonly pictures: readonly Picture[];
}

/** Home is looked at by the person, or only drawn anew where they saw it before. */
export type HomeReason = 'opened' | 'drawn_anew';

/** Home of a person as they are today. What they have something in is shown, even if they are no longer that. */
export async function homeScreen(act: Act, reason: HomeReason, context: SlackContext): Promise<DrawnHome> {
  const { person, now } = act;
  const { db, settings } = context;
  const { personId, timeZone } = person;
  const today = localDateOf(now, settings.orgTz);
  const positions = await positionsOf(db, personId, today);
  const waiting = await waitingItems(db, personId, { orgTz: settings.orgTz, now }, { limit: WAITING_SHOWN, offset: 0 });
  const escalations = await openEscalations(db, personId, { orgTz: settings.orgTz, now });
  const digests = await pastDigests(db, personId);
  if (reason === 'opened') {
    await noteLook(context, act, [...waiting.items.map(lookAtItem), ...escalations.map(lookAtEscalation)]);
  }
  const home: Home = {
    name: person.fullName,
    waiting: positions.isManager || waiting.total > 0 ? { total: waiting.total, oldest: waiting.items } : null,
    teams: await teamsOf(act, reason, context),
    escalations: positions.isSlm || escalations.length > 0 ? escalations : null,
    digests: positions.isRep || digests.length > 0 ? digests : null,
    system: person.isAdmin ? { status: await runStatus(db, { personId, now }), reader: { timeZone, now } } : null,
  };
  return { view: homeView(home), pictures: picturesOfHome(home) };
}

/** The latest week of the teams that the person answers for; a look is traced, drawing it anew is none. */
async function teamsOf(act: Act, reason: HomeReason, { db, settings, catalog }: SlackContext): Promise<Home['teams']> {
  const answer = await showTeams(db, {
    askerId: act.person.personId,
    month: null,
    as: ['manager', 'delegate'],
    asked: reason === 'opened' ? 'home' : null,
    orgTz: settings.orgTz,
    now: act.now,
    catalog,
  });
  switch (answer.outcome) {
    case 'no_team':
      return null;
    case 'no_readings':
      return [];
    case 'teams':
      return Promise.all(
        answer.teams.map(async ({ as, teamName, reps }) => ({
          forManager: as === 'manager' ? null : teamName,
          asOf: answer.asOf,
          reps,
          pictures: [...(await teamPictures(db, reps, answer)).values()],
        })),
      );
  }
}
