import type { HomeView, ModalView } from '@slack/types';
import { formatDate } from '../../../src/domain/date-format.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { Picture } from '../../../src/domain/picture.ts';
import { type AlertTopic, adminAlert, alertTopics } from '../../../src/slack/messages/admin-alert.ts';
import type { Message } from '../../../src/slack/messages/blocks.ts';
import { contextModal, escalationContextModal } from '../../../src/slack/messages/context-modal.ts';
import { dailyFlag } from '../../../src/slack/messages/daily-flag.ts';
import { dismissModal } from '../../../src/slack/messages/dismiss-modal.ts';
import { escalateModal } from '../../../src/slack/messages/escalate-modal.ts';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import { escalationContext } from '../../../src/slack/messages/escalation-context.ts';
import { escalationFollowup, followUps } from '../../../src/slack/messages/escalation-followup.ts';
import { escalationHistory } from '../../../src/slack/messages/escalation-history.ts';
import { escalationNotice } from '../../../src/slack/messages/escalation-notice.ts';
import { escalationReminder } from '../../../src/slack/messages/escalation-reminder.ts';
import { evidenceModal } from '../../../src/slack/messages/evidence-modal.ts';
import { flagSummary } from '../../../src/slack/messages/flag-summary.ts';
import { help } from '../../../src/slack/messages/help.ts';
import { homeView, type OwnHome, picturesOfHome } from '../../../src/slack/messages/home.ts';
import { managerRollup } from '../../../src/slack/messages/manager-rollup.ts';
import { modifyModal } from '../../../src/slack/messages/modify-modal.ts';
import { closed, moved } from '../../../src/slack/messages/moved.ts';
import { noticeModal } from '../../../src/slack/messages/notice-modal.ts';
import { numbersModal } from '../../../src/slack/messages/numbers-modal.ts';
import { pastDigestModal } from '../../../src/slack/messages/past-digest-modal.ts';
import { type OwnModal, picturesOf } from '../../../src/slack/messages/picture-block.ts';
import { QUEUE_PAGE_SIZE, queueModal } from '../../../src/slack/messages/queue-modal.ts';
import { repDigest } from '../../../src/slack/messages/rep-digest.ts';
import { repView, repViewModal } from '../../../src/slack/messages/rep-view.ts';
import { replyNotKept } from '../../../src/slack/messages/reply-not-kept.ts';
import { resolveModal } from '../../../src/slack/messages/resolve-modal.ts';
import { reviewReminder } from '../../../src/slack/messages/review-reminder.ts';
import { reviewRequest } from '../../../src/slack/messages/review-request.ts';
import { scoredCallsModal } from '../../../src/slack/messages/scored-calls-modal.ts';
import { strangerHome } from '../../../src/slack/messages/stranger-home.ts';
import { teamView } from '../../../src/slack/messages/team-view.ts';
import { weakCalls } from '../../../src/slack/messages/weak-calls.ts';
import { weekTwoNotice } from '../../../src/slack/messages/week-two-notice.ts';
import { metricOf } from '../../support/metric-of.ts';
import { type Hostile, hostileBreach, hostileItem, hostileReading, hostileRow, tokens } from './hostile.ts';
import { caseOf, contentOf, countsOf, homeOf, said, standingsOf, viewOf } from './hostile-things.ts';
import { picture, reader, run } from './sample.ts';

/** What a reader gets; `holds` must all be in it, wherever it was split. */
export interface Built {
  readonly shown: readonly (Message | ModalView | HomeView)[];
  /** A modal or Home that gets its pictures when Slack has them. */
  readonly drawn?: { readonly view: OwnModal | OwnHome; readonly pictures: readonly Picture[] };
  readonly holds?: readonly string[];
}

const drawnOf = ({ text }: Hostile) => ({ trend: picture(text), standing: { ...picture(text), key: 'pace:sample' } });

function withPictures(from: Hostile, view: OwnModal): Built {
  return { shown: [], drawn: { view, pictures: picturesOf(drawnOf(from)) } };
}

type Builder = (from: Hostile) => Built;
const one = (shown: Message | ModalView | HomeView, holds: readonly string[] = []): Built => ({
  shown: [shown],
  holds,
});

const heldBackAs = (token: string): string => token.replace('q', 'h');

/** What goes to a manager or a second-line manager by itself: its preview may not say what a rep fails in. */
export const toManagers: Readonly<Record<string, Builder>> = {
  closed: () => one(closed()),
  moved: () => one(moved()),
  reviewRequest: (from) => {
    const all = tokens(from.many);
    const items = all.map((token) => ({
      item: hostileItem(from, token),
      rows: [hostileRow(from), hostileRow(from), hostileRow(from)],
      flag: from.isFlag ? hostileBreach(from) : undefined,
    }));
    const { name } = from;
    const heldBack = all.map((token) => ({
      metricKey: 'AE.stage_conversion' as const,
      dimension: `${heldBackAs(token)} ${name}`,
    }));
    const about = { repName: name, role: 'AE', asOf: '2026-03-02', forManager: name, movedFrom: name } as const;
    const holds = all.flatMap((token) => [token, heldBackAs(token)]);
    return one(reviewRequest({ ...about, items, heldBack, reader }), holds);
  },
  reviewReminder: ({ name, many }) => {
    const reps = tokens(many).map(() => ({ repName: name, waiting: many }));
    return one(reviewReminder({ total: many * many, reps, digestOn: '2026-04-01' }));
  },
  dailyFlag: (from) =>
    one(dailyFlag({ breach: hostileBreach(from), item: hostileItem(from), forManager: from.name, reader })),
  flagSummary: (from) => {
    const all = tokens(from.many);
    const missed = all.map((token) => ({ repName: `${token} ${from.name}`, breach: hostileBreach(from) }));
    return one(
      flagSummary(missed, '2026-03-05'),
      all.map((token) => `*${token}`),
    );
  },
  weakCalls: (from) => {
    const { name, value } = from;
    const quality = value ?? new Decimal(50);
    const line = { quartile: quality, median: quality };
    const about = { repId: 'rep-1', repName: name, role: 'AE', day: '2026-03-04', since: '2026-02-01' } as const;
    const condition = { windowDays: 30, quantile: 0.25 };
    const found = { ...about, condition, quality, calls: 9, line, cohort: 8, belowDays: 30, forManager: name, reader };
    return { shown: [weakCalls({ ...found, item: hostileItem(from) }), weakCalls({ ...found, item: null })] };
  },
  weekTwoNotice: (from) => {
    const { name } = from;
    const found = caseOf(from);
    const about = {
      episodeId: 'ep',
      slmName: name,
      earlier: from.isFlag ? ({ rule: 'E1', since: '2026-03-05' } as const) : null,
      isReaderSlm: from.isFlag,
      nextCheckOn: '2026-03-16',
      reader,
    } as const;
    const subject = { ...found, item: { ...hostileItem(from), run: run({ clock: 2 }) }, trend: picture(from.text) };
    const holds = found.weeks.map(({ asOf }) => formatDate(asOf));
    const asIs = { ...subject, item: hostileItem(from) };
    return { shown: [weekTwoNotice({ ...about, subject }), weekTwoNotice({ ...about, subject: asIs })], holds };
  },
  escalation: (from) => one(escalation(caseOf(from), reader)),
  escalationHistory: (from) => {
    const found = caseOf(from);
    const elsewhere = tokens(from.many).map((token) => said(from, `${token}said`));
    const holds = [
      ...found.weeks.map(({ asOf }) => formatDate(asOf)),
      ...tokens(from.many).map((token) => `${token}said`),
    ];
    return one(escalationHistory({ ...found, trend: picture(from.text) }, reader, elsewhere), holds);
  },
  escalationContext: (from) => one(escalationContext(said(from, 'n0q')), ['n0q']),
  escalationFollowup: (from) => ({
    shown: followUps.map((what) => escalationFollowup(caseOf(from), { what, asOf: '2022-01-03' })),
  }),
  escalationReminder: (from) => one(escalationReminder(caseOf(from))),
  replyNotKept: ({ name: slmName }) => ({
    shown: [true, false].flatMap((isEdit) => [
      replyNotKept({ isEdit, slmName, isTheirsAgain: false }),
      replyNotKept({ isEdit, slmName: null, isTheirsAgain: false }),
      replyNotKept({ isEdit, slmName, isTheirsAgain: true }),
    ]),
  }),
  escalationNotice: (from) => {
    const added = tokens(from.many).map((token) => said(from, `${token}added`));
    const holds = tokens(from.many).map((token) => `${token}added`);
    return one(
      escalationNotice({ ...caseOf(from), slmName: from.name, withSince: '2026-03-16', added }, reader),
      holds,
    );
  },
  managerRollup: (from) => {
    const content = { periodMonth: '2026-03-01', teamId: 'team', repIds: [], team: countsOf(from) } as const;
    return one(managerRollup({ content, forManager: from.name }), tokens(from.many));
  },
};

/** To reps and admins, and what people ask for themselves. */
export const others: Readonly<Record<string, Builder>> = {
  repDigest: (from) => {
    const drawn = { trend: picture(from.text), standing: null };
    const about = { digestId: 'd', acknowledgedAt: null, doneAt: new Map(), timeZone: 'Asia/Tokyo', drawn };
    return one(repDigest({ ...about, content: contentOf(from) }), tokens(from.many));
  },
  adminAlert: ({ name, many }) => {
    const causes = tokens(many).map((token) => ({ name: `${token} ${name}`, value: String(many) }));
    const about = { repName: name, repId: name, repHasLeft: false, subject: name, causes };
    return {
      shown: [
        ...alertTopics.map((topic: AlertTopic) => adminAlert([{ topic, ...about }])),
        adminAlert(tokens(Math.max(many, 2)).map(() => ({ topic: 'no_manager' as const, ...about }))),
      ],
    };
  },
  help: ({ isFlag, run: end }) => one(help({ isRep: isFlag, decides: end === 'open', isSlm: isFlag, isAdmin: true })),
  repView: (from) => ({
    shown: repView({ view: viewOf(from), isSelf: from.isFlag, mayDecide: !from.isFlag, reader, drawn: drawnOf(from) }),
  }),
  teamView: (from) => {
    const team = { teamId: 'team', teamName: from.name, counts: countsOf(from), reps: standingsOf(from) };
    const pictures = new Map([['AE' as const, picture(from.text)]]);
    const below = tokens(Math.min(from.many, 30)).map(() => ({
      ...team,
      as: 'slm' as const,
      reps: team.reps.slice(0, 1),
    }));
    return {
      shown: [
        ...teamView({ period: 'week', asOf: '2026-03-30', teams: [{ ...team, as: 'manager', pictures }] }),
        ...teamView({ period: 'month', asOf: '2026-04-01', teams: below }),
      ],
    };
  },
  homeView: (from) => {
    const home = homeOf(from);
    return { shown: [], drawn: { view: homeView(home), pictures: picturesOfHome(home) } };
  },
  strangerHome: () => one(strangerHome()),
  contextModal: (from) => {
    const context = { ...said(from), version: 1 };
    return one(contextModal({ episodeId: 'ep', item: hostileItem(from), context, slmName: from.name }));
  },
  escalationContextModal: (from) => one(escalationContextModal(caseOf(from), from.name)),
  dismissModal: (from) => one(dismissModal(hostileItem(from))),
  modifyModal: (from) => {
    // A text shorter than an action's least cannot be stored.
    const recommendedAction = `${from.text}0123456789`;
    return one(modifyModal({ ...hostileItem(from), recommendedAction }, reader));
  },
  resolveModal: (from) => one(resolveModal(caseOf(from))),
  escalateModal: (from) => {
    const row = { metricKey: 'AE.stage_conversion', dimension: from.name, since: '2026-03-02' } as const;
    const rows = tokens(from.many + 5).map((coachingId) => ({ ...row, coachingId }));
    return one(escalateModal({ repId: 'rep-1', repName: from.name, slmName: from.name, rows }));
  },
  evidenceModal: (from) => {
    const rows = tokens(from.many * 3).map((token) => hostileRow(from, token));
    const evidence = { metric: metricOf('AE.stage_conversion'), readings: [hostileReading(from)], rows };
    return one(
      evidenceModal({ reading: hostileReading(from), evidence, page: 2, isSelf: from.isFlag, currency: 'USD' }),
    );
  },
  scoredCallsModal: (from) => {
    const { value } = from;
    const rows = tokens(from.many * 3).map((token) => hostileRow(from, token));
    const quality = { day: '2026-03-04', quality: value, calls: from.many } as const;
    return one(scoredCallsModal({ quality, windowDays: 30, rows }));
  },
  noticeModal: ({ text }) => one(noticeModal(text)),
  numbersModal: (from) => one(numbersModal(tokens(from.many).map((token) => hostileReading(from, token)))),
  pastDigestModal: (from) => withPictures(from, pastDigestModal(contentOf(from), drawnOf(from))),
  queueModal: (from) => {
    const items = tokens(QUEUE_PAGE_SIZE).map((token) => ({ item: hostileItem(from, token), rows: [] }));
    return one(queueModal({ items, total: from.many + QUEUE_PAGE_SIZE, page: 1, reader }), tokens(QUEUE_PAGE_SIZE));
  },
  repViewModal: (from) => {
    const shown = { view: viewOf(from), isSelf: from.isFlag, mayDecide: !from.isFlag, reader, drawn: drawnOf(from) };
    const button = from.isFlag ? [] : ['Escalate to SLM'];
    return { ...withPictures(from, repViewModal(shown)), holds: button };
  },
};
