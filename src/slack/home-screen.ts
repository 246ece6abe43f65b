import type { HomeView } from '@slack/types';
import { openEscalations } from '../db/reads/open-escalations.ts';
import { pastDigests } from '../db/reads/past-digests.ts';
import { positionsOf } from '../db/reads/positions.ts';
import { waitingItems } from '../db/reads/waiting-items.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { Act, SlackContext } from './listener.ts';
import { homeView } from './messages/home.ts';

const WAITING_SHOWN = 5;

/** Home of a person as they are today. What they have something in is shown, even if they are no longer that. */
export async function homeScreen({ person, now }: Act, { db, settings }: SlackContext): Promise<HomeView> {
  const { personId } = person;
  const today = localDateOf(now, settings.orgTz);
  const positions = await positionsOf(db, personId, today);
  const waiting = await waitingItems(db, personId, { orgTz: settings.orgTz, now }, { limit: WAITING_SHOWN, offset: 0 });
  const escalations = await openEscalations(db, personId, today);
  const digests = await pastDigests(db, personId);
  return homeView({
    name: person.fullName,
    waiting: positions.isManager || waiting.total > 0 ? { total: waiting.total, oldest: waiting.items } : null,
    escalations: positions.isSlm || escalations.length > 0 ? escalations : null,
    digests: positions.isRep || digests.length > 0 ? digests : null,
  });
}
