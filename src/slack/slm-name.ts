import { nameOf } from '../db/reads/reader.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { routeToSlm } from '../domain/escalation.ts';
import type { Act, SlackContext } from './listener.ts';

/** Who takes an escalation about the rep today; null where nobody can. */
export async function slmNameOf(repId: string, { now }: Act, { db, settings }: SlackContext): Promise<string | null> {
  const route = routeToSlm(await reportingLine(db, repId, { orgTz: settings.orgTz, now }));
  return route.to === 'slm' ? nameOf(db, route.slmId) : null;
}
