import { expect, test } from 'vitest';
import { adminAlert, alertTopics } from '../../../src/slack/messages/admin-alert.ts';
import { expectPostable, shownText } from './slack-accepts.ts';

test.each(alertTopics)('an alert about %s names the remedy and no numbers', (topic) => {
  const subject = topic === 'book_coverage' ? '3' : 'weekly:2026-06-01';
  const ofARun = topic.startsWith('run_') ? 'weekly run of 1 Jun' : 'Ana ∗Ruiz∗';
  const words: Partial<Record<typeof topic, string>> = {
    book_coverage: '3 books',
    rows_at_fault: '4 new rows of the sources break the data contract,* says the weekly run of 1 Jun',
    source_stale: '1 source has learnt nothing for a week.* Until it does, the metrics that rest on it stand still.',
  };
  const named = words[topic] ?? ofARun;
  const causes = [{ name: 'conv_intelligence', value: topic === 'source_stale' ? '2026-02-04' : '4' }];
  const message = adminAlert([{ topic, repName: 'Ana *Ruiz*', repId: 'rep-1', repHasLeft: false, subject, causes }]);
  expectPostable(message);
  expect(shownText(message.blocks)).toContain(named);
  expect(message.text).not.toMatch(/\*|%/);
});
