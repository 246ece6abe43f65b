import { beforeEach, describe, expect, it } from 'vitest';
import type { MeasuredSeries } from '../../src/domain/measured-series.ts';
import type { MeasureRequest } from '../../src/measures/measure.ts';
import { stageMoves as family } from '../../src/measures/stage-moves.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { type Deal, dealRows, type Step } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, opportunity_stage_history');
});

const WEEK = { metrics: ['AE.stage_conversion'], t: '2026-03-02', members: [member('rita')] } as const;
const EIGHT_WEEKS = measureRequest(WEEK);

async function stageMoves(request: MeasureRequest) {
  const { metrics, refused } = await family(database.db, request);
  const [conversion] = metrics;
  if (conversion === undefined) throw new Error('The family measured nothing.');
  return { ...conversion, refused };
}

function evidenceOf(series: MeasuredSeries | undefined) {
  return series?.evidence.kind === 'tallies' ? series.evidence.tallies[0] : undefined;
}

async function measure(deals: readonly Deal[], request: MeasureRequest = EIGHT_WEEKS) {
  await loadTables(database.owner, dealRows(deals));
  return stageMoves(request);
}

/** `passed/decided` in the own window, by stage pair. */
async function conversion(deals: readonly Deal[], request: MeasureRequest = EIGHT_WEEKS, repId = 'rita') {
  const { series } = await measure(deals, request);
  const ofRep = series.filter((one) => one.repId === repId);
  return Object.fromEntries(
    ofRep
      .map((one) => [one.dimension, one.own.map((tally) => `${tally.numerator}/${tally.size}`).join(' ')])
      .filter(([, text]) => text !== '0/0'),
  );
}

function deal(id: string, ...steps: [Step['what'], string][]): Deal {
  return { id, owner: 'rita', steps: steps.map(([what, at]) => ({ what, at })) };
}

describe('the worked example', () => {
  const history = [
    deal('O1', [1, '2025-12-10'], [2, '2025-12-20'], [3, '2026-01-12']),
    deal('O2', [1, '2026-01-03'], [2, '2026-01-14'], [4, '2026-02-02']),
    deal('O3', [2, '2026-01-06'], ['lost', '2026-01-30']),
    deal('O4', [1, '2025-12-01'], [2, '2026-01-08'], [1, '2026-01-20'], ['lost', '2026-02-11']),
    deal('O5', [2, '2026-01-05'], [3, '2026-01-22'], [2, '2026-02-05'], ['lost', '2026-02-25']),
    deal('O6', [2, '2026-02-01']),
    deal('O7', [2, '2026-01-10'], ['lost', '2026-02-01'], [2, '2026-02-20']),
    deal('O8', [2, '2026-01-07'], ['lost', '2026-01-19']),
    deal('O9', [2, '2025-11-20'], ['lost', '2026-01-05']),
    deal('O10', [2, '2026-01-15'], ['lost', '2026-02-18']),
    deal('O11', [2, '2026-01-18'], ['lost', '2026-02-27']),
    deal('O12', [2, '2026-01-20'], ['lost', '2026-03-01']),
    deal('O13', [3, '2026-01-11'], ['lost', '2026-02-10']),
    deal('O14', [2, '2025-11-01'], [3, '2025-12-15'], ['lost', '2026-01-25']),
    deal('O15', [2, '2026-01-25'], ['lost', '2026-03-02']),
    deal('O16', [2, '2026-01-09'], ['lost', '2026-02-04']),
    deal('O17', [2, '2026-01-12'], ['lost', '2026-02-09']),
  ];

  it('passes 3 of the 12 deals decided at stage 2', async () => {
    const { series } = await measure(history);
    const atTwo = series.find((one) => one.dimension === '2>3');
    expect(atTwo?.own).toMatchObject([{ segment: 'enterprise', size: 12 }]);
    expect(atTwo?.own[0]?.numerator?.toNumber()).toBe(3);
    // O14 passed before the eight weeks, but within the evidence.
    expect(evidenceOf(atTwo)?.numerator?.toNumber()).toBe(4);
    expect(evidenceOf(atTwo)?.size).toBe(13);
    // O11 and O12 were decided in the last week.
    expect(atTwo?.newEvidence).toBe(2);
  });

  it('counts the deals that went further at the stages they reached', async () => {
    expect(await conversion(history)).toEqual({ '1>2': '2/2', '2>3': '3/12', '3>4': '1/4' });
  });
});

describe('what decides a stage', () => {
  it('a skipped stage is passed too', async () => {
    expect(await conversion([deal('D', [1, '2026-01-10'], [4, '2026-01-20'])])).toEqual({
      '1>2': '1/1',
      '2>3': '1/1',
      '3>4': '1/1',
    });
  });

  it('a win passes the highest stage reached, and no other', async () => {
    expect(await conversion([deal('D', [2, '2025-11-01'], [5, '2025-11-15'], ['won', '2026-01-20'])])).toEqual({
      '5>6': '1/1',
    });
  });

  it('a win counts once, though the deal is reopened and goes on', async () => {
    const reopened = deal('D', [3, '2025-11-01'], ['won', '2026-01-20'], [4, '2026-01-25'], ['lost', '2026-02-02']);
    expect(await conversion([reopened])).toEqual({ '3>4': '1/1', '4>5': '0/1' });
  });

  it('moving back neither undoes the first passage nor counts twice', async () => {
    const wavering = deal('D', [2, '2025-11-01'], [3, '2026-01-10'], [2, '2026-01-15'], [3, '2026-01-20']);
    expect(await conversion([wavering])).toEqual({ '2>3': '1/1' });
  });

  it('a lost deal that was reopened is undecided, until it is lost again', async () => {
    const reopened = deal('D', [2, '2025-11-01'], ['lost', '2026-01-10'], [2, '2026-01-20']);
    expect(await conversion([reopened])).toEqual({});
    await database.owner.raw('truncate opportunities, opportunity_stage_history');
    const lostAgain = deal('D', [2, '2025-10-01'], ['lost', '2025-10-10'], [2, '2025-10-20'], ['lost', '2026-01-30']);
    expect(await conversion([lostAgain])).toEqual({ '2>3': '0/1' });
  });

  it('a lost deal that was reopened at a later stage has passed', async () => {
    const revived = deal('D', [2, '2025-11-01'], ['lost', '2026-01-10'], [3, '2026-01-20']);
    expect(await conversion([revived])).toEqual({ '2>3': '1/1' });
  });

  it('a deal created beyond a stage never was at it', async () => {
    expect(await conversion([deal('D', [3, '2026-01-10'], ['lost', '2026-01-20'])])).toEqual({ '3>4': '0/1' });
  });

  it('a row that changes only the owner enters no stage and decides nothing', async () => {
    const handedOver: Deal = {
      id: 'D',
      owner: 'olaf',
      steps: [
        { what: 2, at: '2025-11-01' },
        { what: 2, at: '2026-01-10', owner: 'rita' },
      ],
    };
    expect(await conversion([handedOver])).toEqual({});
  });

  it('a lost deal handed over afterwards stays lost, on the day and to the owner of the loss', async () => {
    const handedOver: Deal = {
      id: 'D',
      owner: 'rita',
      steps: [
        { what: 2, at: '2025-11-01' },
        { what: 'lost', at: '2026-01-10' },
        { what: 'lost', at: '2026-02-10', owner: 'olaf' },
      ],
    };
    expect(await conversion([handedOver])).toEqual({ '2>3': '0/1' });
  });
});

describe('whose it is', () => {
  const members = [member('rita'), member('olaf')];
  const handedOver = (what: Step['what'], at: string): Deal => ({
    id: 'D',
    owner: 'olaf',
    steps: [
      { what: 2, at: '2025-11-01' },
      { what: 2, at: '2026-01-10T15:00:00Z', owner: 'rita' },
      { what, at },
    ],
  });

  it.each([
    ['a passage counts for the new owner at once', 3, '2026-01-11T00:00:00Z', { '2>3': '1/1' }],
    ['a loss within 14 days counts for nobody', 'lost', '2026-01-24T14:59:59Z', {}],
    ['a loss 14 days after counts for the new owner', 'lost', '2026-01-24T15:00:00Z', { '2>3': '0/1' }],
  ] as const)('%s', async (_name, what, at, expected) => {
    const request = measureRequest({ ...WEEK, members });
    expect(await conversion([handedOver(what, at)], request)).toEqual(expected);
    expect((await stageMoves(request)).series.filter((one) => one.repId === 'olaf')).toEqual([]);
  });

  it('counts only from the rep’s own window on', async () => {
    const request = measureRequest({ ...WEEK, members: [member('rita', { stintStart: '2026-02-01' })] });
    const deals = [
      deal('before', [2, '2025-11-01'], [3, '2026-01-31']),
      deal('in', [2, '2025-11-01'], ['lost', '2026-02-01']),
    ];
    expect(await conversion(deals, request)).toEqual({ '2>3': '0/1' });
  });
});

describe('window edges', () => {
  it.each([
    ['before the first instant', '2026-01-05T04:59:59.999Z', {}],
    ['at the first instant', '2026-01-05T05:00:00Z', { '2>3': '1/1' }],
    ['at the last instant', '2026-03-02T04:59:59.999Z', { '2>3': '1/1' }],
    ['at the end', '2026-03-02T05:00:00Z', {}],
  ])('%s', async (_name, at, expected) => {
    expect(await conversion([deal('D', [2, '2025-11-01'], [3, at])])).toEqual(expected);
  });

  it('begins at local midnight on both sides of daylight saving', async () => {
    // Clocks go forward on 2026-03-08: the window begins in winter time (05:00Z) and ends in summer time (04:00Z).
    const request = measureRequest({ ...WEEK, t: '2026-03-09' });
    const deals = [
      deal('too early', [2, '2025-11-01'], [3, '2026-01-12T04:30:00Z']),
      deal('first', [2, '2025-11-01'], [3, '2026-01-12T05:00:00Z']),
      deal('last', [2, '2025-11-01'], [3, '2026-03-09T03:59:59Z']),
      deal('too late', [2, '2025-11-01'], [3, '2026-03-09T04:00:00Z']),
    ];
    expect(await conversion(deals, request)).toEqual({ '2>3': '2/2' });
  });

  it('does not know rows recorded from the start of the run on', async () => {
    const late: Deal = {
      id: 'D',
      owner: 'rita',
      steps: [
        { what: 2, at: '2025-11-01' },
        { what: 3, at: '2026-01-20', recordedAt: '2026-03-02T11:00:00Z' },
      ],
    };
    expect(await conversion([late])).toEqual({});
    const later = { ...EIGHT_WEEKS, runStart: new Date('2026-03-02T11:00:00.001Z') };
    expect((await stageMoves(later)).series).toHaveLength(1);
  });
});

describe('rows that break the contract', () => {
  it('leaves them out and counts them', async () => {
    const { series, quality, refused } = await measure([
      deal('D1', [2, '2025-12-10'], ['broken', '2026-01-10'], [3, '2026-01-20']),
      deal('D2', [2, '2026-01-10'], ['lost', '2026-01-20']),
    ]);
    expect(series).toMatchObject([{ dimension: '2>3', own: [{ size: 2 }] }]);
    expect(quality.get('rita')).toEqual({ own: { rows: 4, excluded: 1 }, evidence: { rows: 5, excluded: 1 } });
    expect(refused).toEqual([{ reason: expect.stringContaining('without a stage'), rows: 1 }]);
  });

  it.each([0, -3, 2_000_000_000])('knows no stage %i', async (stage) => {
    const { series, quality } = await measure([deal('D', [2, '2026-01-10'], [stage, '2026-01-15'], [3, '2026-01-20'])]);
    expect(series).toMatchObject([{ dimension: '2>3', own: [{ size: 1 }] }]);
    expect(quality.get('rita')?.own).toEqual({ rows: 3, excluded: 1 });
  });

  it('leaves out deals that opportunities does not know yet', async () => {
    const { opportunity_stage_history } = dealRows([deal('D', [2, '2026-01-10'], [3, '2026-01-20'])]);
    await loadTables(database.owner, { opportunity_stage_history });
    const { series, quality } = await stageMoves(EIGHT_WEEKS);
    expect(series).toEqual([]);
    expect(quality.get('rita')?.own).toEqual({ rows: 2, excluded: 2 });
  });
});

it('keeps the segments of a rep’s deals apart', async () => {
  const { series } = await measure([
    deal('D1', [2, '2025-11-01'], [3, '2026-01-10']),
    { ...deal('D2', [2, '2025-11-01'], ['lost', '2026-01-10']), segment: 'retail' },
  ]);
  expect(series[0]?.own.map((tally) => [tally.segment, tally.numerator?.toNumber(), tally.size])).toEqual([
    ['enterprise', 1, 1],
    ['retail', 0, 1],
  ]);
});
