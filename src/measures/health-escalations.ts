import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { SegmentTally } from '../domain/measured-series.ts';
import type { BookPart } from './book-part.ts';

/** How many of the active accounts with a score of late are at high or critical risk. A state, so nothing is counted twice. */
export const healthEscalations: BookPart = {
  quality: { own: 'today', evidence: 'today' },
  seriesOf({ accounts, newFrom, thresholds }) {
    const scored = accounts.flatMap(({ account: { segment, isActive, isEscalated, scoredOn } }) => {
      const isScored = scoredOn !== null && scoredOn >= -thresholds.healthScoreDays;
      return isActive && isScored ? [{ segment, isEscalated, scoredOn }] : [];
    });
    const tallies = [...groupBy(scored, (one) => one.segment)].map(
      ([segment, ofSegment]): SegmentTally => ({
        segment,
        numerator: new Decimal(ofSegment.filter((one) => one.isEscalated).length),
        denominator: new Decimal(ofSegment.length),
        size: ofSegment.length,
      }),
    );
    return {
      own: tallies,
      evidence: { kind: 'tallies', tallies },
      newEvidence: scored.filter((one) => one.scoredOn >= newFrom).length,
      companions: {},
    };
  },
};
