import type { Knex } from 'knex';
import { headlines } from '../catalog/headlines.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import { bookHealth } from '../db/reads/book-health.ts';
import { quotaPace } from '../db/reads/quota-pace.ts';
import { seriesChecks } from '../db/reads/series-checks.ts';
import { hasScores } from '../domain/book-health.ts';
import type { DiagnosisLine, DigestPictures, SummaryLine } from '../domain/digest.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Role } from '../domain/metric.ts';
import { hasPoints, type Trend, trendOf } from '../domain/trend.ts';
import type { RepView } from '../domain/view.ts';

/** What is said of a rep in a period, that pictures go with. */
interface SaidOfRep {
  readonly repId: string;
  readonly role: Role;
  readonly summary: readonly SummaryLine[];
  readonly diagnosis: readonly DiagnosisLine[];
}

export interface PictureSettings {
  readonly thresholds: Pick<Thresholds, 'healthScoreDays' | 'inheritedAccountDays'>;
  /** ISO 4217 code. */
  readonly reportingCurrency: string;
  /** Only what was known then counts. */
  readonly runStart: Date;
}

interface PictureTime {
  /** The evaluation date. */
  readonly t: LocalDate;
  /** The first date whose weekly check is not shown any more. */
  readonly before: LocalDate;
}

/** What the pictures of a rep's period show: the rep's own numbers, as that time knew them. */
export async function repPictures(
  db: Knex,
  said: SaidOfRep,
  { t, before }: PictureTime,
  { thresholds, reportingCurrency, runStart }: PictureSettings,
): Promise<DigestPictures> {
  const { repId, role } = said;
  const { healthScoreDays, inheritedAccountDays } = thresholds;
  const pace = role === 'AE' ? await quotaPace(db, { repId, t, currency: reportingCurrency }) : null;
  const book =
    role === 'AM' || role === 'CSM'
      ? await bookHealth(db, { repId, role, before, healthScoreDays, inheritedAccountDays, runStart })
      : null;
  return { trend: await trendToShow(db, said, before), pace, book: book !== null && hasScores(book) ? book : null };
}

/**
 * The same of a week that somebody asks to see. The rep's own has no marked weeks: what became of a pattern since could
 * be told from a mark that comes or goes.
 */
export async function weekPictures(
  db: Knex,
  view: RepView,
  { isSelf, ...settings }: PictureSettings & { readonly isSelf: boolean },
): Promise<DigestPictures> {
  const said = { ...view, diagnosis: view.diagnosis.patterns };
  const pictures = await repPictures(db, said, { t: view.asOf, before: addDays(view.asOf, 1) }, settings);
  return isSelf ? { ...pictures, trend: pictures.trend && unmarked(pictures.trend) } : pictures;
}

function unmarked(trend: Trend): Trend {
  return { ...trend, points: trend.points.map((point) => ({ ...point, flagged: false })) };
}

/** The trend of what stood out longest, else of what is over, else of the first headline that was measured. */
async function trendToShow(db: Knex, { repId, role, summary, diagnosis }: SaidOfRep, before: LocalDate) {
  const isOver = ({ outcome }: DiagnosisLine) => Number(outcome === 'over');
  const stoodOut = diagnosis.toSorted((a, b) => isOver(a) - isOver(b) || b.weeks - a.weeks);
  const measured = headlines[role].trend.flatMap((metricKey) =>
    summary.filter((line) => line.metricKey === metricKey && line.value !== null),
  );
  const line = [...stoodOut, ...measured][0];
  if (line === undefined) return null;
  const { metricKey, dimension } = line;
  const [checks = []] = await seriesChecks(db, [{ repId, metricKey, dimension }], { before, marks: 'sound' });
  const trend = trendOf(line, checks, before);
  return hasPoints(trend) ? trend : null;
}
