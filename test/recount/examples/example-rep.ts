import { LONG_KNOWN } from '../generated/moments.ts';
import type {
  AccountRow,
  CadenceRow,
  ChurnRow,
  HealthRow,
  LeadRow,
  OnboardingRow,
  OpportunityRow,
  OwnershipRow,
  PlanRow,
  PlayRow,
  ReviewRow,
} from '../rows.ts';
import { DealingRep } from './dealing-rep.ts';
import { at } from './local-time.ts';
import { USUAL_ACCOUNT, USUAL_EVENT, USUAL_HEALTH, USUAL_MILESTONE, USUAL_PLAY, USUAL_REVIEW } from './usual-rows.ts';

/** Writes the rows of one rep, each with what the example does not speak of left usual. */
export class ExampleRep extends DealingRep {
  /** An account, the rep's since 2024 unless said. */
  account(change: Partial<AccountRow> = {}, ...stretches: Partial<OwnershipRow>[]): string {
    const account_id = this.next('account');
    this.rows.accounts.push({
      account_id,
      name: account_id,
      ...USUAL_ACCOUNT,
      ...change,
    });
    for (const stretch of stretches.length > 0 ? stretches : [{}]) {
      this.rows.account_ownership.push({
        account_id,
        owner_role: this.role === 'AM' ? 'AM' : 'CSM',
        owned_from: '2024-01-01',
        rep_id: this.id,
        owned_to: null,
        recorded_at: LONG_KNOWN,
        ...stretch,
      });
    }
    return account_id;
  }

  health(account_id: string, score_date: string, health_score: number, change: Partial<HealthRow> = {}): void {
    this.rows.customer_health_log.push({
      account_id,
      score_date,
      health_score,
      ...USUAL_HEALTH,
      ...change,
    });
  }

  log(
    account_id: string,
    event_type: ChurnRow['event_type'],
    event_date: string,
    arr: number,
    change: Partial<ChurnRow> = {},
  ): void {
    this.rows.churn_risk_log.push({
      churn_event_id: this.next('event'),
      account_id,
      event_type,
      event_date,
      arr,
      currency: 'USD',
      renewal_date: null,
      proximity_window_days: 120,
      recorded_at: LONG_KNOWN,
      ...change,
    });
  }

  /** A renewal opportunity of an account, open since last summer. */
  renewal(account_id: string, renewal_due_date: string, change: Partial<OpportunityRow> = {}): void {
    this.opportunity({ account_id, opp_type: 'renewal', renewal_due_date, created_at: at('2025-07-01'), ...change });
  }

  play(status: PlayRow['status'], status_at: string, change: Partial<PlayRow> = {}): void {
    this.rows.expansion_log.push({
      play_id: this.next('play'),
      account_id: this.next('account of play'),
      am_rep_id: this.id,
      status,
      status_at,
      ...USUAL_PLAY,
      ...change,
    });
  }

  /** A review of an account, due on a date and held that day unless said. */
  review(account_id: string, due_date: string, change: Partial<ReviewRow> = {}): void {
    this.rows.qbr_log.push({
      qbr_id: this.next('review'),
      account_id,
      am_rep_id: this.id,
      due_date,
      scheduled_date: due_date,
      completed_date: due_date,
      outcome_logged_at: at(due_date, '18:00'),
      ...USUAL_REVIEW,
      ...change,
    });
  }

  /** A milestone of an onboarding of an account of its own; done on its target date unless said. */
  milestone(target_date: string, change: Partial<OnboardingRow> = {}): void {
    const onboarding_id = change.onboarding_id ?? this.next('onboarding');
    this.rows.onboarding_log.push({
      onboarding_id,
      milestone_id: this.next('milestone'),
      account_id: `account of ${onboarding_id}`,
      csm_rep_id: this.id,
      target_date,
      completed_date: target_date,
      ...USUAL_MILESTONE,
      ...change,
    });
  }

  event(event_type: string, event_at: string, change: Partial<CadenceRow> = {}): string {
    const event_id = this.next('event');
    this.rows.cadence_event_log.push({
      event_id,
      rep_id: this.id,
      enrollment_id: change.enrollment_id ?? `enrollment of ${event_id}`,
      event_type,
      event_at,
      ...USUAL_EVENT,
      ...change,
    });
    return event_id;
  }

  touches(count: number, event_at: string, change: Partial<CadenceRow> = {}): void {
    for (let nth = 0; nth < count; nth += 1) this.event('touch_sent', event_at, change);
  }

  /** A lead whose meeting was booked; qualified when its opportunity says so. */
  lead(booked: string, qualified: Partial<OpportunityRow> | null, change: Partial<LeadRow> = {}): void {
    const lead_id = this.next('lead');
    const converted_opp_id = qualified === null ? null : this.opportunity(qualified);
    this.rows.leads.push({
      lead_id,
      sdr_rep_id: this.id,
      created_at: at('2025-11-03'),
      meeting_id: `meeting of ${lead_id}`,
      meeting_booked_at: booked,
      converted_opp_id,
      recorded_at: LONG_KNOWN,
      ...change,
    });
  }

  plan(target_value: number, change: Partial<PlanRow> = {}): void {
    this.rows.comp_plans.push({
      plan_id: this.next('plan'),
      role: this.role,
      rep_id: this.id,
      segment: null,
      activity_metric: 'touches_per_business_day',
      target_value,
      effective_from: '2020-01-01',
      effective_to: null,
      recorded_at: LONG_KNOWN,
      ...change,
    });
  }

  /** Somebody else in the role, such as one of the peers. */
  colleague(name: string): ExampleRep {
    return new ExampleRep(this.rows, `${this.id} ${name}`, this.role);
  }
}
