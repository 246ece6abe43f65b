import { nameOf } from '../db/reads/reader.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { takerOf } from '../domain/escalation.ts';
import type { Act, SlackContext } from './listener.ts';

/** Who takes an escalation about the rep today; null where nobody can. */
export async function slmNameOf(repId: string, { now }: Act, { db, settings }: SlackContext): Promise<string | null> {
  return nameOf(db, takerOf(await reportingLine(db, repId, { orgTz: settings.orgTz, now })));
}
