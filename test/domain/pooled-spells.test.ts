import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeierMedian, type Spell } from '../../src/domain/kaplan-meier.ts';
import { PooledSpells } from '../../src/domain/pooled-spells.ts';

const EXAMPLE: Spell[] = [
  { duration: 5, ended: true },
  { duration: 8, ended: true },
  { duration: 12, ended: true },
  { duration: 20, ended: true },
  { duration: 21, ended: true },
  { duration: 3, ended: false },
  { duration: 15, ended: false },
  { duration: 40, ended: false },
  { duration: 44, ended: false },
  { duration: 60, ended: false },
];

describe('the median without one’s own spells', () => {
  it('is that of the others, of whom some have not ended', () => {
    const pool = new PooledSpells([
      { repId: 'rita', spells: [{ duration: 1, ended: true }] },
      { repId: 'olaf', spells: EXAMPLE.slice(0, 4) },
      { repId: 'ann', spells: EXAMPLE.slice(4) },
      { repId: 'new', spells: [] },
    ]);
    expect(pool.medianWithout('rita')).toBe(21);
    expect(pool.peersOf('rita')).toBe(2);
    expect(pool.peersOf('new')).toBe(3);
  });

  it('does not exist where more than half go on', () => {
    const pool = new PooledSpells([{ repId: 'ann', spells: EXAMPLE.map((one) => ({ ...one, ended: false })) }]);
    expect(pool.medianWithout('rita')).toBeNull();
    expect(new PooledSpells([]).medianWithout('rita')).toBeNull();
    expect(pool.medianWithout('ann')).toBeNull();
  });

  it('is what one gets by leaving them out', () => {
    const spells = fc.array(
      fc.record({
        duration: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 12, noNaN: true })),
        ended: fc.boolean(),
      }),
      { maxLength: 12, size: 'max' },
    );
    fc.assert(
      fc.property(fc.array(spells, { maxLength: 8, size: 'max' }), (lists) => {
        const members = lists.map((list, index) => ({ repId: `rep ${index}`, spells: list }));
        const pool = new PooledSpells(members);
        for (const { repId } of [...members, { repId: 'nobody' }]) {
          const others = members.filter((member) => member.repId !== repId).flatMap((member) => member.spells);
          expect(pool.medianWithout(repId)).toBe(kaplanMeierMedian(others));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
