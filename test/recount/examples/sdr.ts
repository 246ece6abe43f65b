import { scoreExamples, talkExamples } from './calls.ts';
import { type Examples, T } from './example.ts';
import { at, before, hoursAfter, midnight } from './local-time.ts';

const accepted = (qualified_at: string | null) => ({ qualification_status: 'accepted', qualified_at }) as const;

export const sdrExamples: Examples = {
  'SDR.meeting_to_qualified_opp': [
    {
      shows: 'accepted and qualified within 21 days of 24 hours',
      given: (rep) => {
        const booked = at('2026-02-01');
        rep.lead(booked, accepted(hoursAfter(booked, 21 * 24)));
        rep.lead(booked, accepted(hoursAfter(booked, 21 * 24, 1)));
        rep.lead(booked, accepted(null));
        rep.lead(booked, { qualification_status: 'rejected', qualified_at: at('2026-02-03') });
        rep.lead(booked, null);
      },
      because: '1 of 5',
      expect: { numerator: 1, denominator: 5, size: 5, value: 0.2, status: 'insufficient_sample' },
    },
    {
      shows: 'meetings booked from eleven to three weeks ago',
      given: (rep) => {
        for (const booked of [
          before('2025-12-29'),
          midnight('2025-12-29'),
          before('2026-02-23'),
          midnight('2026-02-23'),
        ]) {
          rep.lead(booked, accepted(booked));
        }
      },
      because: 'the middle two',
      expect: { numerator: 2, denominator: 2, size: 2, value: 1, newEvidence: 1 },
    },
    {
      shows: 'a meeting of two contacts is one, of who booked it first, and qualified by either',
      given: (rep) => {
        const meeting_id = `${rep.id} together`;
        rep.lead(at('2026-02-01'), null, { meeting_id });
        rep.lead(at('2026-02-02'), accepted(at('2026-02-10')), { meeting_id, sdr_rep_id: 'somebody' });
        const theirs = `${rep.id} theirs`;
        rep.lead(at('2026-02-01'), null, { meeting_id: theirs, sdr_rep_id: 'somebody' });
        rep.lead(at('2026-02-02'), accepted(at('2026-02-10')), { meeting_id: theirs });
      },
      because: '1 of 1; the other is somebody else’s',
      expect: { numerator: 1, denominator: 1, size: 1, value: 1 },
    },
  ],
  'SDR.outreach_volume': [
    {
      shows: 'twenty business days of ten touches',
      given: (rep) => {
        rep.plan(10);
        rep.touches(100, at('2026-02-20'));
        rep.touches(5, at('2026-02-21'), { is_duplicate: true });
      },
      because: '100 of 200',
      expect: { numerator: 100, denominator: 200, size: 20, value: 0.5, newEvidence: 1, status: 'ok', material: true },
    },
    {
      shows: 'days off and holidays ask for nothing; exactly 80% is not below it',
      rep: { absences: [['2026-02-23', '2026-03-02']], calendar: 'with a holiday' },
      given: (rep) => {
        rep.plan(10);
        rep.touches(112, at('2026-02-20'));
      },
      because: '20 days less five of leave and Presidents Day: 112 of 140',
      expect: { numerator: 112, denominator: 140, size: 14, value: 0.8, status: 'ok', material: false },
    },
    {
      shows: 'the plan in force each day; days without one ask for nothing',
      given: (rep) => {
        rep.plan(10, { effective_from: '2026-02-23', effective_to: '2026-03-02' });
        rep.plan(20, { effective_from: '2026-03-09' });
        rep.touches(75, at('2026-02-20'));
      },
      because: 'five days of 10 and five of 20: 75 of 150',
      expect: { numerator: 75, denominator: 150, size: 20, value: 0.5 },
    },
    {
      shows: 'four days in the role are too few',
      rep: { stintStart: '2026-03-10' },
      given: (rep) => {
        rep.plan(10);
        rep.touches(30, before('2026-03-10'));
        rep.touches(10, midnight('2026-03-10'));
      },
      because: '10 of 40, from Tuesday to Friday',
      expect: { numerator: 10, denominator: 40, size: 4, value: 0.25, status: 'insufficient_sample' },
    },
    {
      shows: 'without a plan it does not apply',
      given: (rep) => rep.touches(30, at('2026-02-20')),
      because: 'nothing was asked for',
      expect: { numerator: 30, denominator: 0, size: 20, value: null, status: 'not_applicable' },
    },
  ],
  'SDR.open_cadence_flags': [
    {
      shows: 'high ones, open for more than seven days of 24 hours',
      given: (rep) => {
        const weekAgo = hoursAfter(midnight(T), -168);
        const flag = { flag_code: 'LOW_REPLY', flag_severity: 'high', flag_recommendation: 'Rewrite the first line.' };
        rep.event('ai_flag', hoursAfter(weekAgo, 0, -1), flag);
        rep.event('ai_flag', weekAgo, flag);
        rep.event('ai_flag', at('2026-02-01'), { ...flag, flag_severity: 'medium' });
      },
      because: 'one a moment older than seven days',
      expect: {
        numerator: 1,
        denominator: null,
        size: 1,
        value: 1,
        newEvidence: 1,
        status: 'ok',
        material: true,
        companions: { codes: ['LOW_REPLY'], recommendations: { LOW_REPLY: 'Rewrite the first line.' } },
      },
    },
    {
      shows: 'resolved before t it is closed, at t it is still open',
      given: (rep) => {
        const flag = { flag_code: 'STALE_COPY', flag_severity: 'high', flag_recommendation: 'New copy.' };
        rep.event('ai_flag', at('2026-02-01'), { ...flag, flag_resolved_at: before(T) });
        rep.event('ai_flag', at('2026-02-01'), { ...flag, flag_resolved_at: midnight(T) });
        rep.event('ai_flag', at('2026-02-02'), flag);
        rep.event('ai_flag', at('2026-02-02'), { ...flag, is_duplicate: true });
      },
      because: '2 open, of one code',
      expect: {
        numerator: 2,
        size: 1,
        value: 2,
        companions: { codes: ['STALE_COPY'], recommendations: { STALE_COPY: 'New copy.' } },
      },
    },
    {
      shows: 'none is a count, too; flags of an earlier stint are the past',
      rep: { stintStart: '2026-02-10' },
      given: (rep) => {
        rep.event('ai_flag', at('2026-02-01'), { flag_code: 'LOW_REPLY', flag_severity: 'high' });
      },
      because: 'raised before the stint',
      expect: {
        numerator: 0,
        size: 1,
        value: 0,
        status: 'ok',
        material: false,
        companions: { codes: [], recommendations: {} },
      },
    },
  ],
  'SDR.objection_handling': scoreExamples({
    column: 'objection_handling_score',
    notCounted: { call_type: 'demo' },
    pair: [[58, 61], 119],
    edges: [[99, 1], 100],
    six: [[0, 30, 30, 30, 30, 30], 150],
  }),
  'SDR.talk_ratio': talkExamples('discovery'),
  'SDR.discovery_question_quality': [
    {
      shows: 'half the depth, half the topics covered',
      given: (rep) => {
        rep.call(at('2026-02-20'), { discovery_depth_score: 70, qual_topics_covered: 2, qual_topics_required: 5 });
        rep.call(at('2026-02-21'), { discovery_depth_score: 0, qual_topics_covered: 5, qual_topics_required: 5 });
      },
      because: '35 + 20 and 0 + 50',
      expect: { numerator: 105, denominator: 2, size: 2, value: 52.5 },
    },
    {
      shows: 'the brief of the call knows the topics better, once it is written',
      given: (rep) => {
        const call = { discovery_depth_score: 60, qual_topics_covered: 1, qual_topics_required: 4 };
        rep.discoveryBrief(rep.call(at('2026-02-20'), call), 3, 4, at('2026-02-21'));
        rep.discoveryBrief(rep.call(at('2026-02-20'), call), 4, 4, midnight(T));
      },
      because: '30 + 37.5; the second brief is of t: 30 + 12.5',
      expect: { numerator: 110, size: 2, value: 55 },
    },
    {
      shows: 'without a depth, or topics to cover, a call is not scored',
      given: (rep) => {
        const topics = { qual_topics_covered: 2, qual_topics_required: 4 };
        rep.call(at('2026-02-20'), { discovery_depth_score: null, ...topics });
        rep.call(at('2026-02-20'), { discovery_depth_score: 50, qual_topics_covered: 0, qual_topics_required: 0 });
        const blank = rep.call(at('2026-02-20'), { discovery_depth_score: 50 });
        rep.discoveryBrief(blank, 1, 2, at('2026-02-21'));
        rep.call(before(T), { discovery_depth_score: 90, ...topics });
      },
      because: '25 + 25 by the brief, and 45 + 25',
      expect: { numerator: 120, size: 2, value: 60, newEvidence: 1, status: 'insufficient_sample' },
    },
  ],
};
