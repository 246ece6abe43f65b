import { expect, test } from 'vitest';
import type { Standing } from '../../../src/domain/digest.ts';
import { homeView, picturesOfHome } from '../../../src/slack/messages/home.ts';
import { picture } from './sample.ts';
import { shownText } from './slack-accepts.ts';

const nothing = { name: 'Maria Lopez', waiting: null, escalations: null, digests: null, system: null };
const rep = (repName: string, standing: Standing) => ({
  repId: repName,
  repName,
  role: 'AE' as const,
  lines: [{ metricKey: 'AE.stage_conversion' as const, dimension: '2>3', title: 'Conversion', standing }],
});
const team = (...reps: ReturnType<typeof rep>[]) => ({ forManager: null, asOf: '2026-03-16' as const, reps });

test('whoever is behind comes first, and is never among those who do not fit', () => {
  const level = Array.from({ length: 25 }, (_, index) => rep(`Level ${index}`, 'level'));
  const text = shownText(homeView({ ...nothing, teams: [team(...level, rep('Zoe Last', 'behind'))] }).blocks);
  expect(text.indexOf('*Zoe Last*')).toBeGreaterThan(0);
  expect(text.indexOf('*Zoe Last*')).toBeLessThan(text.indexOf('*Level 0*'));
  expect(text).toContain('and 6 more');
});

test('one or two teams are drawn; with more, each has its room for reps', () => {
  const drawn = { ...team(rep('Ana Ruiz', 'level')), pictures: [picture()] };
  const shows = (count: number) => {
    const home = { ...nothing, teams: Array.from({ length: count }, () => drawn) };
    const images = homeView(home).blocks.filter(({ type }) => type === 'image');
    expect(picturesOfHome(home)).toHaveLength(images.length);
    return images.length;
  };
  expect([shows(1), shows(2), shows(3)]).toEqual([1, 2, 0]);
});
