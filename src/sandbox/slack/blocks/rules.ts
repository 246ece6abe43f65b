/** The words in which the tables of blocks and elements are written: each makes a rule for one JSON value. */
import { type Inspection, refuse } from './issue.ts';

export type Rule = (value: unknown, pointer: string, inspection: Inspection) => void;
export type Fields = Record<string, Rule>;
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Slack does not say how it counts, so the larger of code points and UTF-16 units counts here. */
export function lengthOf(text: string): number {
  return Math.max(text.length, [...text].length);
}

/** A string of `min` to `max` characters. */
export function string(limits: { max?: number; min?: number; pattern?: RegExp } = {}): Rule {
  const { max = Number.POSITIVE_INFINITY, min = 1, pattern } = limits;
  return (value, pointer, inspection) => {
    if (typeof value !== 'string') return refuse(inspection, pointer, 'invalid_type', 'must provide a string');
    const got = String(lengthOf(value));
    if (lengthOf(value) > max) {
      const constraint = { type: 'max_length', expected: [String(max)], got };
      refuse(inspection, pointer, 'too_long', `must be less than ${max + 1} characters`, constraint);
    } else if (value.length < min) {
      const constraint = { type: 'min_length', expected: [String(min)], got };
      refuse(inspection, pointer, 'too_short', `must be more than ${min - 1} characters`, constraint);
    } else if (pattern && !pattern.test(value)) {
      refuse(inspection, pointer, 'invalid_format', `must match ${pattern.source}`);
    }
  };
}

export const url = (max = 3000): Rule => string({ max, pattern: /^[a-z][a-z0-9+.-]*:\S+$/i });

export const boolean: Rule = (value, pointer, inspection) => {
  if (typeof value !== 'boolean') refuse(inspection, pointer, 'invalid_type', 'must provide a boolean');
};

/** A number from `min` to `max`; an integer unless `decimals`. */
export function number(limits: { min?: number; max?: number; above?: number; decimals?: boolean } = {}): Rule {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, above, decimals = false } = limits;
  return (value, pointer, inspection) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || !(decimals || Number.isInteger(value))) {
      return refuse(inspection, pointer, 'invalid_type', `must provide ${decimals ? 'a number' : 'an integer'}`);
    }
    const tooLow = value < min || (above !== undefined && value <= above);
    if (tooLow || value > max) {
      const expected = [above === undefined ? String(min) : `>${above}`, String(max)];
      const constraint = { type: 'range', expected, got: String(value) };
      const side = tooLow
        ? `greater than or equal to ${above === undefined ? min : `more than ${above}`}`
        : `less than or equal to ${max}`;
      refuse(inspection, pointer, 'out_of_range', `must be ${side}`, constraint);
    }
  };
}

export function oneOf(...expected: (string | number)[]): Rule {
  return (value, pointer, inspection) => {
    if ((typeof value === 'string' || typeof value === 'number') && expected.includes(value)) return;
    const constraint = { type: 'enum', expected: expected.map(String), got: String(value) };
    refuse(inspection, pointer, 'invalid_value', `must be a valid enum value`, constraint);
  };
}

/** A list of `min` to `max` items. */
export function list(item: Rule, limits: { min?: number; max?: number } = {}): Rule {
  const { min = 1, max = Number.POSITIVE_INFINITY } = limits;
  return (value, pointer, inspection) => {
    if (!Array.isArray(value)) return refuse(inspection, pointer, 'invalid_type', 'must provide an array');
    const got = String(value.length);
    if (value.length > max) {
      const constraint = { type: 'max_items', expected: [String(max)], got };
      refuse(inspection, pointer, 'too_many_items', `no more than ${max} items allowed`, constraint);
    }
    if (value.length < min) {
      const constraint = { type: 'min_items', expected: [String(min)], got };
      refuse(inspection, pointer, 'too_few_items', `no fewer than ${min} items allowed`, constraint);
    }
    value.forEach((entry, index) => {
      item(entry, `${pointer}/${index}`, inspection);
    });
  };
}

/** An object with these fields and no others; `also` sees the object once its fields have been checked. */
export function object(fields: {
  required?: Fields;
  optional?: Fields;
  also?: (value: JsonObject, pointer: string, inspection: Inspection) => void;
}): Rule {
  const { required = {}, optional = {}, also } = fields;
  return (value, pointer, inspection) => {
    if (!isObject(value)) return refuse(inspection, pointer, 'invalid_type', 'must provide an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) {
        refuse(inspection, pointer, 'missing_field', `missing required field: ${name}`, {
          type: 'required',
          expected: [name],
          got: 'none',
        });
      }
    }
    for (const [name, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      const rule = Object.hasOwn(required, name)
        ? required[name]
        : Object.hasOwn(optional, name)
          ? optional[name]
          : undefined;
      if (rule) rule(entry, `${pointer}/${name}`, inspection);
      else refuse(inspection, pointer, 'unknown_field', `invalid additional property: ${name}`);
    }
    also?.(value, pointer, inspection);
  };
}

/** An object whose `type` chooses its rule. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, pointer, inspection) => {
    if (!isObject(value)) return refuse(inspection, pointer, 'invalid_type', 'must provide an object');
    const type = value.type;
    if (type === undefined) return refuse(inspection, pointer, 'missing_field', 'missing required field: type');
    const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule) return rule(value, pointer, inspection);
    const constraint = { type: 'enum', expected: Object.keys(rules), got: String(type) };
    refuse(inspection, `${pointer}/type`, 'unsupported_type', `unsupported type: ${String(type)}`, constraint);
  };
}

/** Applies the rule only on these surfaces and refuses the type elsewhere. */
export function only(surfaces: readonly Inspection['surface'][], rule: Rule): Rule {
  return (value, pointer, inspection) => {
    if (surfaces.includes(inspection.surface)) return rule(value, pointer, inspection);
    const type = isObject(value) ? String(value.type) : '';
    const constraint = { type: 'surface', expected: [...surfaces], got: inspection.surface };
    refuse(inspection, `${pointer}/type`, 'unsupported_surface', `unsupported type: ${type}`, constraint);
  };
}

/** For rules that refer to themselves, such as rich text in a table cell. */
export function lazy(rule: () => Rule): Rule {
  return (value, pointer, inspection) => rule()(value, pointer, inspection);
}

/** Refuses unless exactly one of the fields is there. */
export function exactlyOne(...names: string[]) {
  return (value: JsonObject, pointer: string, inspection: Inspection): void => {
    const given = names.filter((name) => value[name] !== undefined).length;
    if (given === 1) return;
    const constraint = { type: 'exactly_one', expected: names, got: String(given) };
    refuse(inspection, pointer, 'exactly_one_required', `must provide exactly one of: ${names.join(', ')}`, constraint);
  };
}

/** The list at a field, or an empty one when it is missing or of another type. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Refuses a repeated value of `field` among the items; `what` names it in the message. */
export function refuseRepeats(items: unknown[], field: string, pointer: string, inspection: Inspection): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const value = isObject(item) ? item[field] : undefined;
    if (value === undefined) return;
    if (seen.has(value)) {
      refuse(inspection, `${pointer}/${index}/${field}`, 'duplicate', `\`${field}\` already exists: ${String(value)}`);
    }
    seen.add(value);
  });
}
