import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { escalatedMatters } from '../db/reads/escalation-open.ts';
import { pastDigests } from '../db/reads/past-digests.ts';
import type { NamedPerson } from '../db/reads/person-named.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { ownView, type RepView, secondLineView } from '../domain/view.ts';
import { rightsToRep, traceLook } from './look-at-rep.ts';
import { viewOf } from './view-rep.ts';

/** Somebody asks to see a rep. */
export interface RepQuestion {
  readonly askerId: string;
  /** Null: nobody is called so. */
  readonly rep: NamedPerson | null;
  /** The first day of the month; null: the latest week. */
  readonly month: LocalDate | null;
  /** Where it was asked, for the trail. */
  readonly asked: string;
  readonly orgTz: string;
  readonly now: Date;
  readonly catalog: Catalog;
}

export type RepAnswer =
  /** There is no such rep, or they are not the asker's to see. The asker cannot tell which. */
  | { readonly outcome: 'not_found' }
  /** No run has read the rep in this period. */
  | { readonly outcome: 'no_readings'; readonly repName: string }
  | { readonly outcome: 'view'; readonly view: RepView; readonly rights: ViewRights };

/** What the asker is to the rep, as far as the view is drawn by it. */
export interface ViewRights {
  readonly isSelf: boolean;
  readonly mayDecide: boolean;
}

/**
 * What a person may see of a rep today: everything for who answers for them; for the rep their own numbers and what
 * digests have brought; for the second-line manager, while an escalation is open, the same and what its history tells of.
 * The trail keeps every look, and every refusal.
 */
export async function showRep(db: Knex, question: RepQuestion): Promise<RepAnswer> {
  const { askerId, rep, orgTz, now, asked } = question;
  const period = question.month?.slice(0, 7) ?? 'week';
  if (rep === null) {
    await traceLook(db, { askerId, repId: null, action: 'view.refused', detail: { asked }, now });
    return { outcome: 'not_found' };
  }
  const { may, isSelf } = await rightsToRep(db, { askerId, repId: rep.personId, orgTz, now });
  if (!may('digest')) {
    await traceLook(db, { askerId, repId: rep.personId, action: 'view.refused', detail: { asked, period }, now });
    return { outcome: 'not_found' };
  }
  const view = await viewOf(db, rep, question);
  await traceLook(db, { askerId, repId: rep.personId, action: 'view.rep', detail: { asked, period }, now });
  if (view === null) return { outcome: 'no_readings', repName: rep.fullName };
  const rights = { isSelf, mayDecide: may('decide_action') };
  if (rights.mayDecide) return { outcome: 'view', view, rights };
  const reached = new Set((await pastDigests(db, rep.personId)).map(({ digestId }) => digestId));
  if (!may('pending_action')) return { outcome: 'view', view: ownView(view, reached), rights };
  const escalated = await escalatedMatters(db, rep.personId);
  return { outcome: 'view', view: secondLineView(view, reached, escalated), rights };
}
