import { describe, expect, test } from 'vitest';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import { escalationFollowup, followUps } from '../../../src/slack/messages/escalation-followup.ts';
import { escalationHistory } from '../../../src/slack/messages/escalation-history.ts';
import { escalationNotice } from '../../../src/slack/messages/escalation-notice.ts';
import { escalationSummary } from '../../../src/slack/messages/escalation-summary.ts';
import { weekTwoNotice } from '../../../src/slack/messages/week-two-notice.ts';
import { approved, dismissed, escalationCase, item, reader, run, week } from './sample.ts';
import { buttonsOf, expectPostable, shownText } from './slack-accepts.ts';

const resolution = {
  outcome: 'plan_agreed',
  note: 'Two joint calls a week.',
  by: 'Sam Okafor',
  at: new Date('2026-03-20T15:00:00Z'),
} as const;

describe('the second-line manager’s thread', () => {
  test('begins with the pattern and the state of each week, and asks for an owner', () => {
    const message = escalation(escalationCase(), reader);
    expectPostable(message);
    const text = shownText(message.blocks);
    expect(text).toContain('manager Maria Lopez');
    expect(text).toContain('• 2 Mar 2026: 38.0%, flagged, week 1 without improvement');
    expect(text).toContain('• 16 Mar 2026: 38.0%, flagged, week 3 without improvement');
    expect(text).toContain('three weeks without improvement');
    expect(buttonsOf(message.blocks)).toEqual(['I own this', 'Resolve']);
    expect(message.text).toBe('An escalation for you: please have a look.');
  });

  test('shows who owns it, and how it was resolved', () => {
    const owned = escalation(escalationCase({ ownerName: 'Sam Okafor' }), reader);
    expect(shownText(owned.blocks)).toContain('owned by Sam Okafor');
    expect(buttonsOf(owned.blocks)).toEqual(['Resolve']);
    const resolved = escalation(escalationCase({ ownerName: 'Sam Okafor', resolution }), reader);
    expectPostable(resolved);
    expect(shownText(resolved.blocks)).toContain('*Resolved* by Sam Okafor, 20 Mar 2026, 11:00: a plan is agreed.');
    expect(shownText(resolved.blocks)).toContain('Two joint calls a week.');
    expect(buttonsOf(resolved.blocks)).toEqual([]);
  });

  test('the history is a table of the weeks with the decision taken', () => {
    const message = escalationHistory(
      escalationCase({
        item: dismissed({ dismissReason: 'known_context', decisionNote: 'New territory' }),
        weeks: [
          week(),
          week({ asOf: '2026-03-09', value: null, flagged: null, holdReason: 'leave', sampleSize: null }),
        ],
      }),
      reader,
    );
    expectPostable(message);
    const table = message.blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' ? table.rows.map((row) => row.map(shownText)) : []).toEqual([
      ['Check of', 'Value', 'Sample', 'Peers', 'Change', 'What it meant'],
      ['2 Mar 2026', '38.0%', '21', '55.0%', '–', 'flagged, week 1 without improvement'],
      ['9 Mar 2026', '–', '–', '55.0%', '–', 'not counted: on leave'],
    ]);
    expect(shownText(message.blocks)).toContain('*Dismissed* by Maria Lopez');
    expect(shownText(message.blocks)).toContain('New territory');
  });

  test('the history tells an undecided action from a changed one', () => {
    expect(shownText(escalationHistory(escalationCase(), reader).blocks)).toContain('*Not decided yet:*');
    const modified = approved({ status: 'modified', originalAction: 'As it was before.' });
    const text = shownText(escalationHistory(escalationCase({ item: modified }), reader).blocks);
    expect(text).toContain('*Approved with changes*');
    expect(text).toContain('As it was before.');
  });

  test.each(followUps)('news of "%s" can be posted and gives nothing away in a notification', (what) => {
    const message = escalationFollowup(escalationCase(), { what, asOf: '2026-03-16' });
    expectPostable(message);
    expect(message.text).toBe('News on an escalation of yours.');
    expect(shownText(message.blocks)).toContain('16 Mar 2026');
  });
});

describe('the manager', () => {
  const subject = {
    repName: 'Ana Ruiz',
    managerName: 'Maria Lopez',
    item: item({ run: run({ clock: 2 }) }),
    weeks: [week()],
  };
  const notice = { subject, slmName: 'Sam Okafor', nextCheckOn: '2026-03-16', reader } as const;

  test('is told in week two who will see what, in the very blocks the other will see', () => {
    const message = weekTwoNotice(notice);
    expectPostable(message);
    expect(shownText(message.blocks)).toContain(
      'This reaches your SLM, Sam Okafor, with the check of 16 Mar 2026 if nothing improves',
    );
    expect(message.blocks.slice(-escalationSummary(subject).length)).toEqual(escalationSummary(subject));
    expect(buttonsOf(message.blocks)).toEqual(['Open the queue']);
    expect(message.text).not.toMatch(/Ana|conversion|%/);
  });

  test('is told when it has improved since, or gone on', () => {
    const improved = { ...subject, item: item({ run: run({ clock: 1, flaggedWeeks: 3 }) }) };
    expect(shownText(weekTwoNotice({ ...notice, subject: improved }).blocks)).toContain('Good news: it improved');
    const gone = { ...subject, item: item({ run: run({ clock: 3, escalatedOn: '2026-03-16' }) }) };
    expect(shownText(weekTwoNotice({ ...notice, subject: gone }).blocks)).toContain(
      'This went to your SLM, Sam Okafor, on 16 Mar 2026',
    );
  });

  test('is told that and why it went up, who owns it and how it ended', () => {
    const message = escalationNotice(
      { ...escalationCase({ ownerName: 'Sam Okafor', resolution }), slmName: 'Sam Okafor' },
      reader,
    );
    expectPostable(message);
    const text = shownText(message.blocks);
    expect(text).toContain('*Ana Ruiz: now with Sam Okafor*, since 16 Mar 2026.');
    expect(text).toContain('three weeks without improvement');
    expect(text).toContain('Two joint calls a week.');
    expect(message.text).not.toMatch(/Ana|conversion|%/);
  });
});
