import type { ModalView } from '@slack/types';
import { openRowsOfRep } from '../db/reads/open-rows-of-rep.ts';
import type { NamedPerson } from '../db/reads/person-named.ts';
import { localDateOf } from '../domain/calendar.ts';
import { mayRequestEscalation } from '../workflows/request-escalation.ts';
import type { Act, SlackContext } from './listener.ts';
import { lookAtItem, noteLook } from './look-trail.ts';
import { escalateModal } from './messages/escalate-modal.ts';
import { notFoundText } from './messages/refusal-texts.ts';
import { noteRefused } from './refusal-trail.ts';
import { slmNameOf } from './slm-name.ts';

/** The modal with which a person takes a rep to the second-line manager, or the sentence why they may not. */
export async function escalateScreen(
  act: Act,
  rep: NamedPerson | null,
  context: SlackContext,
): Promise<{ kind: 'open'; view: ModalView } | { kind: 'say'; text: string }> {
  const { db, settings } = context;
  const asked = { actorId: act.person.personId, repId: rep?.personId ?? '', now: act.now };
  if (rep === null || !(await mayRequestEscalation(db, settings.orgTz, asked))) {
    const repId = rep?.personId ?? null;
    await noteRefused(context, act, { asked: 'request_escalation', repId, subjectId: repId ?? '' });
    return { kind: 'say', text: notFoundText };
  }
  const { personId: repId, fullName: repName } = rep;
  const rows = await openRowsOfRep(db, repId, localDateOf(act.now, settings.orgTz));
  await noteLook(
    context,
    act,
    rows.map(({ coachingId }) => lookAtItem({ coachingId, repId })),
  );
  const view = escalateModal({ repId, repName, slmName: await slmNameOf(repId, act, context), rows });
  return { kind: 'open', view };
}
