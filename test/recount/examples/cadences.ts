import { type Examples, T } from './example.ts';
import type { ExampleRep } from './example-rep.ts';
import { at, before, hoursAfter, midnight } from './local-time.ts';

/** A delivered touch, and what came of it. */
function touched(
  rep: ExampleRep,
  enrollment: string,
  sent: string,
  reply: string | null = null,
  step_number = 1,
): void {
  const row = { enrollment_id: `${rep.id} ${enrollment}`, step_number };
  rep.event('touch_sent', sent, row);
  if (reply !== null) rep.event('reply', reply, row);
}

export const cadenceExamples: Examples = {
  'SDR.response_rate_by_cadence': [
    {
      shows: 'an enrollment counts once; machines do not reply, and what bounced was not delivered',
      dimension: 'cold',
      given: (rep) => {
        touched(rep, 'answered', at('2026-02-10'), at('2026-02-12'));
        touched(rep, 'answered', at('2026-02-14'), at('2026-02-15'), 2);
        touched(rep, 'silent', at('2026-02-10'));
        rep.event('auto_reply', at('2026-02-11'), { enrollment_id: `${rep.id} silent` });
        rep.event('opt_out', at('2026-02-11'), { enrollment_id: `${rep.id} silent` });
        const lost = rep.event('touch_sent', at('2026-02-10'), { enrollment_id: `${rep.id} bounced` });
        rep.event('bounced', at('2026-02-10', '12:05'), { ref_event_id: lost });
      },
      because: '1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, status: 'insufficient_sample' },
    },
    {
      shows: 'within seven days of 24 hours, also over a change of clocks; not before the touch',
      dimension: 'cold',
      given: (rep) => {
        const sent = at('2026-03-05');
        touched(rep, 'in time', sent, hoursAfter(sent, 168, -1));
        touched(rep, 'too late', sent, hoursAfter(sent, 168));
        touched(rep, 'before', sent, hoursAfter(sent, 0, -1));
        touched(rep, 'at once', sent, sent);
      },
      because: '2 of 4: the first and the last',
      expect: { numerator: 2, denominator: 4, size: 4, value: 0.5, newEvidence: 4 },
    },
    {
      shows: 'touches of the four weeks that ended a week ago',
      dimension: 'cold',
      given: (rep) => {
        touched(rep, 'too old', before('2026-02-09'), at('2026-02-10'));
        touched(rep, 'first', midnight('2026-02-09'));
        touched(rep, 'last', before('2026-03-09'), at('2026-03-15'));
        touched(rep, 'too young', midnight('2026-03-09'), at('2026-03-10'));
      },
      because: '1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1 },
    },
  ],
  'SDR.acceptance_by_cadence': [
    {
      shows: 'a meeting counts in the type of its first booking',
      dimension: 'cold',
      given: (rep) => {
        rep.touches(2, at('2026-02-20'));
        rep.touches(1, at('2026-02-20'), { cadence_type: 'warm' });
        rep.event('meeting_booked', at('2026-02-21'), { meeting_id: 'both' });
        rep.event('meeting_booked', at('2026-02-22'), { meeting_id: 'both', cadence_type: 'warm' });
      },
      because: '1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
    {
      shows: 'and not in another',
      dimension: 'warm',
      given: (rep) => {
        rep.touches(2, at('2026-02-20'));
        rep.touches(1, at('2026-02-20'), { cadence_type: 'warm' });
        rep.event('meeting_booked', at('2026-02-21'), { meeting_id: 'both' });
        rep.event('meeting_booked', at('2026-02-22'), { meeting_id: 'both', cadence_type: 'warm' });
      },
      because: '0 of 1',
      expect: { numerator: 0, denominator: 1, size: 1, value: 0 },
    },
    {
      shows: 'first in the window: an earlier booking of another type is of an earlier window',
      dimension: 'abm',
      given: (rep) => {
        rep.touches(4, before(T), { cadence_type: 'abm' });
        rep.event('meeting_booked', at('2026-02-10'), { meeting_id: 'again' });
        rep.event('meeting_booked', at('2026-02-21'), { meeting_id: 'again', cadence_type: 'abm' });
      },
      because: '1 of 4, all of the last week',
      expect: { numerator: 1, denominator: 4, size: 4, value: 0.25, newEvidence: 4 },
    },
  ],
  'SDR.response_rate_by_step': [
    {
      shows: 'the reply belongs to the last step before it, of those who got that step',
      dimension: 'cold/2',
      given: (rep) => {
        touched(rep, 'one', at('2026-02-10'));
        touched(rep, 'one', at('2026-02-12'), at('2026-02-13'), 2);
        touched(rep, 'two', at('2026-02-10'));
        touched(rep, 'two', at('2026-02-12'), null, 2);
        touched(rep, 'three', at('2026-02-10'));
      },
      because: '1 of the 2 who got the second step',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
    {
      shows: 'only the first human reply of an enrollment counts, however old',
      dimension: 'cold/3',
      given: (rep) => {
        touched(rep, 'old friend', at('2025-11-03'), at('2025-11-04'));
        touched(rep, 'old friend', at('2026-02-12'), at('2026-02-13'), 3);
        touched(rep, 'new one', at('2026-02-12'), at('2026-02-13'), 3);
      },
      because: '1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
    {
      shows: 'a bounced step was not the last one, and one of a week ago takes no reply',
      dimension: 'cold/1',
      given: (rep) => {
        touched(rep, 'bounced', at('2026-02-10'));
        const enrollment_id = `${rep.id} bounced`;
        const lost = rep.event('touch_sent', at('2026-02-12'), { enrollment_id, step_number: 2 });
        rep.event('bounced', at('2026-02-12', '12:01'), { ref_event_id: lost });
        rep.event('reply', at('2026-02-13'), { enrollment_id });
        touched(rep, 'slow', at('2026-02-10'), hoursAfter(at('2026-02-10'), 168));
      },
      because: 'the first answers step 1, the second nothing: 1 of 2',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
  ],
  'SDR.meeting_acceptance': [
    {
      shows: 'a meeting is one whatever its bookings; bounced touches count, duplicates do not',
      given: (rep) => {
        const bounced = rep.event('touch_sent', at('2026-02-20'));
        rep.event('bounced', at('2026-02-20', '12:01'), { ref_event_id: bounced });
        rep.touches(3, at('2026-02-20'));
        rep.touches(2, at('2026-02-20'), { is_duplicate: true });
        rep.event('meeting_booked', at('2026-02-21'), { meeting_id: 'first' });
        rep.event('meeting_booked', at('2026-02-22'), { meeting_id: 'first' });
        rep.event('meeting_booked', at('2026-02-23'), { meeting_id: 'second', is_duplicate: true });
      },
      because: '1 of 4',
      expect: { numerator: 1, denominator: 4, size: 4, value: 0.25, newEvidence: 0, status: 'insufficient_sample' },
    },
    {
      shows: 'the window begins at local midnight, and t is not in it',
      given: (rep) => {
        for (const sent of [before('2026-02-16'), midnight('2026-02-16'), before(T), midnight(T)]) rep.touches(1, sent);
        rep.event('meeting_booked', before('2026-02-16'), { meeting_id: 'moved' });
        rep.event('meeting_booked', midnight('2026-02-16'), { meeting_id: 'moved' });
        rep.event('meeting_booked', midnight(T), { meeting_id: 'to come' });
      },
      because: 'two touches, and a meeting that was booked again in the window',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5, newEvidence: 1 },
    },
    {
      shows: 'who sent nothing has no rate, though somebody booked',
      given: (rep) => {
        rep.event('meeting_booked', at('2026-02-21'), { meeting_id: 'by itself' });
      },
      because: '1 of 0',
      expect: { numerator: 1, denominator: 0, size: 0, value: null, status: 'no_denominator' },
    },
  ],
};
