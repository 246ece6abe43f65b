import { addDays, isoWeekday, shiftInstant, startOfDay } from '../plain/dates.ts';
import type { CadenceRow, Organisation } from '../rows.ts';
import type { Dice } from './dice.ts';
import { LONG_KNOWN, recordedAfter, someTime, ZONE } from './moments.ts';
import type { GeneratedRep } from './people.ts';

const TYPES = ['cold', 'cold', 'cold', 'cold', 'warm', 'abm'] as const;
const WEEK_MS = 7 * 86_400_000;

/** The cadence log of SDRs, their meetings, leads and plans. */
export function addOutreach(organisation: Organisation, dice: Dice, reps: readonly GeneratedRep[]): void {
  const callers = reps.filter((rep) => rep.role === 'SDR');
  for (const rep of callers) {
    addEnrollments(organisation, dice, rep);
    addFlags(organisation, dice, rep);
    addLeads(organisation, dice, rep, callers);
  }
  addPlans(organisation);
}

function event(
  row: Partial<CadenceRow> & Pick<CadenceRow, 'event_id' | 'rep_id' | 'event_type' | 'event_at'>,
): CadenceRow {
  return {
    contact_id: null,
    enrollment_id: null,
    cadence_id: 'spring',
    cadence_type: 'cold',
    step_number: null,
    channel: null,
    ref_event_id: null,
    meeting_id: null,
    is_duplicate: false,
    flag_code: null,
    flag_severity: null,
    flag_recommendation: null,
    flag_resolved_at: null,
    recorded_at: row.event_at,
    ...row,
  };
}

/** Every working day some new enrollments, each of up to four touches; bounces, replies of all kinds, meetings. */
function addEnrollments(organisation: Organisation, dice: Dice, rep: GeneratedRep): void {
  const perDay = rep.id === 'sdr-06' ? 2 : 12;
  for (let day = '2025-12-08'; day < '2026-04-08'; day = addDays(day, 1)) {
    if (isoWeekday(day) > 5 && !dice.chance(0.1)) continue;
    for (let nth = 0; nth < perDay; nth += 1) addEnrollment(organisation, dice, rep, day, `${rep.id}-${day}-${nth}`);
  }
}

function addEnrollment(organisation: Organisation, dice: Dice, rep: GeneratedRep, day: string, id: string): void {
  const log = organisation.cadence_event_log;
  const common = {
    contact_id: `contact-${id}`,
    enrollment_id: id,
    cadence_type: rep.id === 'sdr-07' ? 'cold' : dice.pick(TYPES),
    channel: 'email',
  };
  let sent = someTime(dice, day);
  let rep_id = rep.id;
  for (let step = 1; step <= dice.whole(1, 4); step += 1) {
    const event_id = `${id}-t${step}`;
    const add = (more: Partial<CadenceRow> & Pick<CadenceRow, 'event_id' | 'event_type' | 'event_at'>) =>
      log.push(
        event({ rep_id, step_number: step, ...common, ...more, recorded_at: recordedAfter(dice, more.event_at) }),
      );
    add({ event_id, event_type: 'touch_sent', event_at: sent });
    if (dice.chance(0.02))
      add({ event_id: `${event_id}-dup`, event_type: 'touch_sent', event_at: sent, is_duplicate: true });
    if (dice.chance(0.02))
      add({ event_id: `${event_id}-again`, event_type: 'touch_sent', event_at: shiftInstant(sent, 3_600_000) });
    if (dice.chance(0.04)) {
      add({
        event_id: `${event_id}-b`,
        event_type: 'bounced',
        event_at: shiftInstant(sent, 90_000),
        ref_event_id: event_id,
      });
    }
    const after = dice.chance(0.03) ? dice.pick([WEEK_MS - 1, WEEK_MS, WEEK_MS + 1]) : dice.whole(30, 14_000) * 60_000;
    if (dice.chance(0.16 * rep.level))
      add({ event_id: `${event_id}-r`, event_type: 'reply', event_at: shiftInstant(sent, after) });
    if (dice.chance(0.05))
      add({ event_id: `${event_id}-a`, event_type: 'auto_reply', event_at: shiftInstant(sent, 60_000) });
    if (dice.chance(0.02))
      add({ event_id: `${event_id}-o`, event_type: 'opt_out', event_at: shiftInstant(sent, 70_000) });
    if (dice.chance(0.04 * rep.level)) {
      const meeting_id = `meeting-${id}`;
      const booked = shiftInstant(sent, dice.whole(10, 4000) * 60_000);
      add({ event_id: `${event_id}-m`, event_type: 'meeting_booked', event_at: booked, meeting_id });
      if (dice.chance(0.2)) {
        // The same meeting, moved; sometimes out of another cadence.
        const cadence_type = dice.chance(0.5) ? common.cadence_type : 'warm';
        add({
          event_id: `${event_id}-n`,
          event_type: 'meeting_booked',
          event_at: shiftInstant(booked, 86_400_000),
          meeting_id,
          cadence_type,
        });
      }
    }
    sent = shiftInstant(sent, dice.whole(2, 5) * 86_400_000 + dice.whole(-200, 200) * 60_000);
    if (dice.chance(0.01)) rep_id = `sdr-0${dice.whole(1, 9)}`;
  }
}

function addFlags(organisation: Organisation, dice: Dice, rep: GeneratedRep): void {
  for (let nth = 0; nth < 4; nth += 1) {
    const raised = dice.chance(0.3)
      ? startOfDay(dice.pick(['2026-03-02', '2026-03-30', '2026-03-25', '2026-03-01']), ZONE)
      : someTime(dice, addDays('2026-02-01', dice.whole(0, 62)));
    organisation.cadence_event_log.push(
      event({
        event_id: `${rep.id}-flag-${nth}`,
        rep_id: rep.id,
        event_type: 'ai_flag',
        event_at: raised,
        flag_code: dice.pick(['LOW_REPLY', 'STALE_COPY']),
        flag_severity: dice.pick(['low', 'medium', 'high', 'high']),
        flag_recommendation: 'Rewrite the first line.',
        flag_resolved_at: dice.chance(0.6) ? shiftInstant(raised, dice.whole(1, 20) * 86_400_000) : null,
        is_duplicate: dice.chance(0.05),
        recorded_at: recordedAfter(dice, raised),
      }),
    );
  }
}

function addLeads(organisation: Organisation, dice: Dice, rep: GeneratedRep, callers: readonly GeneratedRep[]): void {
  for (let nth = 0; nth < 55; nth += 1) {
    const meeting_id = `met-${rep.id}-${nth}`;
    const booked = someTime(dice, addDays('2025-12-05', dice.whole(0, 120)));
    const lead_id = `lead-${rep.id}-${nth}`;
    const qualified = shiftInstant(booked, dice.whole(1, 26) * 86_400_000 + dice.pick([-1, 0, 5]));
    const converted = dice.chance(0.8) ? `opp-${lead_id}` : null;
    if (converted !== null) {
      organisation.opportunities.push({
        opp_id: converted,
        account_id: `account-${lead_id}`,
        owner_rep_id: 'ae-01',
        opp_type: 'new_business',
        segment: 'enterprise',
        amount: 1000,
        currency: 'USD',
        created_at: booked,
        closed_at: null,
        is_won: null,
        renewal_due_date: null,
        qualification_status: dice.chance(0.75 * rep.level) ? 'accepted' : dice.pick(['pending', 'rejected']),
        qualified_at: dice.chance(0.95) ? qualified : null,
        recorded_at: recordedAfter(dice, booked),
      });
    }
    const lead = {
      sdr_rep_id: rep.id,
      created_at: LONG_KNOWN,
      meeting_id,
      meeting_booked_at: booked,
      recorded_at: recordedAfter(dice, booked),
    };
    organisation.leads.push({ ...lead, lead_id, converted_opp_id: converted });
    if (dice.chance(0.1)) {
      // A second contact of the same meeting, booked later, perhaps by a colleague.
      organisation.leads.push({
        ...lead,
        lead_id: `${lead_id}-b`,
        sdr_rep_id: dice.pick(callers).id,
        meeting_booked_at: shiftInstant(booked, 7_200_000),
        converted_opp_id: null,
      });
    }
  }
}

function addPlans(organisation: Organisation): void {
  const plan = (plan_id: string, more: Partial<Organisation['comp_plans'][number]>) =>
    organisation.comp_plans.push({
      plan_id,
      role: 'SDR',
      rep_id: null,
      segment: null,
      activity_metric: 'touches_per_business_day',
      target_value: 20,
      effective_from: '2025-01-01',
      effective_to: null,
      recorded_at: LONG_KNOWN,
      ...more,
    });
  plan('everybody', { target_value: 22, effective_from: '2025-01-01', effective_to: '2026-02-18' });
  plan('enterprise', { segment: 'enterprise', target_value: 18.5 });
  plan('midmarket later', { segment: 'midmarket', target_value: 16, effective_from: '2026-03-01' });
  plan('one of them', { rep_id: 'sdr-05', target_value: 12, effective_from: '2026-02-23', effective_to: '2026-03-30' });
  plan('another matter', { activity_metric: 'dials', target_value: 500 });
}
