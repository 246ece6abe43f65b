import { personWithId } from '../../../db/reads/person-named.ts';
import { escalateScreen } from '../../escalate-screen.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { parseRep } from '../../messages/references.ts';
import { required } from '../../payloads.ts';

/** Escalate to SLM, in the view of a rep. */
export const openEscalate: ActionListener = {
  actionId: actionIds.openEscalate,
  async handle(click, context) {
    const { repId } = required('a rep reference', parseRep(click.value));
    return escalateScreen(click, await personWithId(context.db, repId), context);
  },
};
