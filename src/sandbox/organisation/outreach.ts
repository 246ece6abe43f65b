import type { RowOf } from '../../db/source-contract/source-table.ts';
import { cadenceEventLog } from '../../db/source-contract/tables/outreach.ts';
import { compPlans } from '../../db/source-contract/tables/quotas.ts';
import { levelAt } from './levels.ts';
import { addDays, instantAt, minutesAfter } from './local-dates.ts';
import { type Random, random } from './random.ts';
import { type Rep, roleAt, roster, stintAt } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice, steadyCount } from './steady-draws.ts';
import { historyEnd, knownFromTheStart } from './time-frame.ts';
import { type WorkingDays, workingDaysOf } from './working-days.ts';

export interface Meeting {
  readonly id: string;
  readonly sdrId: string;
  readonly segment: string;
  readonly contactId: string;
  readonly accountId: string;
  readonly enrolledAt: string;
  readonly bookedOn: string;
  readonly bookedAt: string;
}

type EventRow = RowOf<typeof cadenceEventLog>;

interface Cadence {
  readonly id: string;
  readonly type: 'cold' | 'warm';
  readonly enrollmentsADay: number;
  /** Per step: days after the enrollment, channel, and the share of touches that are answered. */
  readonly steps: readonly { readonly day: number; readonly channel: string; readonly replies: number }[];
}

const cadences: readonly Cadence[] = [
  {
    id: 'cad-cold-outbound',
    type: 'cold',
    enrollmentsADay: 7,
    steps: [
      { day: 0, channel: 'email', replies: 0.05 },
      { day: 3, channel: 'call', replies: 0.065 },
      { day: 7, channel: 'email', replies: 0.075 },
      { day: 12, channel: 'social', replies: 0.05 },
    ],
  },
  {
    id: 'cad-warm-inbound',
    type: 'warm',
    enrollmentsADay: 4.5,
    steps: [
      { day: 0, channel: 'email', replies: 0.1 },
      { day: 4, channel: 'call', replies: 0.09 },
      { day: 9, channel: 'email', replies: 0.07 },
    ],
  },
];

const bounces = 0.03;
const autoReplies = 0.02;

/** The team grew its outreach in the autumn; the plan says by how much. */
const plans = [
  { id: 'founding', from: '2025-01-01', to: '2025-09-01', touchesADay: 14, volume: 0.38 },
  { id: 'growth', from: '2025-09-01', to: null, touchesADay: 37, volume: 1 },
] as const;

const plannedVolume = (date: string): number => plans.findLast(({ from }) => from <= date)?.volume ?? 0;

/** Touches, answers, meetings and flags of every SDR; returns the meetings for the leads. */
export function addOutreach(book: RowBook, accountIds: readonly string[], seed: number): readonly Meeting[] {
  for (const { id, from, to, touchesADay } of plans) {
    book.add(compPlans, {
      plan_id: `plan-sdr-${id}`,
      role: 'SDR',
      activity_metric: 'touches_per_business_day',
      target_value: touchesADay,
      effective_from: from,
      effective_to: to,
      recorded_at: knownFromTheStart,
    });
  }
  return roster
    .filter((rep) => rep.stints.some(({ role }) => role === 'SDR'))
    .flatMap((rep) => {
      addFlags(book, rep, seed);
      return cadences.flatMap((cadence) => runCadence(book, rep, cadence, accountIds, seed));
    });
}

function runCadence(
  book: RowBook,
  rep: Rep,
  cadence: Cadence,
  accountIds: readonly string[],
  seed: number,
): readonly Meeting[] {
  const chance = random(seed, 'outreach', rep.id, cadence.id);
  const days = workingDaysOf(rep);
  const enroll = enrollments(book, rep, cadence, days, chance);
  const due = steadyCount(chance);
  const meetings: Meeting[] = [];
  let number = 0;
  for (const date of days.all) {
    if (roleAt(rep, date) !== 'SDR') continue;
    const volume = plannedVolume(date) * levelAt(rep.id, 'outreachVolume', date);
    for (let count = due(cadence.enrollmentsADay * volume); count > 0; count -= 1) {
      number += 1;
      const meeting = enroll(`${rep.id}-${cadence.type}-${number}`, date, chance.pick(accountIds));
      if (meeting) meetings.push(meeting);
    }
  }
  return meetings;
}

/** Runs enrollments one after the other; returns the meeting that one led to, if any. */
function enrollments(book: RowBook, rep: Rep, cadence: Cadence, days: WorkingDays, chance: Random) {
  const isBounced = steadyChoice(chance);
  const isAutoAnswered = steadyChoice(chance);
  const isAnswered = cadence.steps.map(() => steadyChoice(chance));
  let meetingsOwed = chance.next();

  return (name: string, enrolledOn: string, accountId: string): Meeting | null => {
    let events = 0;
    const contactId = `con-${name}`;
    const event = (step: number, type: EventRow['event_type'], at: string, more: Partial<EventRow> = {}): string => {
      events += 1;
      const id = `ev-${name}-${events}`;
      book.add(cadenceEventLog, {
        event_id: id,
        rep_id: rep.id,
        contact_id: contactId,
        account_id: accountId,
        enrollment_id: `enr-${name}`,
        cadence_id: cadence.id,
        cadence_type: cadence.type,
        step_number: step,
        channel: cadence.steps[step - 1]?.channel ?? 'email',
        event_type: type,
        event_at: at,
        recorded_at: minutesAfter(at, 3),
        ...more,
      });
      return id;
    };

    for (const [index, { day, replies }] of cadence.steps.entries()) {
      const on = days.onOrAfter(addDays(enrolledOn, day));
      if (on === null || roleAt(rep, on) !== 'SDR') return null;
      const at = instantAt(on, chance.int(8 * 60 + 30, 17 * 60));
      const touch = event(index + 1, 'touch_sent', at);
      meetingsOwed += levelAt(rep.id, cadence.type === 'cold' ? 'coldMeetings' : 'warmMeetings', on);
      if (isBounced(bounces)) {
        event(index + 1, 'bounced', minutesAfter(at, 2), { ref_event_id: touch });
        continue;
      }
      if (isAutoAnswered(autoReplies)) event(index + 1, 'auto_reply', minutesAfter(at, 12), { ref_event_id: touch });
      if (!isAnswered[index]?.(replies * replyFactor(rep, cadence, index + 1, on))) continue;

      const repliedAt = minutesAfter(at, chance.int(40, 2 * 24 * 60));
      const books = meetingsOwed >= 1;
      event(index + 1, 'reply', repliedAt, { ref_event_id: touch, reply_class: replyClass(books, chance) });
      if (!books) return null;
      meetingsOwed -= 1;
      const bookedAt = minutesAfter(repliedAt, chance.int(20, 300));
      const bookedOn = bookedAt.slice(0, 10);
      if (bookedOn >= historyEnd) return null;
      const meetingId = `mtg-${name}`;
      event(index + 1, 'meeting_booked', bookedAt, { ref_event_id: touch, meeting_id: meetingId });
      const outcome = chance.next() < 0.82 ? 'meeting_held' : 'no_show';
      event(index + 1, outcome, minutesAfter(bookedAt, 4 * 24 * 60), { meeting_id: meetingId });
      const segment = stintAt(rep, on)?.segment ?? 'mid_market';
      const enrolledAt = instantAt(enrolledOn, 8 * 60);
      return { id: meetingId, sdrId: rep.id, segment, contactId, accountId, enrolledAt, bookedOn, bookedAt };
    }
    return null;
  };
}

function replyFactor(rep: Rep, { type }: Cadence, step: number, date: string): number {
  if (type !== 'cold') return 1;
  return levelAt(rep.id, 'coldReplies', date) * (step === 3 ? levelAt(rep.id, 'coldStep3Replies', date) : 1);
}

function replyClass(books: boolean, chance: Random) {
  if (books) return chance.pick(['positive', 'positive', 'positive', 'objection'] as const);
  return chance.pick(['neutral', 'neutral', 'negative', 'negative', 'objection', 'referral'] as const);
}

/** Every rep gets a flag now and then and settles it in days; planted ones stay open. */
function addFlags(book: RowBook, rep: Rep, seed: number): void {
  const chance = random(seed, 'flags', rep.id);
  workingDaysOf(rep).all.forEach((date, index) => {
    if (roleAt(rep, date) !== 'SDR') return;
    const open = levelAt(rep.id, 'openFlags', date);
    if (open === 0 && index % 30 !== 7) return;
    if (open > 0 && index % 8 !== 0) return;
    const at = instantAt(date, 10 * 60 + 15);
    book.add(cadenceEventLog, {
      event_id: `flag-${rep.id}-${date}`,
      rep_id: rep.id,
      cadence_id: 'cad-cold-outbound',
      cadence_type: 'cold',
      event_type: 'ai_flag',
      event_at: at,
      flag_code: open > 0 ? 'generic_opening' : chance.pick(['step_skipped', 'late_follow_up', 'long_message']),
      flag_severity: open > 0 ? 'high' : chance.pick(['low', 'medium', 'high'] as const),
      flag_recommendation:
        open > 0 ? 'Open with the reason for writing to this account.' : 'Keep to the steps of the cadence.',
      flag_resolved_at: open > 0 ? null : minutesAfter(at, chance.int(1, 4) * 24 * 60),
      recorded_at: minutesAfter(at, 3),
    });
  });
}
