import { describe, expect, test } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { formatMoney, formatRelativeChange, formatValue } from '../../src/domain/number-format.ts';

const d = (text: string) => new Decimal(text);

describe('numbers as people read them (metrics G4)', () => {
  test.each([
    ['rate', '0.38095', '38.1%'],
    ['ratio', '0.7995', '80.0%'],
    ['rate', '0.0005', '0.1%'],
    ['share', '0.50049', '50.0%'],
    ['days', '12.25', '12.3 days'],
    ['days', '1.04', '1.0 day'],
    ['score', '64.25', '64.3'],
    ['score', '64.35', '64.4'],
    ['points', '-12.25', '-12.3'],
    ['points_per_28_days', '-2.05', '-2.1 points per 28 days'],
    ['sentiment', '-0.004', '0.00'],
    ['count', '3', '3'],
  ] as const)('%s %s is shown as %s: half goes away from zero', (unit, value, shown) => {
    expect(formatValue(unit, d(value))).toBe(shown);
  });

  test('a change carries its sign, and none at zero', () => {
    expect(formatRelativeChange(d('0.025'))).toBe('+2.5%');
    expect(formatRelativeChange(d('-0.1'))).toBe('-10.0%');
    expect(formatRelativeChange(d('-0.0001'))).toBe('0.0%');
  });

  test('money is shown to the minor unit of its currency', () => {
    expect(formatMoney(d('1234567.005'), 'EUR')).toBe('1,234,567.01 EUR');
    expect(formatMoney(d('-1234.5'), 'JPY')).toBe('-1,235 JPY');
    expect(formatMoney(d('999.1234'), 'KWD')).toBe('999.123 KWD');
    expect(formatMoney(d('9007199254740993.12'), 'USD')).toBe('9,007,199,254,740,993.12 USD');
  });
});
