import { instantWithin, known, lastWeek } from './run.ts';
import { type Measure, one, rateOf } from './series.ts';

export const expansionConversion: Measure = (run, rep, span) => {
  const items: { yes: boolean; isNew: boolean; segment: string }[] = [];
  let suppressed = 0;
  let resolved = 0;
  for (const play of run.organisation.expansion_log) {
    if (!known(run, play) || play.am_rep_id !== rep.id || play.status === 'open') continue;
    if (!instantWithin(run, play.status_at, span)) continue;
    resolved += 1;
    if (play.status === 'suppressed') suppressed += 1;
    if (play.status === 'suppressed' && play.suppressed_by === 'system') continue;
    items.push({
      yes: play.status === 'closed_won',
      isNew: instantWithin(run, play.status_at, lastWeek(span)),
      segment: play.segment,
    });
  }
  return one({
    ...rateOf(items),
    companions: { suppression_rate: resolved === 0 ? null : suppressed / resolved },
  });
};
