import { expect, test } from 'vitest';
import type { Standing } from '../../../src/domain/digest.ts';
import { repStandings } from '../../../src/slack/messages/rep-standing-line.ts';
import { shownText } from './slack-accepts.ts';

const numbers = (standing: Standing, ...titles: string[]) =>
  titles.map((title) => ({ metricKey: 'AM.gross_renewal_rate' as const, dimension: '', title, standing }));
const shown = (...lines: ReturnType<typeof numbers>) =>
  shownText([repStandings({ repId: 'rep-1', repName: 'Ana Ruiz', role: 'AM', lines }, null)]);

test('counts what is level where its names would hide the rest', () => {
  const level = numbers('level', 'Renewals', 'Retention', 'Discounts', 'Talk ratio');
  expect(shown(...numbers('behind', 'Objections'), ...level)).toContain(
    '*Ana Ruiz* (AM)\n▼ Behind: Objections\n= Level: the other 4',
  );
  expect(shown(...level)).toContain('*Ana Ruiz* (AM)\n= Level: all 4');
});

test('counts what there is too little data for where that is much, such as the parts of a book', () => {
  const parts = numbers('not_enough_data', 'Health', 'Logistics', 'Retail', 'Software');
  expect(shown(...numbers('behind', 'Objections'), ...parts)).toContain('… Not enough data yet: 4 of 5');
  expect(shown(...numbers('behind', 'Objections'), ...parts.slice(0, 2))).toContain(
    '… Not enough data yet: Health; Logistics',
  );
});

test('names what is level where that is short', () => {
  expect(shown(...numbers('behind', 'Objections'), ...numbers('level', 'Renewals', 'Retention'))).toContain(
    '= Level: Renewals; Retention',
  );
});
