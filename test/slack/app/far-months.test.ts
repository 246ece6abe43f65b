import { expect, test } from 'vitest';
import { people } from '../../support/small-organisation.ts';
import { useStage } from './use-stage.ts';

const { stage } = useStage(new Date('2026-03-16T14:00:00Z'));

test.each(['0000-01', '0001-01', '1969-12', '2026-13', '2026-00', '2099-12', '9999-12'])(
  'the month %s is answered',
  async (month) => {
    const before = stage.logged.length;
    for (const command of [`/rep-view ${people.rep}@example.com ${month}`, `/team-view ${month}`]) {
      await stage.command(people.manager, command);
      await stage.app.idle();
      expect(stage.logged.slice(before).filter((line) => line.includes('"level":50'))).toEqual([]);
    }
    const said = (await stage.privately(people.manager)).join();
    expect(said).not.toMatch(/went wrong|NaN|Invalid/);
  },
);
