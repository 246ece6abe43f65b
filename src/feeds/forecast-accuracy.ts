import { z } from 'zod';
import { exact, type Feed, id, localDate } from './feed.ts';

const row = z.strictObject({
  rep_id: id,
  fiscal_quarter: id.describe('a completed quarter, as fiscal_calendar names it'),
  as_of: localDate.describe('the weekly run that read it last; rows that came in later are not in it'),
  commit_amount: exact.describe('closed by the commit day and committed then, in the reporting currency'),
  actual_amount: exact.describe('closed at the end of the quarter, in the reporting currency'),
  accuracy: exact.describe('1 less the share of the commit by which the actual missed it, either way; never below 0'),
  signed_bias: exact.describe('(actual - commit) / commit: below 0 the rep promised too much, above 0 too little'),
  quarters_observed: z.int().min(1).describe('quarters of this rep with an accuracy, up to and with this one'),
});

/** What each rep committed and what came of it, for the win-loss and forecast-accuracy system. */
export const forecastAccuracy = {
  name: 'forecast_accuracy_v1',
  view: 'feed_forecast_accuracy_v1',
  consumer: 'AGT-703, win-loss and forecast accuracy',
  row,
  key: ['rep_id', 'as_of', 'fiscal_quarter'],
} as const satisfies Feed<typeof row.shape>;
export type ForecastAccuracy = z.output<typeof row>;
