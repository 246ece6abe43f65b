import { aePlays } from './ae.ts';
import { amPlays } from './am.ts';
import { csmPlays } from './csm.ts';
import type { Playbook } from './playbook.ts';
import { sdrPlays } from './sdr.ts';
import { skillPlays } from './skills.ts';

/** What holds where no playbook file says otherwise. */
export const builtInPlaybook: Playbook = {
  metrics: { ...aePlays, ...amPlays, ...csmPlays, ...sdrPlays },
  skills: skillPlays,
};
