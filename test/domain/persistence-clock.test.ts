import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import {
  type ClockEvent,
  type ClockRule,
  type ClockWeek,
  improvementOver,
  type OpenEpisode,
  type PatternWeek,
  stepClock,
} from '../../src/domain/persistence-clock.ts';

const RULE: ClockRule = {
  direction: 'higher',
  improvement: new Decimal('0.10'),
  improvementFloor: new Decimal('0.05'),
  maxGapWeeks: 2,
  clearWeeks: 2,
};
const FIRST_MONDAY: LocalDate = '2026-01-05';

/** A measured week: the value, with F when flagged. Else why the week is held; `leave` freezes. */
type Told = string | { changed: 'role_changed' | 'definition_changed'; week: string };

function weekOf(told: Told, index: number): ClockWeek {
  const asOf = addDays(FIRST_MONDAY, 7 * index);
  if (typeof told !== 'string') return { ...weekOf(told.week, index), changed: told.changed };
  const base = { asOf, changed: null };
  if (told === 'leave') return { ...base, kind: 'held', reason: 'leave', frozen: true };
  if (told === 'gap') return { ...base, kind: 'held', reason: 'no_new_evidence', frozen: false };
  const [value = '', flag] = told.split(' ');
  return { ...base, kind: 'measured', value: new Decimal(value), fires: flag === 'F', stays: flag === 'F' };
}

interface Played {
  /** Per week: the clock, then what happened; `-` when no episode has a row. */
  lines: string[];
  weeks: (PatternWeek | null)[];
  episode: OpenEpisode | null;
}

function play(told: readonly Told[], rule: ClockRule = RULE): Played {
  let episode: OpenEpisode | null = null;
  const lines: string[] = [];
  const weeks: (PatternWeek | null)[] = [];
  for (const [index, week] of told.entries()) {
    const step = stepClock(rule, episode, weekOf(week, index));
    lines.push([step.week === null ? '-' : `c${step.week.clock}`, ...step.events.map(nameOf)].join(' '));
    weeks.push(step.week);
    episode = step.episode;
  }
  return { lines, weeks, episode };
}

const nameOf = (event: ClockEvent): string => (event.kind === 'ended' ? event.reason : event.kind);

describe('the worked table', () => {
  it('A: three flagged weeks without improvement go to the second-line manager', () => {
    const { lines, weeks } = play(['.20 F', '.205 F', '.21 F']);
    expect(lines).toEqual(['c1 opened', 'c2 week_two', 'c3 escalated']);
    expect(weeks[1]?.improvement?.toNumber()).toBe(0.025);
    expect(weeks[2]?.improvement?.toNumber()).toBeCloseTo(0.0244, 4);
  });

  it('B: a week without data holds, it does not reset', () => {
    const { lines, weeks } = play(['.20 F', 'gap', '.20 F', '.20 F']);
    expect(lines).toEqual(['c1 opened', 'c1', 'c2 week_two', 'c3 escalated']);
    expect(weeks[1]).toMatchObject({ value: null, flagged: null, improvement: null, holdReason: 'no_new_evidence' });
    expect(weeks[2]?.improvement?.toNumber()).toBe(0);
  });

  it('C: a clear week sets the clock to 0, the episode goes on', () => {
    const { lines, weeks } = play(['.20 F', '.42', '.20 F', '.20 F', '.20 F']);
    expect(lines).toEqual(['c1 opened', 'c0 cleared', 'c1', 'c2 week_two', 'c3 escalated']);
    expect(weeks[1]).toMatchObject({ flagged: false, improvement: null });
    expect(weeks[2]).toMatchObject({ flagged: true, improvement: null });
  });

  it('D: exactly ten percent better is better, and week 1 again', () => {
    expect(play(['.20 F', '.22 F', '.22 F', '.22 F']).lines).toEqual([
      'c1 opened',
      'c1 improved',
      'c2 week_two',
      'c3 escalated',
    ]);
  });

  it('J: lower is better, from 30 to 27 is ten percent', () => {
    const rule: ClockRule = { ...RULE, direction: 'lower', improvementFloor: new Decimal(1) };
    expect(play(['30 F', '27 F', '27 F', '27 F'], rule).lines).toEqual([
      'c1 opened',
      'c1 improved',
      'c2 week_two',
      'c3 escalated',
    ]);
  });

  it('K: from zero, the floor decides', () => {
    const { lines, weeks } = play(['0 F', '.004 F', '.009 F']);
    expect(lines).toEqual(['c1 opened', 'c2 week_two', 'c1 improved']);
    expect(weeks[1]?.improvement?.toNumber()).toBe(0.08);
    expect(weeks[2]?.improvement?.toNumber()).toBe(0.1);
  });

  it('H: one escalation an episode, notices after it, and another when it comes back', () => {
    const six = Array.from({ length: 6 }, () => '.20 F');
    expect(play([...six, '.45', '.45', '.20 F', '.20 F', '.20 F']).lines).toEqual([
      'c1 opened',
      'c2 week_two',
      'c3 escalated',
      'c4',
      'c5',
      'c6 persisting',
      'c0 cleared',
      'c0 resolved',
      'c1 opened',
      'c2 week_two',
      'c3 escalated',
    ]);
  });
});

describe('weeks that say nothing', () => {
  it('expire an episode after more of them than the metric allows', () => {
    expect(play(['.20 F', 'gap', 'gap', 'gap', 'gap']).lines).toEqual([
      'c1 opened',
      'c1',
      'c1',
      'c1 expired_insufficient_data',
      '-',
    ]);
  });

  it('count only in a row', () => {
    expect(play(['.20 F', 'gap', 'gap', '.20 F', 'gap', 'gap']).episode).toMatchObject({ clock: 2, gaps: 2 });
  });

  it('on leave, do not count at all', () => {
    const { lines, episode } = play(['.20 F', '.20 F', ...Array.from({ length: 20 }, () => 'leave'), '.20 F']);
    expect(lines.at(-1)).toBe('c3 escalated');
    expect(episode?.gaps).toBe(0);
    expect(play(['.20 F', 'gap', 'gap', 'leave', 'leave', 'gap']).lines.at(-1)).toBe('c1 expired_insufficient_data');
  });

  it('do not come between two clear weeks', () => {
    expect(play(['.20 F', '.45', 'gap', '.45']).lines).toEqual(['c1 opened', 'c0 cleared', 'c0', 'c0 resolved']);
  });
});

describe('beginning and ending', () => {
  it('opens only on what fires, and stays on what is material', () => {
    const material: ClockWeek = {
      asOf: FIRST_MONDAY,
      changed: null,
      kind: 'measured',
      value: new Decimal('.2'),
      fires: false,
      stays: true,
    };
    expect(stepClock(RULE, null, material)).toEqual({ episode: null, events: [], week: null });
    const open: OpenEpisode = { clock: 1, gaps: 0, clearWeeks: 0, lastValue: new Decimal('.2'), escalatedOn: null };
    expect(stepClock(RULE, open, material).week?.clock).toBe(2);
    expect(stepClock(RULE, { ...open, clock: 0, clearWeeks: 1 }, material).events).toEqual([
      { kind: 'ended', reason: 'resolved' },
    ]);
  });

  it('nothing is remembered of a pattern that is not open', () => {
    expect(play(['.45', 'gap', '.45', 'leave']).lines).toEqual(['-', '-', '-', '-']);
  });

  it('a change of role ends the episode', () => {
    const { lines, weeks, episode } = play(['.20 F', '.20 F', { changed: 'role_changed', week: 'gap' }]);
    expect(lines).toEqual(['c1 opened', 'c2 week_two', 'c0 role_changed']);
    expect(weeks[2]).toMatchObject({ clock: 0, holdReason: 'no_new_evidence' });
    expect(episode).toBeNull();
  });

  it('a new formula ends the episode and may open another the same week', () => {
    const { lines, episode } = play(['.20 F', '.20 F', { changed: 'definition_changed', week: '.20 F' }]);
    expect(lines).toEqual(['c1 opened', 'c2 week_two', 'c1 definition_changed opened']);
    expect(episode).toMatchObject({ clock: 1, escalatedOn: null });
  });

  it('escalates again only in another episode, even after improvement or a clear week', () => {
    const lines = play(['.20 F', '.20 F', '.20 F', '.30 F', '.30 F', '.30 F', '.60', '.30 F', '.30 F', '.30 F']).lines;
    expect(lines.filter((line) => line.includes('escalated'))).toHaveLength(1);
    expect(lines[5]).toBe('c3 persisting');
    expect(lines[9]).toBe('c3 persisting');
    expect(lines.slice(3).some((line) => line.includes('week_two'))).toBe(false);
  });
});

it('improvement of a negative value: -4.0 to -3.6 is ten percent', () => {
  const rule = { direction: 'higher', improvementFloor: new Decimal(1) } as const;
  expect(improvementOver(rule, new Decimal('-4.0'), new Decimal('-3.6')).toNumber()).toBe(0.1);
});

/*
 * Any history at all. Values are few, so that improvements of exactly ten percent happen.
 */
const anyWeek = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('.20 F', '.21 F', '.22 F', '.242 F', '.10 F', '0 F') },
  { weight: 1, arbitrary: fc.constantFrom('.45', '.60') },
  { weight: 1, arbitrary: fc.constant('gap') },
  { weight: 1, arbitrary: fc.constant('leave') },
);
const anyHistory = fc.array(anyWeek, { maxLength: 40, size: 'max' });

describe('whatever happens', () => {
  it('a held week never escalates, opens or moves the clock', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { lines } = play(history);
        for (const [index, told] of history.entries()) {
          if (told !== 'gap' && told !== 'leave') continue;
          expect(lines[index]).toMatch(/^(-|c\d+( expired_insufficient_data)?)$/);
          const before = /^c\d+/.exec(lines[index - 1] ?? '-')?.[0];
          if (lines[index]?.startsWith('c')) expect(/^c\d+/.exec(lines[index] ?? '')?.[0]).toBe(before);
        }
      }),
    );
  });

  it('an episode escalates at most once', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let escalations = 0;
        for (const line of play(history).lines) {
          if (line.includes('opened')) escalations = 0;
          if (line.includes('escalated')) escalations += 1;
          expect(escalations).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('it escalates exactly in the third measured flagged week in a row without improvement, the first time', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { lines } = play(history);
        let inARow = 0;
        let last: number | null = null;
        let hasEscalated = false;
        for (const [index, told] of history.entries()) {
          const line = lines[index] ?? '';
          if (/resolved|expired/.test(line)) {
            inARow = 0;
            hasEscalated = false;
            continue;
          }
          if (told === 'gap' || told === 'leave') continue;
          if (line.includes('opened')) hasEscalated = false;
          const value = Number.parseFloat(told);
          const isFlagged = told.endsWith('F');
          const isBetter = last !== null && value - last >= 0.1 * Math.max(last, 0.05) - 1e-12;
          if (!isFlagged) inARow = 0;
          else if (inARow > 0 && isBetter) inARow = 1;
          else inARow += 1;
          last = value;
          expect(line.includes('escalated')).toBe(inARow === 3 && !hasEscalated);
          hasEscalated ||= line.includes('escalated');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('weeks on leave change nothing about the others', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { lines } = play(history);
        const atWork = history.filter((told) => told !== 'leave');
        expect(lines.filter((_, index) => history[index] !== 'leave')).toEqual(play(atWork).lines);
      }),
    );
  });
});
