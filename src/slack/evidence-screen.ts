import type { ModalView } from '@slack/types';
import { showEvidence } from '../workflows/show-evidence.ts';
import type { Click, SlackContext } from './listener.ts';
import { evidenceModal } from './messages/evidence-modal.ts';
import { parseEvidence } from './messages/references.ts';
import { required } from './payloads.ts';
import { type RefusalAnswer, refused } from './refusal.ts';

/**
 * The page of rows that a button asks for, once it is known that the person may see them.
 * @throws BadPayload when the button names no number.
 */
export async function evidenceScreen(
  click: Click,
  { db, settings, catalog }: SlackContext,
): Promise<RefusalAnswer | { readonly kind: 'rows'; readonly draw: () => Promise<ModalView> }> {
  const asked = required('an evidence reference', parseEvidence(click.value));
  const { person, now } = click;
  const answer = await showEvidence(db, { ...asked, askerId: person.personId, settings, catalog, now });
  if (answer.outcome === 'not_found') return refused('not_found');
  const { reading, isSelf, rows } = answer;
  const draw = async () =>
    evidenceModal({ reading, evidence: await rows(), page: asked.page, isSelf, currency: settings.reportingCurrency });
  return { kind: 'rows', draw };
}
