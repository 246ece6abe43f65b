import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { metricInWords } from '../../src/catalog/playbook/metric-wording.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { countStanding, gridOf, standingsOf } from '../../src/domain/team-grid.ts';
import { reading } from '../slack/messages/sample.ts';

const inWords = metrics.map(metricInWords);
const standings = (repId: string, readings: Parameters<typeof standingsOf>[1]['readings']) =>
  standingsOf({ repId, repName: repId }, { readings, metrics: inWords });
const value = (text: string, dimension = '2>3') => reading({ value: new Decimal(text), dimension });

describe('where reps stand', () => {
  it('is as their digests say it', () => {
    const rep = standings('a', [value('0.3'), value('0.55', '3>4'), value('0.9', '4>5')]);
    const conversion = rep.lines.filter(({ metricKey }) => metricKey === 'AE.stage_conversion');
    expect(conversion.map(({ dimension, standing }) => [dimension, standing])).toEqual([
      ['2>3', 'behind'],
      ['3>4', 'level'],
      ['4>5', 'ahead'],
    ]);
    expect(countStanding(rep, 'behind')).toBe(1);
    expect(countStanding(rep, 'not_enough_data')).toBe(rep.lines.length - 3);
  });

  it('holds every metric of the role, measured or not', () => {
    const ofRole = metrics.filter(({ role }) => role === 'AE').map(({ key }) => key);
    expect(standings('a', [value('0.3')]).lines.map(({ metricKey }) => metricKey)).toEqual(ofRole);
  });

  it('is unknown for somebody whom no run has read', () => {
    expect(standings('a', [])).toMatchObject({ role: null, lines: [] });
  });

  it('is a grid of all parts that anybody has, in order', () => {
    const grid = gridOf([standings('a', [value('0.3', '10>11')]), standings('b', [value('0.9'), value('0.9', '3>4')])]);
    const rows = grid.filter(({ metricKey }) => metricKey === 'AE.stage_conversion');
    expect(rows.map(({ dimension, standings: of }) => [dimension, ...of])).toEqual([
      ['2>3', null, 'ahead'],
      ['3>4', null, 'ahead'],
      ['10>11', 'behind', null],
    ]);
  });
});
