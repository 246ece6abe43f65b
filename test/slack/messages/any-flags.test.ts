import { describe, test } from 'vitest';
import { Decimal } from '../../../src/domain/decimal.ts';
import { dailyFlag } from '../../../src/slack/messages/daily-flag.ts';
import { escalateModal } from '../../../src/slack/messages/escalate-modal.ts';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import { escalationHistory } from '../../../src/slack/messages/escalation-history.ts';
import { escalationNotice } from '../../../src/slack/messages/escalation-notice.ts';
import { flagSummary } from '../../../src/slack/messages/flag-summary.ts';
import { weakCalls } from '../../../src/slack/messages/weak-calls.ts';
import { always } from './any-item.ts';
import { escalationCase, reader, reading } from './sample.ts';
import { expectOpenable, expectPostable } from './slack-accepts.ts';

describe('whatever the data holds, Slack takes', () => {
  test('daily flags and what a manager asks for', () =>
    always((one, text) => {
      const seen = one.reading ?? reading();
      const breach = {
        reading: seen,
        value: new Decimal('0.1'),
        gap: new Decimal('0.4'),
        threshold: new Decimal('0.35'),
        times: new Decimal(2),
        weight: new Decimal(4),
        on: '2026-03-18',
        isOnset: true,
        coachingId: one.coachingId,
        toldAs: null,
        heldBack: 'rep_budget',
      } as const;
      expectPostable(dailyFlag({ breach, item: one, forManager: text, reader }));
      expectPostable(
        flagSummary(
          Array.from({ length: 60 }, () => ({ repName: text, breach })),
          '2026-03-23',
        ),
      );
      const calls = { repId: 'rep-1', role: 'AE', day: '2026-03-18', calls: 14, cohort: 9, belowDays: 30 } as const;
      const line = { quartile: new Decimal('65.5'), median: new Decimal(71) };
      const condition = { windowDays: 30, quantile: 0.25 };
      const weak = {
        ...calls,
        condition,
        line,
        quality: new Decimal(58),
        since: '2026-02-17',
        forManager: text,
        reader,
      } as const;
      for (const item of [one, null]) expectPostable(weakCalls({ ...weak, repName: text, item }));
      const options = Array.from({ length: 120 }, (_, index) => ({
        coachingId: `c-${index}`,
        metricKey: 'AE.stage_conversion' as const,
        dimension: text,
        since: '2026-03-02' as const,
      }));
      expectOpenable(escalateModal({ repId: 'rep-1', repName: text, slmName: text, rows: options }));
      const onsets = options.map(({ metricKey, dimension, since }) => ({ metricKey, dimension, on: since }));
      const flags = Array.from({ length: 120 }, () => breach);
      const found = escalationCase({
        item: one,
        rule: 'E6',
        facts: { rule: 'E6', windowDays: 28, onsets },
        flags,
        weeks: [],
      });
      const asked = escalationCase({ item: null, rule: 'E5', request: { by: text, note: text } });
      for (const each of [found, asked]) {
        expectPostable(escalation(each, reader));
        expectPostable(escalationHistory({ ...each, trend: null }, reader));
        expectPostable(escalationNotice({ ...each, slmName: text, withSince: '2026-03-16', added: [] }, reader));
      }
    }));
});
