import type { Knex } from 'knex';
import { headlines } from '../catalog/headlines.ts';
import { bookHealth } from '../db/reads/book-health.ts';
import { quotaPace } from '../db/reads/quota-pace.ts';
import { seriesChecks } from '../db/reads/series-checks.ts';
import { hasScores } from '../domain/book-health.ts';
import type { DiagnosisLine, DigestContent, DigestPictures } from '../domain/digest.ts';
import { addMonths } from '../domain/local-date.ts';
import { hasPoints, type Trend, trendOf } from '../domain/trend.ts';
import type { DigestRun } from './compose-digest.ts';

type Content = Omit<DigestContent, 'pictures'>;

/** What the pictures of a rep's digest show: the rep's own numbers, as the month's end knew them. */
export async function digestPictures(trx: Knex, content: Content, run: DigestRun): Promise<DigestPictures> {
  const t = addMonths(content.periodMonth, 1);
  const { repId, role } = content;
  const { healthScoreDays, inheritedAccountDays } = run.thresholds;
  const pace = role === 'AE' ? await quotaPace(trx, { repId, t, currency: run.reportingCurrency }) : null;
  const book =
    role === 'AM' || role === 'CSM'
      ? await bookHealth(trx, { repId, role, before: t, healthScoreDays, inheritedAccountDays, runStart: run.runStart })
      : null;
  return { trend: await trendToShow(trx, content), pace, book: book !== null && hasScores(book) ? book : null };
}

/** The trend of what stood out longest, else of what is over, else of the first headline that was measured. */
async function trendToShow(trx: Knex, content: Content): Promise<Trend | null> {
  const { repId, role, summary, diagnosis } = content;
  const isOver = ({ outcome }: DiagnosisLine) => Number(outcome === 'over');
  const stoodOut = diagnosis.toSorted((a, b) => isOver(a) - isOver(b) || b.weeks - a.weeks);
  const measured = headlines[role].trend.flatMap((metricKey) =>
    summary.filter((line) => line.metricKey === metricKey && line.value !== null),
  );
  const line = [...stoodOut, ...measured][0];
  if (line === undefined) return null;
  const { metricKey, dimension } = line;
  const before = addMonths(content.periodMonth, 1);
  const [checks = []] = await seriesChecks(trx, [{ repId, metricKey, dimension }], { before, marks: 'sound' });
  const trend = trendOf(line, checks, before);
  return hasPoints(trend) ? trend : null;
}
