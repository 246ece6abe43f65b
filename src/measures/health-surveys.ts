import { Decimal, ratio } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { daysBetween } from '../domain/local-date.ts';
import type { BookPart } from './book-part.ts';

interface Answers {
  readonly segment: string;
  /** Null: no answer in that window. */
  readonly latest: number | null;
  readonly earlier: number | null;
  /** Answered in the last week. */
  readonly isNew: boolean;
}

/** Promoters count up, detractors down. */
export const npsTrend = surveyTrend('nps', (score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0));

/** Satisfied or not. */
export const csatTrend = surveyTrend('csat', (score) => (score >= 4 ? 1 : 0));

/**
 * What customers answered last, in points of 100, against what they answered in the window before: paired by account,
 * because otherwise those who happen to answer make the difference. An answer counts for who owns the account today.
 * @param weigh what one answer adds to the numerator.
 */
function surveyTrend(survey: 'nps' | 'csat', weigh: (score: number) => number): BookPart {
  const weightOf = (scores: readonly (number | null)[]) =>
    scores.reduce<number>((sum, score) => sum + (score === null ? 0 : weigh(score)), 0);
  const pointsOf = (scores: readonly (number | null)[]) =>
    ratio(new Decimal(weightOf(scores)).times(100), new Decimal(scores.filter((score) => score !== null).length));

  return {
    quality: { own: survey, evidence: survey },
    seriesOf({ rep, accounts, t, newFrom }) {
      const ownFrom = daysBetween(t, rep.own.start);
      const stintFrom = daysBetween(t, rep.stintStart);
      const answers = accounts
        .map(({ account }): Answers => {
          const { latest, earlier } = account[survey];
          const isOwn = latest !== null && latest[0] >= ownFrom;
          return {
            segment: account.segment,
            latest: isOwn ? latest[2] : null,
            earlier: earlier !== null && earlier[0] >= stintFrom ? earlier[2] : null,
            isNew: isOwn && latest[0] >= newFrom,
          };
        })
        .filter(({ latest, earlier }) => latest !== null || earlier !== null);
      const pairs = answers.filter(isPair);
      const untied = pairs.filter(({ latest, earlier }) => latest !== earlier);
      const latest = answers.map((one) => one.latest);
      const previous = pointsOf(answers.map((one) => one.earlier));
      return {
        own: [...groupBy(answers, (one) => one.segment)].map(([segment, ofSegment]) => ({
          segment,
          numerator: new Decimal(weightOf(ofSegment.map((one) => one.latest))),
          denominator: new Decimal(ofSegment.filter((one) => one.latest !== null).length),
          size: ofSegment.filter(isPair).length,
        })),
        value: pointsOf(latest),
        evidence: {
          kind: 'counted',
          worse: untied.filter((pair) => pair.latest < pair.earlier).length,
          size: untied.length,
          against: null,
        },
        newEvidence: answers.filter((one) => one.isNew).length,
        companions: { previous: previous?.toNumber() ?? null },
        benchmark: { kind: previous === null ? 'none' : 'own_past', value: previous, peerCount: 0 },
      };
    },
  };
}

function isPair(answers: Answers): answers is Answers & { readonly latest: number; readonly earlier: number } {
  return answers.latest !== null && answers.earlier !== null;
}
