import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { redraw } from '../../src/delivery/outbox.ts';
import { noon, put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();
const lines: string[] = [];
const log = pino({}, { write: (line: string) => void lines.push(line) });
const logged = () => lines.join('');

beforeEach(() => {
  lines.splice(0);
});

/** Fails on a check; the database's error names the whole row, the words in it too. */
const writeWhatDoesNotFit = (db: Parameters<typeof put>[0]) =>
  db('escalation_note').insert({
    note_id: 'n',
    escalation_id: 'none',
    author_id: 'ann',
    body: 'Rae is ill, keep private',
    written_at: noon,
    deleted_at: noon,
  });

it('what follows from a sent message fails: logged without the row', async () => {
  const onSent = { review_request: async (trx: Parameters<typeof put>[0]) => void (await writeWhatDoesNotFit(trx)) };
  await put(bench.db, 'a');
  await senderOn(bench.db, bench.slack.url, { log, onSent }).drain();
  expect(logged()).toContain('cannot be recorded');
  expect(logged()).toContain('"constraint":"escalation_note_check"');
  expect(logged()).not.toContain('keep private');
});

it('a renderer fails, before the message is sent or after: logged without the row', async () => {
  let isBroken = false;
  const renderers = renderersWith({
    review_request: async (db) => {
      if (isBroken) await db.raw(`do $$ begin raise 'Rae is ill, keep private'; end $$`);
      return { outcome: 'message', message: { text: 'hello', blocks: [] } };
    },
  });
  const sender = senderOn(bench.db, bench.slack.url, { log, renderers });
  await put(bench.db, 'a', { subjects: ['coaching:1'] });
  await sender.drain();
  isBroken = true;
  await redraw(bench.db, ['coaching:1']);
  await put(bench.db, 'b');
  await sender.drain();
  expect(await stateOf(bench.db, 'b')).toMatchObject({ state: 'parked', reason: 'render_failed' });
  expect(lines.filter((line) => line.includes('a renderer failed'))).toHaveLength(2);
  expect(logged()).toContain('"code":"P0001"');
  expect(logged()).not.toContain('keep private');
});

it('a delivery breaks off: logged without the row', async () => {
  await put(bench.db, 'a');
  let isBroken = true;
  const renderers = renderersWith({
    review_request: async (db) => {
      if (!isBroken) return { outcome: 'message', message: { text: 'hello', blocks: [] } };
      isBroken = false;
      // A fault that passes: it is not the renderer's.
      return db.raw(`do $$ begin raise 'Rae is ill, keep private' using errcode = '40001'; end $$`);
    },
  });
  await senderOn(bench.db, bench.slack.url, { log, renderers }).drain();
  expect(logged()).toContain('a delivery broke off');
  expect(logged()).not.toContain('keep private');
});
