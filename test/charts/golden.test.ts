import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bookHealthPicture } from '../../src/charts/book-health.ts';
import { quotaPacePicture } from '../../src/charts/quota-pace.ts';
import { teamTrendsPicture } from '../../src/charts/team-trends.ts';
import { trendPicture } from '../../src/charts/trend.ts';
import { book, falling, pace, team } from './sample.ts';

const golden = new URL('golden/', import.meta.url);
const artifacts = new URL('../artifacts/', import.meta.url);

/*
 * Byte for byte. Where a picture is meant to look different, look at the new one in test/artifacts and put it in the
 * place of the old.
 */
describe('the pictures look as they did', () => {
  it.each([
    ['trend-of-a-rep', trendPicture(falling, 'rep')],
    ['quota-pace', quotaPacePicture(pace)],
    ['book-health', bookHealthPicture(book)],
    ['team-trends', teamTrendsPicture(team)],
  ])('%s', async (name, picture) => {
    const drawn = await picture?.draw();
    expect(drawn).toBeDefined();
    if (drawn === undefined) return;
    const expected = await readFile(new URL(`${name}.png`, golden)).catch(() => Buffer.alloc(0));
    const isSame = expected.equals(drawn);
    if (!isSame) {
      await mkdir(artifacts, { recursive: true });
      await writeFile(new URL(`${name}.png`, artifacts), drawn);
    }
    expect(isSame, `test/artifacts/${name}.png is not test/charts/golden/${name}.png`).toBe(true);
    expect(Buffer.from((await picture?.draw()) ?? []).equals(drawn)).toBe(true);
  });
});
