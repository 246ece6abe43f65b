import { describe, expect, it } from 'vitest';
import { bookHealthPicture } from '../../src/charts/book-health.ts';
import { createPen } from '../../src/charts/pen.ts';
import { quotaPacePicture } from '../../src/charts/quota-pace.ts';
import { scaleOf } from '../../src/charts/scale.ts';
import { shownName } from '../../src/charts/shown-name.ts';
import { teamTrendsPicture } from '../../src/charts/team-trends.ts';
import { trendPicture } from '../../src/charts/trend.ts';
import { typeface } from '../../src/charts/typeface.ts';
import { book, falling, pace, team, teamOf, trend } from './sample.ts';

describe('what is written in a picture', () => {
  it('goes on in the next line where it is too wide, and loses nothing', async () => {
    const pen = createPen(await typeface());
    const note = 'Higher is better. Weekly checks, 22 Dec 2025 to 16 Mar 2026.';
    const lines = pen.wrap(note, 200);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe(note);
    for (const line of lines) expect(pen.width(line)).toBeLessThanOrEqual(200);
    const [word = ''] = pen.wrap('W'.repeat(90), 200);
    expect(word).toMatch(/^W+…$/);
    expect(pen.width(word)).toBeLessThanOrEqual(200);
    expect(pen.wrap('', 200)).toEqual(['']);
  });
});

describe('alternative texts say what the picture shows', () => {
  it('of a trend: every week, the benchmark, gaps and marks, in words for its reader', () => {
    expect(trendPicture(falling, 'rep')?.altText).toBe(
      'Stage-to-stage conversion, stage 2 to 3, higher is better. Weekly checks, 5 Jan to 30 Mar 2026: ' +
        '5 Jan 61.0% (peers 62.0%); 12 Jan 60.0% (peers 62.0%); 19 Jan 58.0% (peers 62.0%); 26 Jan not measured; ' +
        '2 Feb not measured; 9 Feb 50.0% (peers 62.0%); 16 Feb 44.0% (peers 62.0%); 23 Feb 45.0% (peers 62.0%); ' +
        '2 Mar 38.0% (peers 62.0%); 9 Mar 31.0% (peers 62.0%) marked; 16 Mar 28.0% (peers 62.0%) marked; ' +
        '23 Mar 24.0% (peers 62.0%) marked; 30 Mar 23.5% (peers 62.0%) marked. Marked: clearly below your peers.',
    );
    expect(trendPicture(falling, 'coaches')?.altText).toContain('Marked: clearly below the peers.');
  });

  it('of a trend against a target, where lower is better, in its unit', () => {
    const slow = trend([12.3, 14], {
      unit: 'days',
      direction: 'lower',
      comparedWith: 'target',
      benchmark: 9,
      flagged: [1],
    });
    expect(trendPicture(slow, 'rep')?.altText).toBe(
      'Stage-to-stage conversion, stage 2 to 3, days, lower is better. Weekly checks, 5 Jan to 12 Jan 2026: ' +
        '5 Jan 12.3 (target 9.0); 12 Jan 14.0 (target 9.0) marked. Marked: clearly above the target.',
    );
  });

  it('of a quota pace: every check as shares, and the quota itself', () => {
    const said = quotaPacePicture({ ...pace, checks: pace.checks.slice(0, 2) })?.altText;
    expect(said).toBe(
      'Quota pace in the quarter of 1 Jan to 31 Mar 2026, as shares of the quota of 450,000 USD; higher is better: ' +
        '5 Jan closed 0.0%, with commit 10.0%, pace 3.0%; 12 Jan closed 3.0%, with commit 15.0%, pace 10.5%.',
    );
  });

  it('of a book: every week by tier, and the accounts without a score', () => {
    const said = bookHealthPicture({ weeks: book.weeks.filter((_, week) => week === 0 || week === 12) })?.altText;
    expect(said).toContain(
      '5 Jan 1 high, 5 medium, 12 low, 2 without a score; 30 Mar 4 critical, 4 high, 5 medium, 6 low.',
    );
  });

  it('of a team: whole names, whatever could be drawn of them', () => {
    const said = teamTrendsPicture(team)?.altText;
    expect(said).toContain('1. Priya Raman: 23.5% (first 61.0%), behind, clearly below the peers in 4 of 13 checks');
    expect(said).toContain('2. 王伟: 50.0% (first 62.0%), level');
  });

  it('stay within what Slack takes, for any names', () => {
    const many = teamOf(Array.from({ length: 40 }, (_, index) => [`${'😀'.repeat(30)} ${index}`, 'level'] as const));
    const said = teamTrendsPicture(many)?.altText ?? '';
    expect(said.length).toBeLessThanOrEqual(1_800);
    expect(said).not.toMatch(/\p{Cs}/u);
  });
});

describe('names in a picture', () => {
  it.each([
    ['Priya Raman', 'Priya Raman'],
    ['Zoë Ångström-Nguyễn', 'Zoë Ångström-Nguyễn'],
    ['Ольга Петрова', 'Ольга Петрова'],
    ['😀 Bob O’Neil', 'Bob O’Neil'],
    ['李 Wei (Jenny)', 'Wei (Jenny)'],
    ['Jo (小明)', 'Jo'],
    ['李 J', 'J.'],
    ['王伟', 'No. 7'],
    ['محمد', 'No. 7'],
    ['', 'No. 7'],
    ['\u202eevil\u0000', 'evil'],
  ])('%s is written %s', async (name, shown) => {
    const pen = createPen(await typeface());
    expect(shownName(name, 7, pen)).toBe(shown);
    expect(pen.writable(shown)).toBe(shown);
  });

  it('are shortened to their room by the real widths of the letters', async () => {
    const pen = createPen(await typeface());
    const shown = pen.fit('Maximilian-Alexander von Hohenzollern', 120, { bold: true });
    expect(shown).toMatch(/^Maximilian-A.*…$/);
    expect(pen.width(shown, { bold: true })).toBeLessThanOrEqual(120);
    expect(pen.width('iii')).toBeLessThan(pen.width('WWW'));
  });

  it('cannot write markup into the drawing', async () => {
    const pen = createPen(await typeface());
    expect(pen.text({ x: 0, y: 0 }, '</text><script>&"')).toContain('>&lt;/text&gt;&lt;script&gt;&amp;&quot;</text>');
  });
});

describe('axes', () => {
  it.each([
    [[0.235, 0.62], { floor: 0, ceiling: 1 }, [0.2, 0.4, 0.6, 0.8]],
    [[-3, 0.5], {}, [-4, -2, 0, 2]],
    [[5, 5], {}, [4, 4.5, 5, 5.5, 6]],
    [[0, 0], { floor: 0, ceiling: 1 }, [0, 0.5, 1]],
    [[5e-324, 0], { floor: 0, ceiling: 1 }, [0, 0.5, 1]],
    [[1e15, 1e15 + 0.125], {}, [8e14, 9e14, 1e15, 1.1e15, 1.2e15, 1.3e15]],
    [[], {}, [-0.5, 0, 0.5, 1, 1.5]],
  ])('%j has round marks around it', (values, bounds, marks) => {
    expect(scaleOf(values, bounds).marks).toEqual(marks);
  });
});
