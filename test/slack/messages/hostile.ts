import fc from 'fast-check';
import { dismissReasons } from '../../../src/domain/approval.ts';
import type { CoachingItem, PatternRun } from '../../../src/domain/coaching-item.ts';
import type { StoredBreach } from '../../../src/domain/daily-breach.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { EvidenceRow } from '../../../src/domain/evidence.ts';
import { addDays } from '../../../src/domain/local-date.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import { approved, dismissed, item, reading, run, week } from './sample.ts';

/** Signs that Slack would read as markup, were they not made inert. */
const MARKUP = '*x9* _x9_ ~x9~ `x9` :x9: <!channel> <@U1> <#C1> <http://x9|x9> &lt;!here&gt; http://x9.example';

const names = fc.oneof(
  fc.constantFrom(
    'Ana Ruiz',
    '',
    ' \n\t',
    MARKUP,
    `\u202eRTL\u202c \u2066${MARKUP}\u2069`,
    'Æ'.repeat(200),
    '👩‍👩‍👧‍👦'.repeat(18),
    'שלום עולם '.repeat(20),
    '&<>'.repeat(66),
    '*_~`'.repeat(50),
    '\u0000\u0007\ud800',
    '“quoted” "JSON\\" \u2028',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** What people and the playbook write: up to 2,000 characters. */
const texts = fc.oneof(
  names,
  fc.constantFrom('&'.repeat(2000), '😀'.repeat(1000), `${MARKUP}\n`.repeat(18), 'a\n\n'.repeat(600)),
);
const numbers = fc.constantFrom('0', '-0', '0.381', '1', '1e-30', '-1e-30', '1e30', '-123456789012.345', '99999');

/** Names, texts and numbers as no organisation has them, and how many of each thing there are. */
export interface Hostile {
  readonly name: string;
  readonly text: string;
  readonly value: Decimal | null;
  readonly benchmark: Decimal | null;
  readonly many: number;
  readonly state: 'pending' | 'approved' | 'dismissed';
  readonly run: PatternRun['state'];
  readonly isFlag: boolean;
}

const decimal = numbers.map((number) => new Decimal(number));
export const hostile: fc.Arbitrary<Hostile> = fc.record({
  // A sign of a number in a preview is ours then.
  name: names.map((name) => name.replaceAll('%', '')),
  text: texts,
  value: fc.option(decimal, { nil: null }),
  benchmark: fc.option(decimal, { nil: null }),
  many: fc.constantFrom(1, 3, 100),
  state: fc.constantFrom('pending', 'approved', 'dismissed'),
  run: fc.constantFrom(
    'open',
    'resolved',
    'expired_insufficient_data',
    'role_changed',
    'definition_changed',
    'rep_left',
  ),
  isFlag: fc.boolean(),
});

/** So many things, each with a token that no other has and that stands where nothing cuts it off. */
export function tokens(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}q`);
}

export function hostileReading({ name, value, benchmark }: Hostile, token = ''): Reading {
  const size = { evidenceNumerator: value, evidenceBenchmark: benchmark, numerator: value, denominator: benchmark };
  return reading({ ...size, dimension: `${token} ${name}`, value, benchmark });
}

export function hostileItem(from: Hostile, token = 'c-1'): CoachingItem {
  const { name, text, state, run: end } = from;
  const make = { pending: item, approved, dismissed }[state];
  const made = make({
    coachingId: token,
    repName: name,
    dimension: `${token} ${name}`,
    recommendedAction: `${token} ${text}`,
    originalAction: state === 'approved' ? text : null,
    decisionNote: state === 'pending' ? null : text.slice(0, 1000),
    decidedBy: state === 'pending' ? null : name,
    decidedFor: name,
    reading: hostileReading(from, token),
    latest: hostileReading(from, token),
    run: run({ state: end, closedOn: end === 'open' ? null : '2026-03-16', clock: 2 }),
    resolved: { by: name, at: new Date(0), outcome: 'other' },
  });
  return state === 'dismissed'
    ? { ...made, dismissReason: dismissReasons[text.length % dismissReasons.length] ?? 'other' }
    : made;
}

export function hostileBreach(from: Hostile, token = ''): StoredBreach {
  return {
    reading: hostileReading(from, token),
    value: from.value ?? new Decimal(0),
    gap: new Decimal('0.5'),
    threshold: from.benchmark,
    times: from.isFlag ? new Decimal(2) : null,
    weight: new Decimal(2),
    on: '2026-03-04',
    isOnset: true,
    coachingId: 'c-1',
    toldAs: 'flag',
    heldBack: from.isFlag ? 'rep_budget' : null,
  };
}

export function hostileRow({ name, text }: Hostile, token = ''): EvidenceRow {
  const link = `https://calls.example/${'x'.repeat(1500)}`;
  return {
    name: `${token} ${name}`,
    account: name,
    link,
    on: '2026-02-10',
    dimension: '',
    value: text,
    adds: null,
    leftOut: null,
  };
}

/** More weeks than a table has rows, where there are many. */
export const hostileWeeks = ({ value, benchmark, many }: Hostile) =>
  Array.from({ length: many * 2 }, (_, index) => week({ asOf: addDays('2022-01-03', 7 * index), value, benchmark }));
