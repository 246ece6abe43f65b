import { Decimal } from '../../domain/decimal.ts';
import type { Unit } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';

/** What the companions of a reading count in, in the order shown; those not named here are plain numbers or lists. */
const units: Readonly<Record<string, Unit>> = {
  attainment: 'ratio',
  projected: 'ratio',
  elapsed_weight: 'ratio',
  bias: 'ratio',
  grr: 'ratio',
  logo_rate: 'rate',
  suppression_rate: 'rate',
  scheduled_rate: 'rate',
  coverage: 'rate',
  median_ratio: 'ratio',
  median_days: 'days',
  peer_median_days: 'days',
  max_follow_up_days: 'days',
  mean_advance_score: 'score',
};

/** The companions as people read them, "logo rate 85.7%"; those without a value are left out. */
export function companionTexts(companions: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(units);
  const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  const inOrder = Object.entries(companions).sort(([a], [b]) => placeOf(a) - placeOf(b) || a.localeCompare(b));
  return inOrder.flatMap(([name, value]) => {
    const text = textOf(units[name], value);
    return text === null ? [] : [`${name.replaceAll('_', ' ')} ${text}`];
  });
}

/** Of a value whose sign matters. */
interface Signed {
  readonly over: string;
  readonly under: string;
  readonly none: string;
}

/** What a manager asks for beside a number, {x} being its size; the rest is for those who check how it came about. */
const spoken: ReadonlyMap<string, string | Signed> = new Map<string, string | Signed>([
  ['attainment', '{x} of the quarter’s quota closed'],
  ['projected', '{x} with what is committed'],
  [
    'bias',
    {
      over: 'closed {x} more than committed',
      under: 'closed {x} less than committed',
      none: 'closed what was committed',
    },
  ],
  ['grr', 'gross retention {x}'],
  ['logo_rate', '{x} of the accounts kept'],
  ['suppression_rate', '{x} of the plays suppressed'],
  ['median_days', 'typically {x}'],
  ['peer_median_days', 'peers typically {x}'],
]);

/** The companions that people speak of: "72.0% of the quarter’s quota closed"; those without a value are left out. */
export function spokenCompanions(companions: Readonly<Record<string, unknown>>): string[] {
  return [...spoken].flatMap(([name, words]) => {
    const value = companions[name];
    if (typeof words === 'string') {
      const text = textOf(units[name], value);
      return text === null ? [] : [words.replace('{x}', text)];
    }
    if (typeof value !== 'number') return [];
    const size = formatValue('ratio', new Decimal(value).abs());
    if (size === '0.0%') return [words.none];
    return [(value > 0 ? words.over : words.under).replace('{x}', size)];
  });
}

function textOf(unit: Unit | undefined, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([name, one]) => `${name}: ${String(one)}`);
    return entries.length === 0 ? null : entries.join('; ');
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value);
  const number = new Decimal(value);
  return unit === undefined ? number.toDecimalPlaces(2).toString() : formatValue(unit, number);
}
