import { pino } from 'pino';
import { expect, test } from 'vitest';
import { boltLogger } from '../../src/slack/bolt-logger.ts';

test('keeps the sentences that Bolt logs, and nothing of the payloads and errors beside them', () => {
  const lines: string[] = [];
  const logger = boltLogger(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  logger.debug('ack() call begins (body: Rae Private)', { text: 'Rae Private' });
  logger.info('A sentence', { text: 'Rae Private' });
  logger.warn('A warning', new Error('Rae Private'));
  logger.error(new Error('Rae Private'));
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['A sentence', 'A warning', 'Bolt logged something.']);
  expect(lines.join()).not.toContain('Rae');
});
