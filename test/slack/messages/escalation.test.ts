import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../src/domain/decimal.ts';
import { divider } from '../../../src/slack/messages/blocks.ts';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import { escalationFollowup, followUps } from '../../../src/slack/messages/escalation-followup.ts';
import { escalationHistory } from '../../../src/slack/messages/escalation-history.ts';
import { escalationNotice } from '../../../src/slack/messages/escalation-notice.ts';
import { escalationSummary } from '../../../src/slack/messages/escalation-summary.ts';
import { resolveModal } from '../../../src/slack/messages/resolve-modal.ts';
import { weekTwoNotice } from '../../../src/slack/messages/week-two-notice.ts';
import { approved, dismissed, escalationCase, item, picture, reader, run, week } from './sample.ts';
import { buttonsOf, expectPostable, shownText } from './slack-accepts.ts';

const resolution = {
  outcome: 'plan_agreed',
  note: 'Two joint calls a week.',
  by: 'Sam Okafor',
  at: new Date('2026-03-20T15:00:00Z'),
} as const;

const withSince = '2026-03-16';

describe('the second-line manager’s thread', () => {
  test('begins with the pattern and the state of each week, and asks for an owner', () => {
    const message = escalation(escalationCase(), reader);
    expectPostable(message);
    const text = shownText(message.blocks);
    expect(text).toContain('manager Maria Lopez');
    expect(text).toContain('• 2 Mar 2026: 38.0%, first flagged: week 1');
    expect(text).toContain('• 9 Mar 2026: 38.0%, a relative 2.5% better than the week before: week 2');
    expect(text).toContain('• 16 Mar 2026: 38.0%, a relative 1.1% worse than the week before: week 3');
    expect(text).toContain('Seen since 2 Mar 2026: 3 weeks in a row without a 10% improvement.');
    expect(text).toContain(
      '*Why it is with you,* since 16 Mar 2026: a pattern in its third week in a row comes to you by itself.',
    );
    expect(text).toContain('Check of 2 Mar 2026: *38.1%* of 21 deals');
    expect(buttonsOf(message.blocks)).toEqual(['I own this', 'Resolve', 'View rep']);
    expect(message.text).toBe('An escalation for you: please have a look.');
  });

  test('says what its weeks make together, which no single one of them shows', () => {
    const weeks = ['0.40', '0.42', '0.43'].map((value, index) =>
      week({
        asOf: (['2026-03-02', '2026-03-09', '2026-03-16'] as const)[index] ?? '2026-03-02',
        value: new Decimal(value),
      }),
    );
    const said = (shown: typeof weeks) => shownText(escalation(escalationCase({ weeks: shown }), reader).blocks);
    expect(said(weeks)).toContain('*Altogether:* 40.0% on 2 Mar 2026, 43.0% on 16 Mar 2026, a relative 7.5% better.');
    expect(said(weeks.slice(0, 2))).not.toContain('Altogether');
  });

  test('promises a history only where there is one', () => {
    const bare = escalationCase({ rule: 'E5', item: null, weeks: [], flags: [] });
    const promised = 'The full history is in the thread.';
    expect(shownText(escalation(escalationCase(), reader).blocks)).toContain(promised);
    expect(shownText(escalation(bare, reader).blocks)).not.toContain(promised);
    expect(shownText(escalationHistory(bare, reader).blocks)).toContain('No single pattern is behind this');
  });

  test('a condition is told by its own numbers, once', () => {
    const facts = {
      rule: 'E1',
      fiscalQuarter: '2026-Q1',
      quarterEnd: '2026-04-01',
      daysLeft: 16,
      attainment: new Decimal('0.374'),
      below: new Decimal('0.5'),
    } as const;
    const found = escalationCase({ rule: 'E1', facts });
    const notice = escalationNotice({ ...found, slmName: 'Sam Okafor', withSince, added: [] }, reader);
    for (const { blocks } of [escalation(found, reader), notice]) {
      expect(shownText(blocks).match(/under half/g)).toHaveLength(1);
      expect(shownText(blocks)).toContain(
        '37.4% of the quarter’s quota, under half, with 16 days left until 31 Mar 2026',
      );
    }
  });

  test('shows who owns it, and how it was resolved', () => {
    const owned = escalation(escalationCase({ ownerName: 'Sam Okafor' }), reader);
    expect(shownText(owned.blocks)).toContain('owned by Sam Okafor');
    expect(buttonsOf(owned.blocks)).toEqual(['Resolve', 'View rep']);
    const resolved = escalation(escalationCase({ ownerName: 'Sam Okafor', resolution }), reader);
    expectPostable(resolved);
    expect(shownText(resolved.blocks)).toContain('*Resolved* by Sam Okafor, 20 Mar 2026, 11:00: a plan is agreed.');
    expect(shownText(resolved.blocks)).toContain('Two joint calls a week.');
    expect(buttonsOf(resolved.blocks)).toEqual([]);
  });

  test('says that it opens again only where it would: with a pattern in its third week that is not over', () => {
    const over = item({ run: run({ state: 'resolved', closedOn: '2026-03-30' }) });
    const says = (change: Parameters<typeof escalationCase>[0]) => {
      const closed = escalationCase({ resolution, ...change });
      const notice = escalationNotice({ ...closed, slmName: 'Sam Okafor', withSince, added: [] }, reader);
      const shown = [escalation(closed, reader).blocks, notice.blocks, resolveModal(closed).blocks].map(shownText);
      return shown.map((text) => text.includes('opens again'));
    };
    expect(says({})).toEqual([true, true, true]);
    expect(says({ item: over })).toEqual([false, false, false]);
    for (const rule of ['E1', 'E4', 'E5', 'E6'] as const) expect(says({ rule })).toEqual([false, false, false]);
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
      ['Check of', 'Value', 'Peers', 'Week', 'Deals'],
      ['2 Mar 2026', '38.0%', '55.0%', '1', '21'],
      ['9 Mar 2026', '–', '55.0%', 'not counted: on leave', '–'],
    ]);
    expect(shownText(message.blocks)).toContain('*Dismissed* by Maria Lopez');
    expect(shownText(message.blocks)).toContain('New territory');
  });

  test('says a long unit once above the weeks, so that a phone shows all their columns', () => {
    const weeks = [week({ value: new Decimal('-3.26'), benchmark: new Decimal('-0.4') })];
    const falling = item({ metricKey: 'AM.book_health_trend', dimension: '' });
    const { blocks } = escalationHistory(escalationCase({ item: falling, weeks }), reader);
    expect(shownText(blocks)).toContain('*Book health trend*, week by week, in points per 28 days');
    const table = blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' ? table.rows[1]?.map(shownText) : []).toEqual(
      expect.arrayContaining(['2 Mar 2026', '-3.3', '-0.4']),
    );
  });

  test('a week that is better by 10% is week 1 again, and a week after a gap names the one it is compared with', () => {
    const weeks = [
      week(),
      week({ asOf: '2026-03-09', value: null, flagged: null, holdReason: 'leave' }),
      week({ asOf: '2026-03-16', value: new Decimal('0.5'), improvement: new Decimal('0.316') }),
    ];
    expect(shownText(escalation(escalationCase({ weeks }), reader).blocks)).toContain(
      '• 16 Mar 2026: 50.0%, a relative 31.6% better than on 2 Mar 2026: week 1 again',
    );
  });

  test('tells whoever takes it that the rep does not know of the approved action yet', () => {
    const unseen = 'Ana Ruiz gets the approved action with the digest of 1 Apr 2026; they have not seen it yet.';
    const approvedCase = escalationCase({ item: approved() });
    expect(shownText(escalation(approvedCase, reader).blocks)).toContain(unseen);
    expect(shownText(escalationHistory(approvedCase, reader).blocks)).toContain(unseen);
    expect(
      shownText(escalationNotice({ ...approvedCase, slmName: 'Sam Okafor', withSince, added: [] }, reader).blocks),
    ).toContain(unseen);
    expect(shownText(escalation(escalationCase(), reader).blocks)).not.toContain('not seen it');
    expect(shownText(escalation(escalationCase({ item: dismissed() }), reader).blocks)).not.toContain('not seen it');
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
    context: null,
    flags: [],
    trend: picture(),
  };
  const notice = {
    subject,
    episodeId: 'ep-1',
    slmName: 'Sam Okafor',
    earlier: null,
    isReaderSlm: false,
    nextCheckOn: '2026-03-16',
    reader,
  } as const;

  test('is told in week two who will see what, in the very blocks the other will see', () => {
    const message = weekTwoNotice(notice);
    expectPostable(message);
    expect(shownText(message.blocks)).toContain(
      'This reaches your SLM, Sam Okafor, with the check of 16 Mar 2026 unless it is 10% better',
    );
    const summary = escalationSummary(subject, reader);
    const history = escalationHistory(escalationCase(subject), reader).blocks;
    expect(message.blocks.slice(-(summary.length + 1 + history.length))).toEqual([...summary, divider, ...history]);
    expect(buttonsOf(message.blocks)).toEqual(['Add context', 'Open the queue']);
    expect(message.text).not.toMatch(/Ana|conversion|%/);
  });

  test('sees their context where the other will, and can change it', () => {
    const said = { by: 'Maria Lopez', at: new Date('2026-03-10T14:00:00Z'), text: 'The territory was split in two.' };
    const message = weekTwoNotice({ ...notice, subject: { ...subject, context: said } });
    expectPostable(message);
    expect(buttonsOf(message.blocks)).toContain('Change the context');
    const shown = '*Context from* Maria Lopez, 10 Mar 2026, 10:00:\nThe territory was split in two.';
    expect(shownText(message.blocks)).toContain(shown);
    expect(shownText(escalationHistory(escalationCase({ context: said }), reader).blocks)).toContain(shown);
    expect(shownText(escalation(escalationCase({ context: said }), reader).blocks)).not.toContain('split in two');
  });

  test('is told when it has improved since, or gone on', () => {
    const improved = { ...subject, item: item({ run: run({ clock: 1, flaggedWeeks: 3 }) }) };
    expect(shownText(weekTwoNotice({ ...notice, subject: improved }).blocks)).toContain('Good news: it improved');
    const gone = { ...subject, item: item({ run: run({ clock: 3, escalatedOn: '2026-03-16' }) }) };
    expect(shownText(weekTwoNotice({ ...notice, subject: gone }).blocks)).toBe(
      '*Ana Ruiz: Stage-to-stage conversion, stage 2 to 3*. Went to the next level on 16 Mar 2026; see the notice below.',
    );
  });

  test('is not told that an action waits where none does', () => {
    const decided = escalationNotice(
      { ...escalationCase({ item: dismissed() }), slmName: null, withSince, added: [] },
      reader,
    );
    expect(shownText(decided.blocks)).not.toContain('waits for you');
  });

  test('is told that and why it went up, who owns it and how it ended', () => {
    const message = escalationNotice(
      { ...escalationCase({ ownerName: 'Sam Okafor', resolution }), slmName: 'Sam Okafor', withSince, added: [] },
      reader,
    );
    expectPostable(message);
    const text = shownText(message.blocks);
    expect(text).toContain('*Ana Ruiz: went to Sam Okafor* on 16 Mar 2026.');
    expect(text).toContain('three weeks in a row without a 10% improvement');
    expect(text).toContain('Check of 2 Mar 2026: *38.1%* of 21 deals');
    expect(text).toContain('The action still waits for you');
    expect(text).toContain('Two joint calls a week.');
    expect(message.text).not.toMatch(/Ana|conversion|%/);
  });
});
