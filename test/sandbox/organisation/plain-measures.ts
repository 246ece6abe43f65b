import { expansionLog, onboardingLog, qbrLog } from '../../../src/db/source-contract/tables/customers.ts';
import { opportunities, opportunityBriefLog, quoteLog } from '../../../src/db/source-contract/tables/opportunities.ts';
import { cadenceEventLog, leads } from '../../../src/db/source-contract/tables/outreach.ts';
import { addDays } from '../../../src/sandbox/organisation/local-dates.ts';
import { organisation } from './organisation.ts';
import { callMeasures } from './plain-call-measures.ts';
import type { Observation, PlainMeasure } from './plain-measure.ts';
import { rowsOf } from './rows-of.ts';

function quoteMeasures(role: 'AE' | 'AM', type: 'new' | 'expansion'): PlainMeasure[] {
  const closedOn = new Map(
    rowsOf(organisation, opportunities).map(({ opp_id, close_date }) => [opp_id, close_date ?? '']),
  );
  const accepted = rowsOf(organisation, quoteLog).filter(
    ({ quote_type, status }) => quote_type === type && status === 'accepted',
  );
  const seen = (good: (quote: (typeof accepted)[number]) => number) =>
    accepted.map((quote) => ({ repId: quote.rep_id, on: closedOn.get(quote.opp_id) ?? '', good: good(quote) }));
  const common = { role, from: 91, minimum: 8, higherIsBetter: false };
  return [
    {
      ...common,
      metricKey: `${role}.discount_depth`,
      material: 0.05,
      observations: seen(({ list_amount, net_amount }) => 1 - net_amount / list_amount),
    },
    {
      ...common,
      metricKey: `${role}.term_exception_rate`,
      material: 0.15,
      observations: seen(({ term_exception_count }) => (term_exception_count > 0 ? 1 : 0)),
    },
  ];
}

const rate = (yes: boolean): number => (yes ? 1 : 0);

/** Meetings per touch: a touch is a 0, a meeting a 1 on top of a touch's 0, so the mean is nearly the rate. */
function meetingsPerTouch(type: 'cold' | 'warm' | null): Observation[] {
  return rowsOf(organisation, cadenceEventLog)
    .filter(({ cadence_type }) => type === null || cadence_type === type)
    .filter(({ event_type }) => event_type === 'touch_sent' || event_type === 'meeting_booked')
    .map((event) => ({
      repId: event.rep_id,
      on: event.event_at.slice(0, 10),
      good: rate(event.event_type === 'meeting_booked'),
    }));
}

function repliesPerTouch(step: number | null): Observation[] {
  const events = rowsOf(organisation, cadenceEventLog).filter(
    ({ cadence_type, step_number }) => cadence_type === 'cold' && (step === null || step_number === step),
  );
  const answered = new Set(
    events.filter(({ event_type }) => event_type === 'reply').map(({ ref_event_id }) => ref_event_id),
  );
  return events
    .filter(({ event_type }) => event_type === 'touch_sent')
    .map(({ rep_id, event_at, event_id }) => ({
      repId: rep_id,
      on: event_at.slice(0, 10),
      good: rate(answered.has(event_id)),
    }));
}

function milestoneMeasures(): PlainMeasure[] {
  const rows = rowsOf(organisation, onboardingLog);
  const seen = (part: typeof rows) =>
    part.map((row) => {
      const due = addDays(row.target_date, row.paused_days ?? 0);
      return { repId: row.csm_rep_id, on: due, good: rate((row.completed_date ?? '9') <= due) };
    });
  const common = { role: 'CSM', higherIsBetter: true } as const;
  return [
    {
      ...common,
      metricKey: 'CSM.ttv_on_target',
      from: 91,
      minimum: 8,
      material: 0.15,
      observations: seen(rows.filter(({ is_ttv_milestone }) => is_ttv_milestone)),
    },
    {
      ...common,
      metricKey: 'CSM.onboarding_milestone_on_time',
      from: 28,
      minimum: 10,
      material: 0.1,
      observations: seen(rows),
    },
  ];
}

function reviewMeasures(): PlainMeasure[] {
  const rows = rowsOf(organisation, qbrLog).filter(({ rescheduled_due_date }) => !rescheduled_due_date);
  const common = { role: 'AM', from: 91, higherIsBetter: true } as const;
  return [
    {
      ...common,
      metricKey: 'AM.qbr_adherence',
      minimum: 5,
      material: 0.1,
      observations: rows.map(({ am_rep_id, due_date, completed_date }) => ({
        repId: am_rep_id,
        on: addDays(due_date, 14),
        good: rate((completed_date ?? '9') <= addDays(due_date, 14)),
      })),
    },
    {
      ...common,
      metricKey: 'AM.qbr_outcome_quality',
      minimum: 8,
      material: 0.15,
      observations: rows.map(({ am_rep_id, completed_date, outcome }) => ({
        repId: am_rep_id,
        on: completed_date ?? '',
        good: rate(outcome === 'positive'),
      })),
    },
  ];
}

function renewalMeasure(): PlainMeasure {
  return {
    metricKey: 'AM.gross_renewal_rate',
    role: 'AM',
    from: 91,
    minimum: 8,
    material: 0.1,
    higherIsBetter: true,
    observations: rowsOf(organisation, opportunities)
      .filter(({ opp_type }) => opp_type === 'renewal')
      .map(({ owner_rep_id, renewal_due_date, is_won }) => ({
        repId: owner_rep_id,
        on: renewal_due_date ?? '',
        good: rate(is_won === true),
      })),
  };
}

export function plainMeasures(): readonly PlainMeasure[] {
  return [
    ...callMeasures(),
    {
      metricKey: 'AE.stage_objective_execution',
      role: 'AE',
      from: 56,
      minimum: 8,
      material: 0.1,
      higherIsBetter: true,
      observations: rowsOf(organisation, opportunityBriefLog).map((brief) => ({
        repId: brief.rep_id,
        on: brief.brief_date,
        good: brief.objectives_executed / brief.objectives_stated,
      })),
    },
    ...quoteMeasures('AE', 'new'),
    ...quoteMeasures('AM', 'expansion'),
    {
      metricKey: 'AM.expansion_conversion',
      role: 'AM',
      from: 91,
      minimum: 8,
      material: 0.15,
      higherIsBetter: true,
      observations: rowsOf(organisation, expansionLog)
        .filter(({ suppressed_by }) => suppressed_by !== 'system')
        .map(({ am_rep_id, status_at, status }) => ({
          repId: am_rep_id,
          on: status_at.slice(0, 10),
          good: rate(status === 'closed_won'),
        })),
    },
    renewalMeasure(),
    ...reviewMeasures(),
    ...milestoneMeasures(),
    ...(
      [
        ['SDR.meeting_acceptance', null],
        ['SDR.acceptance_by_cadence', 'warm'],
      ] as const
    ).map(([metricKey, type]) => ({
      metricKey,
      role: 'SDR' as const,
      from: 28,
      minimum: 200,
      material: 0.25,
      relative: true,
      higherIsBetter: true,
      observations: meetingsPerTouch(type),
    })),
    ...(
      [
        ['SDR.response_rate_by_cadence', null],
        ['SDR.response_rate_by_step', 3],
      ] as const
    ).map(([metricKey, step]) => ({
      metricKey,
      role: 'SDR' as const,
      from: 35,
      to: 7,
      minimum: 100,
      material: 0.25,
      relative: true,
      higherIsBetter: true,
      observations: repliesPerTouch(step),
    })),
    {
      metricKey: 'SDR.meeting_to_qualified_opp',
      role: 'SDR',
      from: 77,
      to: 21,
      minimum: 8,
      material: 0.15,
      higherIsBetter: true,
      observations: rowsOf(organisation, leads).map((lead) => ({
        repId: lead.sdr_rep_id,
        on: (lead.meeting_booked_at ?? '').slice(0, 10),
        good: rate(
          Date.parse(lead.qualified_at ?? '9999-01-01') <= Date.parse(lead.meeting_booked_at ?? '') + 21 * 86_400_000,
        ),
      })),
    },
  ];
}
