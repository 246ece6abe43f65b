import type { CadenceRow } from '../rows.ts';
import { addDays, DAY_MS, shiftInstant } from './dates.ts';
import { instantWithin, known, lastWeek, midnight, type Rep, type Run, type Span } from './run.ts';
import { type Measure, one, rateOf, type Series } from './series.ts';

interface Events {
  readonly byRep: ReadonlyMap<string, readonly CadenceRow[]>;
  readonly byEnrollment: ReadonlyMap<string, readonly CadenceRow[]>;
  readonly bounced: ReadonlySet<string>;
  readonly anyInWeek: boolean;
}

const eventsOfRun = new WeakMap<Run, Events>();

/** What the log says before t, without duplicates. */
export function cadenceEvents(run: Run): Events {
  const before = eventsOfRun.get(run);
  if (before !== undefined) return before;
  const rows = run.organisation.cadence_event_log
    .filter((row) => known(run, row) && !row.is_duplicate && row.event_at < midnight(run, run.t))
    .sort((a, b) =>
      a.event_at === b.event_at ? (a.event_id < b.event_id ? -1 : 1) : a.event_at < b.event_at ? -1 : 1,
    );
  const byRep = new Map<string, CadenceRow[]>();
  const byEnrollment = new Map<string, CadenceRow[]>();
  const bounced = new Set<string>();
  for (const row of rows) {
    put(byRep, row.rep_id, row);
    if (row.enrollment_id !== null) put(byEnrollment, row.enrollment_id, row);
    if (row.event_type === 'bounced' && row.ref_event_id !== null) bounced.add(row.ref_event_id);
  }
  const week = { start: addDays(run.t, -7), end: run.t };
  const events = {
    byRep,
    byEnrollment,
    bounced,
    anyInWeek: rows.some((row) => instantWithin(run, row.event_at, week)),
  };
  eventsOfRun.set(run, events);
  return events;
}

function put(map: Map<string, CadenceRow[]>, key: string, row: CadenceRow): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [row]);
  else list.push(row);
}

function ofRep(run: Run, rep: Rep, span: Span, type: string): CadenceRow[] {
  const rows = cadenceEvents(run).byRep.get(rep.id) ?? [];
  return rows.filter((row) => row.event_type === type && instantWithin(run, row.event_at, span));
}

function touchRate(run: Run, span: Span, touches: readonly CadenceRow[], meetings: number): Series {
  return {
    numerator: meetings,
    denominator: touches.length,
    size: touches.length,
    value: touches.length === 0 ? null : meetings / touches.length,
    newEvidence: touches.filter((row) => instantWithin(run, row.event_at, lastWeek(span))).length,
  };
}

export const meetingAcceptance: Measure = (run, rep, span) => {
  const meetings = new Set(ofRep(run, rep, span, 'meeting_booked').map((row) => row.meeting_id));
  return one(touchRate(run, span, ofRep(run, rep, span, 'touch_sent'), meetings.size));
};

export const acceptanceByCadence: Measure = (run, rep, span) => {
  const typeOfMeeting = new Map<string | null, string>();
  for (const row of ofRep(run, rep, span, 'meeting_booked')) {
    if (!typeOfMeeting.has(row.meeting_id)) typeOfMeeting.set(row.meeting_id, row.cadence_type);
  }
  const touches = ofRep(run, rep, span, 'touch_sent');
  const types = new Set([...touches.map((row) => row.cadence_type), ...typeOfMeeting.values()]);
  const series = new Map<string, Series>();
  for (const type of types) {
    const meetings = [...typeOfMeeting.values()].filter((its) => its === type).length;
    series.set(
      type,
      touchRate(
        run,
        span,
        touches.filter((row) => row.cadence_type === type),
        meetings,
      ),
    );
  }
  return series;
};

function deliveredTouches(run: Run, rep: Rep, span: Span): CadenceRow[] {
  return ofRep(run, rep, span, 'touch_sent').filter((row) => !cadenceEvents(run).bounced.has(row.event_id));
}

function repliesOf(run: Run, enrollmentId: string | null): CadenceRow[] {
  if (enrollmentId === null) return [];
  return (cadenceEvents(run).byEnrollment.get(enrollmentId) ?? []).filter((row) => row.event_type === 'reply');
}

function answers(reply: CadenceRow, touch: CadenceRow): boolean {
  return reply.event_at >= touch.event_at && reply.event_at < shiftInstant(touch.event_at, 7 * DAY_MS);
}

export const responseRateByCadence: Measure = (run, rep, span) => {
  const byType = new Map<string, Map<string, CadenceRow[]>>();
  for (const touch of deliveredTouches(run, rep, span)) {
    if (touch.enrollment_id === null) continue;
    const enrollments = byType.get(touch.cadence_type) ?? new Map<string, CadenceRow[]>();
    byType.set(touch.cadence_type, enrollments);
    put(enrollments, touch.enrollment_id, touch);
  }
  const series = new Map<string, Series>();
  for (const [type, enrollments] of byType) {
    const items = [...enrollments].map(([id, touches]) => ({
      yes: repliesOf(run, id).some((reply) => touches.some((touch) => answers(reply, touch))),
      isNew: touches.some((touch) => instantWithin(run, touch.event_at, lastWeek(span))),
    }));
    series.set(type, rateOf(items));
  }
  return series;
};

/** The delivered touch that each enrollment's first human reply answers, if it answers one. */
function answeredTouch(run: Run, enrollmentId: string): string | null {
  const { byEnrollment, bounced } = cadenceEvents(run);
  const rows = byEnrollment.get(enrollmentId) ?? [];
  const first = rows.find((row) => row.event_type === 'reply');
  if (first === undefined) return null;
  const last = rows.findLast(
    (row) => row.event_type === 'touch_sent' && !bounced.has(row.event_id) && row.event_at <= first.event_at,
  );
  return last !== undefined && answers(first, last) ? last.event_id : null;
}

export const responseRateByStep: Measure = (run, rep, span) => {
  const steps = new Map<string, CadenceRow[]>();
  for (const touch of deliveredTouches(run, rep, span)) put(steps, `${touch.cadence_type}/${touch.step_number}`, touch);
  const series = new Map<string, Series>();
  for (const [step, touches] of steps) {
    const items = touches.map((touch) => ({
      yes: touch.enrollment_id !== null && answeredTouch(run, touch.enrollment_id) === touch.event_id,
      isNew: instantWithin(run, touch.event_at, lastWeek(span)),
    }));
    series.set(step, rateOf(items));
  }
  return series;
};

export const openFlags: Measure = (run, rep) => {
  const stintStart = midnight(run, rep.stintStart);
  const weekAgo = shiftInstant(midnight(run, run.t), -7 * DAY_MS);
  const open = (cadenceEvents(run).byRep.get(rep.id) ?? []).filter(
    (row) =>
      row.event_type === 'ai_flag' &&
      row.flag_severity === 'high' &&
      row.event_at >= stintStart &&
      row.event_at < weekAgo &&
      (row.flag_resolved_at === null || row.flag_resolved_at >= midnight(run, run.t)),
  );
  return one({
    numerator: open.length,
    denominator: null,
    size: 1,
    value: open.length,
    newEvidence: cadenceEvents(run).anyInWeek ? 1 : 0,
    companions: {
      codes: [...new Set(open.map((row) => row.flag_code))].sort(),
      recommendations: Object.fromEntries(open.map((row) => [row.flag_code, row.flag_recommendation])),
    },
  });
};
