import { personWithId } from '../../../db/reads/person-named.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { picturesOf } from '../../messages/picture-block.ts';
import { parseRep } from '../../messages/references.ts';
import { repViewModal } from '../../messages/rep-view.ts';
import { required } from '../../payloads.ts';
import { repViewScreen } from '../../rep-view-screen.ts';
import { openWithPictures } from '../../with-pictures.ts';

/** Opens everything about a rep that the person may see. */
export const openRepView: ActionListener = {
  actionId: actionIds.openRepView,
  async handle(click, context) {
    const { repId, month } = required('a rep reference', parseRep(click.value));
    const asked = { rep: await personWithId(context.db, repId), month, asked: click.surface.kind };
    const found = await repViewScreen(click, asked, context);
    if (found.kind === 'say') return found;
    return openWithPictures(context, repViewModal(found.shown), picturesOf(found.shown.drawn));
  },
};
