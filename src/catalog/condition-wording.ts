import { formatDate } from '../domain/date-format.ts';
import { Decimal } from '../domain/decimal.ts';
import type { EscalationFacts } from '../domain/escalation-facts.ts';
import { addDays } from '../domain/local-date.ts';
import { formatValue } from '../domain/number-format.ts';
import { patternTitle } from './playbook/metric-wording.ts';

/** A condition's numbers in one or two plain sentences. */
export function factsInWords(facts: EscalationFacts): string {
  switch (facts.rule) {
    case 'E1': {
      const closed = formatValue('ratio', facts.attainment);
      const days = `${facts.daysLeft} day${facts.daysLeft === 1 ? '' : 's'}`;
      return `Closed business is ${closed} of the quarter’s quota, under half, with ${days} left until ${formatDate(addDays(facts.quarterEnd, -1))}. Deals that are committed and not closed do not count here.`;
    }
    case 'E4': {
      const { dropped, compared, churned, book, from, to } = facts;
      const share = formatValue('rate', new Decimal(dropped).div(compared));
      const gone = churned === 0 ? '' : `, ${churned} of them by leaving`;
      return `${dropped} of ${compared} accounts (${share}, more than half) are at a higher risk than four weeks ago${gone}: ${formatDate(from)} against ${formatDate(to)}. ${compared} of the ${book} accounts in the book can be compared.`;
    }
    case 'E6': {
      const named = facts.onsets.map((onset) => `${patternTitle(onset)} (${formatDate(onset.on)})`);
      return `${facts.onsets.length} critical thresholds were crossed within four weeks: ${named.join('; ')}.`;
    }
  }
}
