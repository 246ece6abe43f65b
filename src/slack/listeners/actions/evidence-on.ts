import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { turnEvidencePage } from '../../turn-evidence-page.ts';

/** To the next page. */
export const evidenceOn: ActionListener = { actionId: actionIds.evidenceOn, handle: turnEvidencePage };
