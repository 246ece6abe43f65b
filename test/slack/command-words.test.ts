import { describe, expect, test } from 'vitest';
import { monthWord, namedRep } from '../../src/slack/command-words.ts';

describe('whom a word names', () => {
  test.each([
    ['<@U0RAE0000|rae>', { slackUserId: 'U0RAE0000' }],
    ['<@U0RAE0000>', { slackUserId: 'U0RAE0000' }],
    ['rae@example.com', { email: 'rae@example.com' }],
    ['<mailto:rae@example.com|rae@example.com>', { email: 'rae@example.com' }],
  ])('%s', (word, named) => expect(namedRep(word)).toEqual(named));

  test.each(['', 'rae', '@rae', '<#C1|sales>', '<!channel>', '<mailto:|x>', '<https://a@b.c|x>', 'a@b@c'])(
    'nobody: %s',
    (word) => expect(namedRep(word)).toBeNull(),
  );
});

test('a month is four digits, a dash and two', () => {
  expect(monthWord('2026-03')).toBe('2026-03-01');
  for (const word of ['2026-13', '2026-3', '03-2026', '2026-03-01', 'March']) expect(monthWord(word)).toBeNull();
});
