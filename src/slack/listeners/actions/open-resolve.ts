import { escalationCase } from '../../../db/reads/escalation-case.ts';
import { localDateOf } from '../../../domain/calendar.ts';
import { mayTakeEscalation } from '../../../workflows/may-take-escalation.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { lookAtEscalation, noteLook } from '../../look-trail.ts';
import { resolveModal } from '../../messages/resolve-modal.ts';
import { refused } from '../../refusal.ts';
import { noteRefused } from '../../refusal-trail.ts';

/** Asks the second-line manager for the outcome of an escalation. */
export const openResolve: ActionListener = {
  actionId: actionIds.openResolve,
  async handle(click, context) {
    const { db, settings } = context;
    const { value: escalationId, person, now } = click;
    const found = await escalationCase(db, escalationId, localDateOf(now, settings.orgTz), settings);
    const asked = { actorId: person.personId, repId: found?.repId ?? '', slmId: found?.slmId ?? null, now };
    if (found === null || !(await mayTakeEscalation(db, settings.orgTz, asked))) {
      await noteRefused(context, click, { asked: 'escalation', repId: found?.repId ?? null, subjectId: escalationId });
      return refused('not_found');
    }
    await noteLook(context, click, [lookAtEscalation(found)]);
    return found.resolution === null ? { kind: 'open', view: resolveModal(found) } : refused('already_resolved');
  },
};
