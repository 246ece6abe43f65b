import { expect, it } from 'vitest';
import { spokenCompanions } from '../../../src/catalog/playbook/companion-wording.ts';

it.each<[Readonly<Record<string, unknown>>, string[]]>([
  [{ projected: 1.2, attainment: 1.083 }, ['108.3% of the quarter’s quota closed', '120.0% with what is committed']],
  [{ bias: 0.02 }, ['closed 2.0% more than committed']],
  [{ bias: -0.0749 }, ['closed 7.5% less than committed']],
  [{ bias: -0.0004 }, ['closed what was committed']],
  [{ bias: null, median_days: 1 }, ['typically 1.0 day']],
  [{ elapsed_weight: 0.5, logo_rate: null }, []],
])('companions %o are said as %o', (companions, said) => {
  expect(spokenCompanions(companions)).toEqual(said);
});
