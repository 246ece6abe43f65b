import type { Knex } from 'knex';
import { actionIds } from '../../../src/slack/ids.ts';
import { actions, button } from '../../../src/slack/messages/blocks.ts';
import { giveSent } from '../../support/sent-message.ts';
import { people } from '../../support/small-organisation.ts';
import type { Stage } from './stage.ts';

/** An escalation's first message with its buttons, in Slack and in the outbox as it is once sent. */
export async function showEscalation(
  stage: Stage,
  owner: Knex,
  { escalationId, personId = people.slm, at }: { escalationId: string; personId?: string; at: Date },
): Promise<{ channel: string; ts: string }> {
  const place = await stage.post(personId, [
    actions(
      'escalation',
      button('I own this', { id: actionIds.ownEscalation, value: escalationId }),
      button('Resolve', { id: actionIds.openResolve, value: escalationId }),
    ),
  ]);
  const key = `escalation:${escalationId}:${personId}`;
  const reference = { escalation_id: escalationId };
  await giveSent(owner, { key, kind: 'escalation', to: personId, reference, place, at });
  return place;
}
