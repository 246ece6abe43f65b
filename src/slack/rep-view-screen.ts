import type { NamedPerson } from '../db/reads/person-named.ts';
import { formatMonth } from '../domain/date-format.ts';
import type { DigestPictures } from '../domain/digest.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { weekPictures } from '../workflows/rep-pictures.ts';
import { type RepAnswer, showRep } from '../workflows/show-rep.ts';
import { drawDigest } from './draw-digest.ts';
import type { Act, SlackContext } from './listener.ts';
import { notFoundText } from './messages/refusal-texts.ts';
import type { ShownView } from './messages/rep-view.ts';
import { readerOf } from './reader.ts';

/** What a person sees of a rep now, or the sentence why they see nothing. */
export async function repViewScreen(
  act: Act,
  asked: { rep: NamedPerson | null; month: LocalDate | null; asked: string },
  context: SlackContext,
): Promise<{ kind: 'shown'; shown: ShownView } | { kind: 'say'; text: string }> {
  const { db, settings, catalog } = context;
  const question = { ...asked, askerId: act.person.personId, orgTz: settings.orgTz, now: act.now, catalog };
  const answer = await showRep(db, question);
  switch (answer.outcome) {
    case 'not_found':
      return { kind: 'say', text: notFoundText };
    case 'no_readings':
      return { kind: 'say', text: noNumbersYet(answer.repName, asked.month) };
    case 'view':
      return { kind: 'shown', shown: await shownTo(act, answer, context) };
  }
}

async function shownTo(
  act: Act,
  { view, rights }: Extract<RepAnswer, { outcome: 'view' }>,
  context: SlackContext,
): Promise<ShownView> {
  const audience = rights.isSelf ? 'rep' : 'coaches';
  const drawn = drawDigest({ pictures: await picturesIn(act, { view, rights }, context) }, audience);
  return { view, ...rights, reader: await readerOf(act, context), drawn };
}

/** Of a month, what its digest showed; of a week, its own. */
async function picturesIn(
  { now }: Act,
  { view, rights }: Pick<Extract<RepAnswer, { outcome: 'view' }>, 'view' | 'rights'>,
  { db, settings, catalog }: SlackContext,
): Promise<DigestPictures> {
  if (view.told !== null) return view.told.pictures;
  if (view.period === 'month') return { trend: null, pace: null, book: null };
  const { thresholds } = catalog;
  const { reportingCurrency } = settings;
  return weekPictures(db, view, { isSelf: rights.isSelf, thresholds, reportingCurrency, runStart: now });
}

function noNumbersYet(repName: string, month: LocalDate | null): string {
  if (month === null) return `There are no numbers of ${repName} yet. They come with the weekly run.`;
  return `There are no numbers of ${repName} for ${formatMonth(month)}. A month is read on the first business day after it.`;
}
