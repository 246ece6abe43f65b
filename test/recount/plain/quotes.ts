import type { QuoteRow } from '../rows.ts';
import { instantWithin, known, lastWeek, planRate, type Rep, type Run, type Span } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';

interface Deal {
  readonly quote: QuoteRow;
  readonly isNew: boolean;
}

/** The last accepted version of every deal won in the window, where it is the rep's. */
function deals(run: Run, rep: Rep, span: Span, type: QuoteRow['quote_type']): Deal[] {
  const found: Deal[] = [];
  const won = new Map(
    run.organisation.opportunities
      .filter((deal) => known(run, deal) && deal.is_won === true && deal.closed_at !== null)
      .filter((deal) => instantWithin(run, deal.closed_at ?? '', span))
      .map((deal) => [deal.opp_id, deal.closed_at ?? '']),
  );
  const last = new Map<string, QuoteRow>();
  for (const quote of run.organisation.quote_log) {
    if (!known(run, quote) || quote.quote_date >= run.t || !won.has(quote.opp_id)) continue;
    if (quote.quote_type !== type || quote.list_amount <= 0 || quote.status !== 'accepted') continue;
    const other = last.get(quote.opp_id);
    if (other === undefined || isLater(quote, other)) last.set(quote.opp_id, quote);
  }
  for (const quote of last.values()) {
    if (quote.rep_id !== rep.id) continue;
    found.push({ quote, isNew: instantWithin(run, won.get(quote.opp_id) ?? '', lastWeek(span)) });
  }
  return found;
}

function isLater(quote: QuoteRow, other: QuoteRow): boolean {
  if (quote.quote_date !== other.quote_date) return quote.quote_date > other.quote_date;
  if (quote.version !== other.version) return quote.version > other.version;
  return quote.quote_id > other.quote_id;
}

export function discountDepth(type: QuoteRow['quote_type']): Measure {
  return (run, rep, span) => {
    let given = 0;
    let list = 0;
    let missingRate = false;
    const observations: { value: number; segment: string; isNew: boolean }[] = [];
    for (const { quote, isNew } of deals(run, rep, span, type)) {
      const rate = planRate(run, quote.currency, span.end);
      if (rate === null) {
        missingRate = true;
        continue;
      }
      const off = quote.list_amount - quote.net_amount;
      given += off * rate;
      list += quote.list_amount * rate;
      observations.push({ value: off / quote.list_amount, segment: quote.segment, isNew });
    }
    const sizes = new Map<string, number>();
    for (const { segment } of observations) sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
    return one({
      numerator: given,
      denominator: list,
      size: observations.length,
      value: list > 0 ? given / list : null,
      newEvidence: observations.filter((deal) => deal.isNew).length,
      observations,
      sizes,
      dataQuality: missingRate,
    });
  };
}

export function termExceptions(type: QuoteRow['quote_type']): Measure {
  return (run, rep, span) =>
    one(
      rateOf(
        deals(run, rep, span, type).map(({ quote, isNew }) => ({
          yes: quote.term_exception_count >= 1,
          isNew,
          segment: quote.segment,
        })),
      ),
    );
}
