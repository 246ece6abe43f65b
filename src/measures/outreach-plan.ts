import type { Knex } from 'knex';
import { availableDays } from '../domain/availability.ts';
import { Decimal } from '../domain/decimal.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { RepDates, RepToMeasure } from './measure.ts';

/** A row of `comp_plans`: how many touches a business day asks of the reps it holds for. */
export interface OutreachPlan {
  readonly planId: string;
  readonly role: string;
  /** The narrowest that is named counts: the rep, the segment, or everybody in the role. */
  readonly repId: string | null;
  readonly segment: string | null;
  readonly touchesADay: Decimal;
  readonly from: LocalDate;
  /** Exclusive; null: until further notice. */
  readonly to: LocalDate | null;
}

interface Row {
  plan_id: string;
  role: string;
  rep_id: string | null;
  segment: string | null;
  target_value: string;
  effective_from: LocalDate;
  effective_to: LocalDate | null;
}

/** The plans in force somewhere in the window, and how many say nothing that can be used. */
export async function outreachPlans(
  db: Knex,
  { start, end }: RepDates,
  runStart: Date,
): Promise<{ readonly plans: readonly OutreachPlan[]; readonly unusable: number }> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select plan_id, role, rep_id, segment, target_value, effective_from, effective_to
     from comp_plans
     where activity_metric = 'touches_per_business_day' and recorded_at < :runStart
       and effective_from < cast(:end as date) and (effective_to is null or cast(:start as date) < effective_to)`,
    { start, end, runStart },
  );
  const isUsable = (target: Decimal) => target.isFinite() && target.gte(0);
  const usable = rows.filter((row) => row.target_value !== null && isUsable(new Decimal(row.target_value)));
  return {
    plans: usable.map((row) => ({
      planId: row.plan_id,
      role: row.role,
      repId: row.rep_id,
      segment: row.segment,
      touchesADay: new Decimal(row.target_value),
      from: row.effective_from,
      to: row.effective_to,
    })),
    unusable: rows.length - usable.length,
  };
}

/** What the plans asked of a rep. */
export interface ExpectedTouches {
  readonly touches: Decimal;
  /** Business days on which the rep was there, planned or not. */
  readonly days: number;
  /** False where no plan holds for the rep on any day of the window. */
  readonly isPlanned: boolean;
}

/** How many touches each rep's own window asked for: those of the plan in force on each available business day. */
export function expectedTouches(plans: readonly OutreachPlan[]): (rep: RepToMeasure) => ExpectedTouches {
  const daysOf = askedDays(plans);
  return (rep) => {
    const { days, isPlanned } = daysOf(rep);
    return {
      touches: days.reduce((sum, { plan }) => (plan === null ? sum : sum.plus(plan.touchesADay)), new Decimal(0)),
      days: days.length,
      isPlanned,
    };
  };
}

/** A business day on which a rep was there, and the plan in force for them. */
export interface AskedDay {
  readonly date: LocalDate;
  readonly plan: OutreachPlan | null;
}

/** Day by day, what each rep's own window asked for. */
export function askedDays(
  plans: readonly OutreachPlan[],
): (rep: RepToMeasure) => { readonly days: readonly AskedDay[]; readonly isPlanned: boolean } {
  const ranked = plans.toSorted(byPrecedence);
  return ({ repId, role, segment, own, calendar, absences }) => {
    const mine = ranked.filter((plan) => {
      const isTheirs = plan.repId === null ? plan.segment === null || plan.segment === segment : plan.repId === repId;
      return isTheirs && plan.role === role && plan.from < own.end && (plan.to === null || own.start < plan.to);
    });
    const inForce = (date: LocalDate) => mine.find((plan) => plan.from <= date && (plan.to === null || date < plan.to));
    const days = availableDays(own, calendar, absences);
    return { days: days.map((date) => ({ date, plan: inForce(date) ?? null })), isPlanned: mine.length > 0 };
  };
}

/** Rep before segment before role; of several in force the latest, then the lowest id. */
function byPrecedence(a: OutreachPlan, b: OutreachPlan): number {
  const breadth = (plan: OutreachPlan) => (plan.repId !== null ? 0 : plan.segment !== null ? 1 : 2);
  if (breadth(a) !== breadth(b)) return breadth(a) - breadth(b);
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return a.planId < b.planId ? -1 : 1;
}
