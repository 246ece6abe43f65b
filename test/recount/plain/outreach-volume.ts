import { cadenceEvents } from './cadence.ts';
import { businessDays, instantWithin, isAbsent, known, type Rep, type Run } from './run.ts';
import { type Measure, one } from './series.ts';

/** What the plan in force asks of the rep on one day; null: no plan. */
function target(run: Run, rep: Rep, day: string): number | null {
  const plans = run.organisation.comp_plans.filter(
    (plan) =>
      known(run, plan) &&
      plan.role === rep.role &&
      plan.activity_metric === 'touches_per_business_day' &&
      plan.effective_from <= day &&
      (plan.effective_to === null || plan.effective_to > day),
  );
  const own = plans.find((plan) => plan.rep_id === rep.id);
  const segment = plans.find((plan) => plan.rep_id === null && plan.segment !== null && plan.segment === rep.segment);
  const role = plans.find((plan) => plan.rep_id === null && plan.segment === null);
  return (own ?? segment ?? role)?.target_value ?? null;
}

export const outreachVolume: Measure = (run, rep, span) => {
  const touches = (cadenceEvents(run).byRep.get(rep.id) ?? []).filter(
    (row) => row.event_type === 'touch_sent' && instantWithin(run, row.event_at, span),
  );
  const days = businessDays(run, rep.calendar, span);
  const available = days.filter((day) => !isAbsent(run, rep.id, day));
  let expected = 0;
  for (const day of available) expected += target(run, rep, day) ?? 0;
  return one({
    numerator: touches.length,
    denominator: expected,
    size: available.length,
    value: expected > 0 ? touches.length / expected : null,
    newEvidence: cadenceEvents(run).anyInWeek ? 1 : 0,
    notApplicable: days.every((day) => target(run, rep, day) === null),
  });
};
