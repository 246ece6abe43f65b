import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { turnEvidencePage } from '../../turn-evidence-page.ts';

/** To the page before. */
export const evidenceBack: ActionListener = { actionId: actionIds.evidenceBack, handle: turnEvidencePage };
