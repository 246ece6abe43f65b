import type { QuoteRow } from '../rows.ts';
import { type Example, T } from './example.ts';
import { at, before, midnight } from './local-time.ts';

/** Discounts of the kind of quotes that a role makes. @param other a kind that it does not. */
export function depthExamples(other: QuoteRow['quote_type']): Example[] {
  return [
    {
      shows: 'large deals weigh more',
      given: (rep) => {
        rep.quote(10_000, 9000);
        rep.quote(90_000, 63_000);
        rep.quote(50_000, 10_000, { quote_type: other });
      },
      because: '1,000 of 10,000 and 27,000 of 90,000; half of each would be 20%',
      expect: { numerator: 28_000, denominator: 100_000, size: 2, value: 0.28 },
    },
    {
      shows: 'the last accepted version counts: by date, then version',
      given: (rep) => {
        const opp_id = rep.quote(10_000, 5000, { version: 1 });
        rep.quote(10_000, 8000, { opp_id, version: 2 });
        rep.quote(10_000, 1000, { opp_id, version: 9, quote_date: '2026-01-19' });
        rep.quote(10_000, 4000, { opp_id, version: 3, status: 'sent' });
        rep.quote(0, 0, { opp_id, version: 4 });
      },
      because: 'version 2 of 20 January: 2,000 of 10,000; a quote of nothing is none',
      expect: { numerator: 2000, denominator: 10_000, size: 1, value: 0.2 },
    },
    {
      shows: 'the deal counts by the instant it was closed',
      given: (rep) => {
        rep.quote(1000, 100, { closed: before('2025-12-15'), quote_date: '2025-12-01' });
        rep.quote(1000, 900, { closed: midnight('2025-12-15'), quote_date: '2025-12-01' });
        rep.quote(1000, 700, { closed: before(T) });
        rep.quote(1000, 100, { closed: midnight(T) });
      },
      because: '100 and 300 of 1,000 each',
      expect: { numerator: 400, denominator: 2000, size: 2, value: 0.2, newEvidence: 1 },
    },
    {
      shows: 'euros weigh what the plan says, and the discount is taken in euros',
      given: (rep) => {
        rep.quote(1000, 500, { currency: 'EUR' });
        rep.quote(1000, 900);
      },
      because: '550 of 1,100 and 100 of 1,000 dollars',
      expect: { numerator: 650, denominator: 2100, size: 2, value: 650 / 2100 },
    },
    {
      shows: 'francs that nobody has a rate for make it unfit at once',
      given: (rep) => {
        rep.quote(1000, 900);
        rep.quote(1000, 500, { currency: 'CHF' });
      },
      because: 'the franc deal is left out: 100 of 1,000',
      expect: { numerator: 100, denominator: 1000, size: 1, value: 0.1, status: 'data_quality' },
    },
  ];
}

export function exceptionExamples(other: QuoteRow['quote_type']): Example[] {
  return [
    {
      shows: 'one exception or three: the deal has some',
      given: (rep) => {
        for (const term_exception_count of [0, 1, 3, 0]) rep.quote(1000, 900, { term_exception_count });
        rep.quote(1000, 900, { term_exception_count: 2, quote_type: other });
      },
      because: '2 of 4 deals',
      expect: { numerator: 2, denominator: 4, size: 4, value: 0.5 },
    },
    {
      shows: 'what the last accepted version says',
      given: (rep) => {
        const opp_id = rep.quote(1000, 900, { version: 1, term_exception_count: 4 });
        rep.quote(1000, 900, { opp_id, version: 2 });
        const other_opp = rep.quote(1000, 900, { version: 1, term_exception_count: 1 });
        rep.quote(1000, 900, { opp_id: other_opp, version: 2, status: 'rejected' });
      },
      because: 'the first has none any more, the second still one',
      expect: { numerator: 1, denominator: 2, size: 2, value: 0.5 },
    },
    {
      shows: 'a deal that is lost, or still open, is none; francs have terms, too',
      given: (rep) => {
        const lost = rep.opportunity({ closed_at: at('2026-02-10'), is_won: false });
        rep.quote(1000, 900, { opp_id: lost, term_exception_count: 1 });
        rep.quote(1000, 900, { opp_id: rep.opportunity(), term_exception_count: 1 });
        rep.quote(1000, 900, { currency: 'CHF', closed: before(T), term_exception_count: 1 });
      },
      because: '1 of the 1 that was won',
      expect: { numerator: 1, denominator: 1, size: 1, value: 1, newEvidence: 1, status: 'insufficient_sample' },
    },
  ];
}
