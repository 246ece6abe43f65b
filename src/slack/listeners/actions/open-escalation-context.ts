import { escalationCase } from '../../../db/reads/escalation-case.ts';
import { localDateOf } from '../../../domain/calendar.ts';
import { mayAddContext } from '../../../workflows/write-context.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { lookAtEscalation, noteLook } from '../../look-trail.ts';
import { escalationContextModal } from '../../messages/context-modal.ts';
import { refused } from '../../refusal.ts';
import { noteRefused } from '../../refusal-trail.ts';
import { slmNameOf } from '../../slm-name.ts';

/** Asks the manager for a word in the escalation's thread. */
export const openEscalationContext: ActionListener = {
  actionId: actionIds.openEscalationContext,
  async handle(click, context) {
    const { db, settings } = context;
    const { value: escalationId, person, now } = click;
    const found = await escalationCase(db, escalationId, localDateOf(now, settings.orgTz), settings);
    const asked = { actorId: person.personId, repId: found?.repId ?? '', now };
    if (found === null || !(await mayAddContext(db, settings.orgTz, asked))) {
      await noteRefused(context, click, { asked: 'context', repId: found?.repId ?? null, subjectId: escalationId });
      return refused('not_found');
    }
    if (found.resolution !== null) return refused('already_resolved');
    await noteLook(context, click, [lookAtEscalation(found)]);
    return { kind: 'open', view: escalationContextModal(found, await slmNameOf(found.repId, click, context)) };
  },
};
