import { LONG_KNOWN } from '../generated/moments.ts';
import type { CallRow, HistoryRow, LedgerRow, OpportunityRow, QuotaRow, QuoteRow, StageBriefRow } from '../rows.ts';
import { at } from './local-time.ts';
import { NamedRep } from './named-rep.ts';
import { USUAL_BRIEF, USUAL_CALL, USUAL_OPPORTUNITY, USUAL_QUOTE } from './usual-rows.ts';

/** A step of a deal: an open stage, or how it ended; when; by somebody else from then on. */
export type Step = readonly [what: number | 'won' | 'lost', at: string, owner?: string];

/** Writes a rep's calls, deals, quotes and quota. */
export class DealingRep extends NamedRep {
  call(call_at: string, change: Partial<CallRow> = {}): string {
    const call_id = this.next('call');
    this.rows.conv_intelligence.push({
      call_id,
      call_owner_rep_id: this.id,
      call_owner_role: this.role,
      call_at,
      ...USUAL_CALL,
      ...change,
    });
    return call_id;
  }

  discoveryBrief(call_id: string, covered: number, required: number, created_at: string): void {
    this.rows.discovery_brief_log.push({
      brief_id: this.next('brief'),
      rep_id: this.id,
      call_id,
      created_at,
      qual_topics_required: required,
      qual_topics_covered: covered,
      recorded_at: LONG_KNOWN,
    });
  }

  opportunity(change: Partial<OpportunityRow> = {}): string {
    const opp_id = change.opp_id ?? this.next('opp');
    this.rows.opportunities.push({
      opp_id,
      account_id: `prospect ${opp_id}`,
      owner_rep_id: this.id,
      ...USUAL_OPPORTUNITY,
      ...change,
    });
    return opp_id;
  }

  /** A deal with its history, the rep's until somebody else has it. */
  deal(steps: readonly Step[], change: Partial<OpportunityRow> = {}): string {
    const opp_id = this.opportunity(change);
    let owner_rep_id = this.id;
    for (const [index, [what, entered_at, owner]] of steps.entries()) {
      owner_rep_id = owner ?? owner_rep_id;
      const status: HistoryRow['status'] = typeof what === 'number' ? 'open' : what;
      const stage_order = typeof what === 'number' ? what : null;
      const recorded_at = LONG_KNOWN;
      const row = { opp_id, seq: index + 1, stage_order, status, entered_at, owner_rep_id, recorded_at };
      this.rows.opportunity_stage_history.push(row);
    }
    return opp_id;
  }

  brief(
    opp_id: string,
    stage_order: number,
    executed: number,
    stated: number,
    change: Partial<StageBriefRow> = {},
  ): void {
    this.rows.opportunity_brief_log.push({
      brief_id: this.next('brief'),
      opp_id,
      rep_id: this.id,
      stage_order,
      objectives_stated: stated,
      objectives_executed: executed,
      ...USUAL_BRIEF,
      ...change,
    });
  }

  /** An accepted quote version of a deal, won at noon of a date unless it exists. */
  quote(
    list_amount: number,
    net_amount: number,
    change: Partial<QuoteRow> & { readonly closed?: string } = {},
  ): string {
    const { closed = at('2026-02-10'), ...columns } = change;
    const opp_id = change.opp_id ?? this.opportunity({ closed_at: closed, is_won: true });
    this.rows.quote_log.push({
      quote_id: this.next('quote'),
      opp_id,
      rep_id: this.id,
      quote_type: this.role === 'AM' ? 'expansion' : 'new',
      list_amount,
      net_amount,
      ...USUAL_QUOTE,
      ...columns,
    });
    return opp_id;
  }

  ledger(
    entry_type: LedgerRow['entry_type'],
    amount: number,
    effective_date: string,
    change: Partial<LedgerRow> = {},
  ): void {
    this.rows.quota_retirement_ledger.push({
      ledger_id: this.next('line'),
      rep_id: this.id,
      opp_id: this.next('deal'),
      fiscal_quarter: 'P1',
      entry_type,
      amount,
      currency: 'USD',
      effective_date,
      recorded_at: LONG_KNOWN,
      ...change,
    });
  }

  quota(quota_amount: number, change: Partial<QuotaRow> = {}): void {
    this.rows.quota_store.push({
      rep_id: this.id,
      fiscal_quarter: 'P1',
      effective_from: '2026-01-01',
      effective_to: '2026-04-01',
      quota_amount,
      relief_amount: 0,
      currency: 'USD',
      pace_weights: null,
      recorded_at: LONG_KNOWN,
      ...change,
    });
  }
}
