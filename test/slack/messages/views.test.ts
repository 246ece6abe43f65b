import { describe, expect, test } from 'vitest';
import { dismissModal } from '../../../src/slack/messages/dismiss-modal.ts';
import { escalateModal } from '../../../src/slack/messages/escalate-modal.ts';
import { help, usage } from '../../../src/slack/messages/help.ts';
import { type Home, homeView } from '../../../src/slack/messages/home.ts';
import { modifyModal } from '../../../src/slack/messages/modify-modal.ts';
import { moved } from '../../../src/slack/messages/moved.ts';
import { noticeModal } from '../../../src/slack/messages/notice-modal.ts';
import { QUEUE_PAGE_SIZE, queueModal, queuePages } from '../../../src/slack/messages/queue-modal.ts';
import { encodeItem, parseItem, parsePage } from '../../../src/slack/messages/references.ts';
import { resolveModal } from '../../../src/slack/messages/resolve-modal.ts';
import { strangerHome } from '../../../src/slack/messages/stranger-home.ts';
import { escalationCase, item, reader, rows } from './sample.ts';
import { buttonsOf, expectOpenable, expectPostable, shownText } from './slack-accepts.ts';

describe('modals', () => {
  test('Modify starts from the text, remembers the version and says when the rep reads it', () => {
    const view = modifyModal(item({ version: 3 }), reader);
    expectOpenable(view);
    expect(parseItem(view.private_metadata ?? '')).toEqual({ coachingId: 'c-1', version: 3 });
    expect(shownText(view.blocks)).toContain('Look back at Acme and Globex');
    expect(shownText(view.blocks)).toContain('exactly this in the digest of 1 Apr 2026');
  });

  test('Modify takes the longest text there can be, in the widest characters', () => {
    expectOpenable(modifyModal(item({ recommendedAction: '😀'.repeat(2000) }), reader));
  });

  test('Dismiss asks why and says that the clock goes on', () => {
    const view = dismissModal(item());
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('reaches your second-line manager, dismissed or not');
    expect(shownText(view.blocks)).toContain('The data is wrong');
  });

  test('Escalate lists what is under way, and says how many it has no room for and what to do about them', () => {
    const row = { metricKey: 'AE.stage_conversion', dimension: '2>3', since: '2026-03-02' } as const;
    const modal = (count: number) =>
      escalateModal({
        repId: 'rep-1',
        repName: 'Rae',
        slmName: 'Sol',
        rows: Array.from({ length: count }, (_, index) => ({ ...row, coachingId: `c-${index}` })),
      });
    expect(shownText(modal(100).blocks)).not.toContain('older');
    expectOpenable(modal(101));
    expect(shownText(modal(101).blocks)).toContain('1 older one is under way, too. For it, choose nothing here');
    expect(shownText(modal(123).blocks)).toContain(
      '23 older ones are under way, too. For one of them, choose nothing here and name it in your note.',
    );
  });

  test('Resolve asks for an outcome and a note', () => {
    const view = resolveModal(escalationCase());
    expectOpenable(view);
    expect(view.private_metadata).toBe('e-1');
  });

  test('a notice shows what it is given', () => {
    const view = noticeModal('Someone decided this before you.');
    expectOpenable(view);
    expect(shownText(view.blocks)).toBe('Someone decided this before you.');
  });
});

describe('the queue', () => {
  const page = (count: number, total: number, number: number) =>
    queueModal({
      items: Array.from({ length: count }, (_, index) => ({ item: item({ coachingId: `c-${index}` }), rows })),
      total,
      page: number,
      reader,
    });

  test('shows items with their buttons, oldest first, and turns pages both ways', () => {
    const view = page(QUEUE_PAGE_SIZE, 12, 2);
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('12 waiting, oldest first. Page 2 of 3.');
    expect(buttonsOf(view.blocks).slice(0, 3)).toEqual(['Approve', 'Modify', 'Dismiss']);
    expect(buttonsOf(view.blocks).slice(-2)).toEqual(['Older', 'Newer']);
    expect(parsePage(view.private_metadata ?? '')).toEqual({ page: 2 });
  });

  test('the ends have one way only, a single page none', () => {
    expect(buttonsOf(page(5, 12, 1).blocks)).not.toContain('Older');
    expect(buttonsOf(page(2, 12, 3).blocks)).not.toContain('Newer');
    expect(buttonsOf(page(1, 1, 1).blocks)).toEqual(['Approve', 'Modify', 'Dismiss']);
    expect([queuePages(0), queuePages(5), queuePages(6)]).toEqual([1, 1, 2]);
  });

  test('an empty queue says so', () => {
    const view = page(0, 0, 1);
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('Nothing waits for you.');
  });
});

describe('Home', () => {
  const nothing: Home = {
    name: 'Maria Lopez',
    waiting: null,
    teams: null,
    escalations: null,
    digests: null,
    system: null,
  };
  const pattern = { repName: 'Ana Ruiz', metricKey: 'AE.stage_conversion', dimension: '2>3' } as const;

  test('shows one section for each thing a person is', () => {
    const view = homeView({
      ...nothing,
      waiting: { total: 7, oldest: [{ ...pattern, role: 'AE', since: '2026-03-02' }] },
      escalations: [{ ...pattern, escalationId: 'e-1', repId: 'rep-1', since: '2026-03-16', ownerName: null }],
      digests: [{ digestId: 'd-1', periodMonth: '2026-03-01', acknowledged: true, actions: 1 }],
    });
    expectOpenable(view);
    const text = shownText(view.blocks);
    expect(text).toContain('• *Ana Ruiz* (AE): Stage-to-stage conversion, stage 2 to 3, since 2 Mar 2026');
    expect(text).toContain('and 6 more');
    expect(text).toContain('*March 2026*: 1 suggestion, acknowledged');
    expect(buttonsOf(view.blocks)).toEqual(['Open the queue', 'I own this', 'Resolve', 'View rep', 'Read']);
  });

  test('counts no suggestions where there are none', () => {
    const digest = { digestId: 'd-1', periodMonth: '2026-03-01', acknowledged: false, actions: 0 } as const;
    expect(shownText(homeView({ ...nothing, digests: [digest] }).blocks)).not.toContain('suggestion');
    const read = homeView({ ...nothing, digests: [{ ...digest, acknowledged: true }] });
    expect(shownText(read.blocks)).toContain('*March 2026*: acknowledged');
  });

  test('shows a rep nothing of queues or escalations', () => {
    const view = homeView({ ...nothing, digests: [] });
    expectOpenable(view);
    expect(shownText(view.blocks)).not.toMatch(/waiting|escalation/i);
  });

  test('shows a manager each rep, metric by metric, in words and signs', () => {
    const line = { metricKey: 'AE.stage_conversion', dimension: '' } as const;
    const view = homeView({
      ...nothing,
      teams: [
        {
          forManager: null,
          asOf: '2026-03-30',
          reps: [
            {
              repId: 'rep-1',
              repName: 'Ana Ruiz',
              role: 'AE',
              lines: [
                { ...line, title: 'Conversion', standing: 'level' },
                { ...line, title: 'Velocity', standing: 'behind' },
                { ...line, title: 'Discount', standing: 'behind' },
              ],
            },
            { repId: 'rep-2', repName: 'Bo Lind', role: null, lines: [] },
          ],
        },
      ],
    });
    expectOpenable(view);
    const text = shownText(view.blocks);
    expect(text).toContain('week of 23 Mar to 29 Mar 2026');
    expect(text).toContain('*Ana Ruiz* (AE)\n▼ Behind: Velocity; Discount\n= Level: Conversion');
    expect(text).toContain('*Bo Lind*\nNo numbers yet.');
    expect(buttonsOf(view.blocks)).toEqual(['View', 'View']);
  });

  test('tells an admin what is wrong, by a sign and its words', () => {
    const reader = { timeZone: 'UTC', now: new Date('2026-03-30T12:00:00Z') };
    const status = {
      jobs: [{ job: 'weekly', localPeriod: '2026-03-30', state: 'done', parkedItems: 2 }],
      parkedDeliveries: [],
      dueDeliveries: 0,
      escalations: { open: 3, unowned: 1 },
      sources: [
        { source: 'accounts', latest: new Date('2026-03-29T12:00:00Z') },
        { source: 'quote_log', latest: new Date('2026-03-01T12:00:00Z') },
        { source: 'leads', latest: null },
      ],
      auditorAge: 1_800,
      repairs: { forgotten: 1, followed: 2 },
    } as const;
    const view = homeView({ ...nothing, system: { status, reader } });
    expectOpenable(view);
    const text = shownText(view.blocks);
    for (const said of [
      'weekly of 30 Mar 2026: done, ⚠️ 2 failed and wait for you',
      '3 open, 1 of them owned by nobody yet',
      '⚠️ it last looked 30 minutes ago',
      '⚠️ in the last 7 days it sent out 1 thing that had been overlooked',
      'in the last 7 days it gave 2 things to a new reader',
      '⚠️ quote log: nothing new since 1 Mar 2026',
      '⚠️ leads: empty',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('⚠️ accounts');
    const well = { ...status, repairs: { forgotten: 0, followed: 0 } };
    expect(shownText(homeView({ ...nothing, system: { status: well, reader } }).blocks)).not.toContain('7 days it');
  });

  test('stays within a view with hundreds of escalations', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...pattern,
      escalationId: `e-${index}`,
      repId: 'rep-1',
      since: '2026-03-16' as const,
      ownerName: null,
    }));
    const view = homeView({ ...nothing, escalations: many });
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('and 288 more');
  });

  test('with many teams has place for what comes below them', () => {
    const line = { ...pattern, title: 'Stage-to-stage conversion, stage 2 to 3', standing: 'behind' } as const;
    const reps = Array.from({ length: 40 }, (_, index) => ({
      repId: `rep-${index}`,
      repName: `Rep ${index}`,
      role: 'AE' as const,
      lines: Array.from({ length: 20 }, () => line),
    }));
    const escalated = { ...pattern, repId: 'rep-1', since: '2026-03-16', ownerName: null } as const;
    for (const count of [1, 2, 5, 7, 12]) {
      const view = homeView({
        ...nothing,
        waiting: { total: 0, oldest: [] },
        teams: Array.from({ length: count }, () => ({ forManager: 'Max Example', asOf: '2026-03-16' as const, reps })),
        escalations: Array.from({ length: 30 }, (_, index) => ({ ...escalated, escalationId: `e-${index}` })),
        digests: [{ digestId: 'd-1', periodMonth: '2026-02-01', acknowledged: true, actions: 1 }],
      });
      expectOpenable(view);
      const text = shownText(view.blocks);
      expect(text.match(/Max Example’s team/g)).toHaveLength(Math.min(count, 6));
      expect(text.includes('and 6 more teams')).toBe(count === 12);
      expect(text.includes('and 1 more team:')).toBe(count === 7);
      for (const heading of ['Your escalations', 'Your digests']) expect(text).toContain(heading);
    }
  });

  test('for nobody in particular, and for a stranger, says what is missing', () => {
    expectOpenable(homeView(nothing));
    expectOpenable(strangerHome());
  });
});

describe('short messages', () => {
  test('what is left of a moved message names nobody', () => {
    expectPostable(moved());
    expect(shownText(moved())).not.toContain('Ana');
  });

  test('help and usage', () => {
    const nobody = { isRep: false, decides: false, isSlm: false, isAdmin: false };
    const said = (change: Partial<typeof nobody>) => {
      const message = help({ ...nobody, ...change });
      expectPostable(message);
      return shownText(message.blocks);
    };
    expect(said({ isRep: true })).not.toMatch(/queue|status|escalation|second-line|approve/i);
    expect(said({ isRep: true })).toContain('your past digests');
    expect(said({ decides: true })).toContain('/rep-coach queue');
    expect(said({ decides: true })).toContain('large, and unlikely to be chance');
    expect(said({ decides: true })).not.toMatch(/status|your past digests/);
    expect(said({ isSlm: true })).toContain('a thread of its own');
    expect(said({ isSlm: true })).not.toMatch(/queue|status/);
    expect(said({ isAdmin: true })).toContain('/rep-coach status');
    expect(said({ isAdmin: true })).not.toContain('queue');
    expect(said({})).not.toMatch(/queue|status/);
  });

  test('usage names only what the person can type', () => {
    const rep = { isRep: true, decides: false, isSlm: false, isAdmin: false };
    expect(usage('dance', rep)).toBe('I do not know "dance". /rep-coach takes help.');
    expect(usage('dance', { ...rep, decides: true })).toContain('takes help or queue.');
    expect(usage('dance', { ...rep, decides: true, isAdmin: true })).toContain('takes help, queue or status.');
    expect(usage('<!channel> '.repeat(20), rep).length).toBeLessThan(120);
  });

  test('a reference that is not ours is none', () => {
    expect(parseItem(encodeItem({ coachingId: 'c', version: 1 }))).toEqual({ coachingId: 'c', version: 1 });
    expect(parseItem('nonsense')).toBeNull();
    expect(parseItem('{"coachingId":"c","version":"1"}')).toBeNull();
    expect(parsePage('{"page":0}')).toBeNull();
  });
});
