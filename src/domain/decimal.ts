import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimal arithmetic for money, ratios and thresholds. Ratios that do not end (1/3) are kept to 34 digits, far
 * below the comparison tolerance, and never rounded before they are compared.
 */
export const Decimal = DecimalJs.clone({ precision: 34, rounding: DecimalJs.ROUND_HALF_UP });
export type Decimal = DecimalJs;

/** What counts as equal when a threshold is compared: values that do not end would otherwise miss it by their last digit. */
const TOLERANCE = new Decimal('1e-9');

/** `a >= b`, exactly on the threshold included. */
export function atLeast(a: Decimal, b: Decimal): boolean {
  return a.plus(TOLERANCE).gte(b);
}

/** `a < b`, strictly: exactly on the threshold is not below it. */
export function below(a: Decimal, b: Decimal): boolean {
  return !atLeast(a, b);
}

/** Numerator over denominator; null when the denominator is zero, because "none of nothing" is neither 0% nor 100%. */
export function ratio(numerator: Decimal, denominator: Decimal): Decimal | null {
  return denominator.isZero() ? null : numerator.div(denominator);
}

/** A decimal as Postgres `numeric` text, without an exponent. */
export function numericText(value: Decimal): string {
  return value.toFixed();
}

/** A nullable decimal as Postgres `numeric` text. */
export function nullableNumericText(value: Decimal | null): string | null {
  return value === null ? null : value.toFixed();
}

/** What Postgres returns for a nullable `numeric`, as a decimal. */
export function nullableDecimal(text: string | number | null): Decimal | null {
  return text === null ? null : new Decimal(text);
}
