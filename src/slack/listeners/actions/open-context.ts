import { itemOfEpisode } from '../../../db/reads/coaching-items.ts';
import { managerContext } from '../../../db/reads/manager-context.ts';
import { mayAddContext } from '../../../workflows/write-context.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { lookAtItem, noteLook } from '../../look-trail.ts';
import { contextModal } from '../../messages/context-modal.ts';
import { contextRefusalText } from '../../messages/refusal-texts.ts';
import { refused } from '../../refusal.ts';
import { noteRefused } from '../../refusal-trail.ts';
import { slmNameOf } from '../../slm-name.ts';

/** Opens the manager's own words about a pattern that is about to escalate. */
export const openContext: ActionListener = {
  actionId: actionIds.openContext,
  async handle(click, context) {
    const { db, settings } = context;
    const { value: episodeId, person, now } = click;
    const item = await itemOfEpisode(db, episodeId, settings);
    const asked = { actorId: person.personId, repId: item?.repId ?? '', now };
    if (item === null || !(await mayAddContext(db, settings.orgTz, asked))) {
      await noteRefused(context, click, { asked: 'context', repId: item?.repId ?? null, subjectId: episodeId });
      return refused('not_found');
    }
    if (item.run?.escalatedOn) return { kind: 'say', text: contextRefusalText('escalated') };
    if (item.run?.state !== 'open') return { kind: 'say', text: contextRefusalText('pattern_over') };
    const stored = await managerContext(db, episodeId);
    const slmName = await slmNameOf(item.repId, click, context);
    await noteLook(context, click, [lookAtItem(item)]);
    return { kind: 'open', view: contextModal({ episodeId, item, context: stored, slmName }) };
  },
};
