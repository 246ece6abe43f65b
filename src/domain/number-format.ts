import { Decimal } from './decimal.ts';
import type { Unit } from './metric.ts';

/**
 * A value as people read it (metrics G4): shares as percent, days and scores with one decimal, half away from zero.
 * Sentiment keeps two: it runs from -1 to 1, and one decimal would hide the differences that matter.
 */
export function formatValue(unit: Unit, value: Decimal): string {
  switch (unit) {
    case 'rate':
    case 'ratio':
    case 'share':
      return `${fixed(value.times(100), 1)}%`;
    case 'days':
      return `${fixed(value, 1)} ${fixed(value, 1) === '1.0' ? 'day' : 'days'}`;
    case 'points_per_28_days':
      return `${fixed(value, 1)} points per 28 days`;
    case 'score':
    case 'points':
      return fixed(value, 1);
    case 'sentiment':
      return fixed(value, 2);
    case 'count':
      return fixed(value, 0);
  }
}

/** A relative change with its sign: 0.1 is "+10.0%". */
export function formatRelativeChange(change: Decimal): string {
  const text = fixed(change.times(100), 1);
  return `${text.startsWith('-') || text === '0.0' ? '' : '+'}${text}%`;
}

/** A sum or a count: whole numbers as such, others with two decimals: "1,234", "1,234.50". */
export function formatAmount(amount: Decimal): string {
  return grouped(amount.isInteger() ? amount.toFixed(0) : fixed(amount, 2));
}

/** "1,574". @param count a whole number */
export function formatCount(count: number): string {
  return grouped(count.toFixed(0));
}

/** Money to the currency's minor unit: "1,234.50 EUR". @param currency ISO 4217 code. */
export function formatMoney(amount: Decimal, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${grouped(fixed(amount, digits))} ${currency}`;
}

/** Thousands told apart by commas. */
function grouped(number: string): string {
  const [whole = '0', minor] = number.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return minor === undefined ? thousands : `${thousands}.${minor}`;
}

/** Fixed decimals, half away from zero, never a negative zero. */
function fixed(value: Decimal, digits: number): string {
  const rounded = value.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);
  return (rounded.isZero() ? new Decimal(0) : rounded).toFixed(digits);
}
