import { formatDate } from '../domain/date-format.ts';
import { Decimal } from '../domain/decimal.ts';
import type { EscalationFacts } from '../domain/escalation-facts.ts';
import { addDays, daysBetween } from '../domain/local-date.ts';
import { formatValue } from '../domain/number-format.ts';
import { patternTitle } from './playbook/metric-wording.ts';

/** A condition's numbers in one or two plain sentences. */
export function factsInWords(facts: EscalationFacts): string {
  switch (facts.rule) {
    case 'E1': {
      const closed = formatValue('ratio', facts.attainment);
      const days = `${facts.daysLeft} day${facts.daysLeft === 1 ? '' : 's'}`;
      return `Closed business is ${closed} of the quarter’s quota, under ${shareInWords(facts.below)}, with ${days} left until ${formatDate(addDays(facts.quarterEnd, -1))}. Deals that are committed and not closed do not count here.`;
    }
    case 'E4': {
      const { dropped, compared, churned, book, from, to, shareAbove } = facts;
      const share = formatValue('rate', new Decimal(dropped).div(compared));
      const gone = churned === 0 ? '' : `, ${churned} of them by leaving`;
      return `${dropped} of ${compared} accounts (${share}, more than ${shareInWords(shareAbove)}) are at a higher risk than ${daysInWords(daysBetween(from, to))} ago${gone}: ${formatDate(from)} against ${formatDate(to)}. ${compared} of the ${book} accounts in the book can be compared.`;
    }
    case 'E6': {
      const named = facts.onsets.map((onset) => `${patternTitle(onset)} (${formatDate(onset.on)})`);
      return `${facts.onsets.length} critical thresholds were crossed within ${daysInWords(facts.windowDays)}: ${named.join('; ')}.`;
    }
  }
}

/** "half", "40.0%". */
function shareInWords(share: Decimal): string {
  return share.eq('0.5') ? 'half' : formatValue('ratio', share);
}

const WEEKS = [
  '',
  'one week',
  'two weeks',
  'three weeks',
  'four weeks',
  'five weeks',
  'six weeks',
  'seven weeks',
  'eight weeks',
];

/** "four weeks", "30 days". */
function daysInWords(days: number): string {
  return (days % 7 === 0 ? WEEKS[days / 7] : undefined) ?? `${days} days`;
}
