import { concernedRep } from '../../../db/reads/concerned-rep.ts';
import { pastDigests } from '../../../db/reads/past-digests.ts';
import { storedDigest } from '../../../db/reads/stored-digest.ts';
import { drawDigest } from '../../draw-digest.ts';
import { actionIds } from '../../ids.ts';
import type { ActionListener } from '../../listener.ts';
import { noteLook } from '../../look-trail.ts';
import { pastDigestModal } from '../../messages/past-digest-modal.ts';
import { picturesOf } from '../../messages/picture-block.ts';
import { refused } from '../../refusal.ts';
import { noteRefused } from '../../refusal-trail.ts';
import { openWithPictures } from '../../with-pictures.ts';

/** Shows a rep one of their own digests again, as it reached them. */
export const openDigest: ActionListener = {
  actionId: actionIds.openDigest,
  async handle(click, context) {
    const { value: digestId, person } = click;
    const reached = await pastDigests(context.db, person.personId);
    const digest = reached.some((one) => one.digestId === digestId) ? await storedDigest(context.db, digestId) : null;
    if (digest === null) {
      const repId = await concernedRep(context.db, { digest_id: digestId });
      await noteRefused(context, click, { asked: 'digest', repId, subjectId: digestId });
      return refused('not_found');
    }
    await noteLook(context, click, [{ action: 'view.digest', repId: person.personId, subjectId: digestId }]);
    const { content, approved } = digest;
    const actions = content.actions.filter(({ coachingId }) => approved.has(coachingId));
    const drawn = drawDigest(content, 'rep');
    return openWithPictures(context, pastDigestModal({ ...content, actions }, drawn), picturesOf(drawn));
  },
};
