import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { chooseFlags } from '../../src/domain/flag-budget.ts';
import { addDays } from '../../src/domain/local-date.ts';

const flagBudget = defaultThresholds.dailyFlags;
const on = '2026-03-20';
const flag = (repId: string, weight: number, dimension = '') => ({
  pattern: { repId, role: 'AE' as const, metricKey: 'AE.stage_conversion' as const, dimension },
  weight: new Decimal(weight),
});
const none = { ofReps: [], ofManager: 0 };
const brief = (chosen: ReturnType<typeof chooseFlags>) =>
  chosen.map(({ flag: one, heldBack }) => `${one.pattern.repId} ${heldBack ?? 'told'}`);

describe('the budget of daily flags', () => {
  it('lets the largest gaps through: two of a rep in 28 days', () => {
    const flags = [flag('rae', 2, '1>2'), flag('rae', 4, '2>3'), flag('rae', 3, '3>4')];
    const chosen = chooseFlags(flags, none, on, flagBudget);
    expect(chosen.map(({ flag: one, heldBack }) => [one.pattern.dimension, heldBack])).toEqual([
      ['2>3', null],
      ['3>4', null],
      ['1>2', 'rep_budget'],
    ]);
  });

  it('frees a rep after 28 days', () => {
    const told = (days: number) => ({
      ofReps: ([on, addDays(on, -days)] as const).map((day) => ({ repId: 'rae', on: day })),
      ofManager: 0,
    });
    expect(brief(chooseFlags([flag('rae', 2)], told(27), on, flagBudget))).toEqual(['rae rep_budget']);
    expect(brief(chooseFlags([flag('rae', 2)], told(28), on, flagBudget))).toEqual(['rae told']);
  });

  it('lets three a day through to a manager, those of the day before the run included', () => {
    const flags = [flag('rae', 2), flag('pam', 5), flag('pat', 4), flag('pia', 3)];
    expect(brief(chooseFlags(flags, none, on, flagBudget))).toEqual([
      'pam told',
      'pat told',
      'pia told',
      'rae manager_budget',
    ]);
    expect(brief(chooseFlags(flags, { ...none, ofManager: 2 }, on, flagBudget)).slice(0, 2)).toEqual([
      'pam told',
      'pat manager_budget',
    ]);
  });

  it('never tells more than it may, and holds nothing back for nothing', () => {
    const anyFlag = fc
      .record({
        rep: fc.constantFrom('a', 'b', 'c'),
        weight: fc.integer({ min: 2, max: 9 }),
        dimension: fc.constantFrom('1>2', '2>3', '3>4'),
      })
      .map(({ rep, weight, dimension }) => flag(rep, weight, dimension));
    fc.assert(
      fc.property(fc.array(anyFlag, { maxLength: 12 }), fc.nat(4), (flags, ofManager) => {
        const chosen = chooseFlags(flags, { ofReps: [], ofManager }, on, flagBudget);
        const told = chosen.filter(({ heldBack }) => heldBack === null);
        expect(chosen).toHaveLength(flags.length);
        expect(told.length).toBeLessThanOrEqual(Math.max(0, flagBudget.ofManager - ofManager));
        for (const [index, { flag: one, heldBack }] of chosen.entries()) {
          const before = chosen.slice(0, index).filter((other) => other.heldBack === null);
          const ofRep = before.filter((other) => other.flag.pattern.repId === one.pattern.repId).length;
          if (heldBack === null) expect(ofRep).toBeLessThan(flagBudget.ofRep);
          if (heldBack === 'rep_budget') expect(ofRep).toBe(flagBudget.ofRep);
          if (heldBack === 'manager_budget')
            expect(before.length + ofManager).toBeGreaterThanOrEqual(flagBudget.ofManager);
        }
      }),
    );
  });
});
