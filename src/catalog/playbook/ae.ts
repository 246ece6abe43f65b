import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './plays.ts';

/** What an AE can try, metric by metric. */
export const aePlays: Readonly<Partial<Record<MetricKey, Play>>> = {
  'AE.stage_conversion': {
    low: [
      'Look back at {deals}: for each, note the one thing the buyer still needed before stage {stage_to}. Before your next meeting on every open stage {stage_from} deal, check that you have it. You are at {value} of {sample}; reaching {goal} by {by} would show that it helps.',
      'For each open stage {stage_from} deal, agree with the buyer on a dated next step that ends in stage {stage_to}, and put it into the calendar before you hang up. Compare with {deals}, where it stopped. {goal} of decided deals moving on by {by}, from {value}, would be a clear step.',
    ],
    medium: [
      'Take {deals} and write one line for each: who had to say yes, and when did you last speak to them? Then book that person into the next meeting of your three largest open stage {stage_from} deals within two weeks. You are at {value} of {sample}, against {benchmark}; aim for {goal} by {by}.',
      'Write the three questions a buyer must be able to answer before stage {stage_to}, and ask them on every stage {stage_from} call this month. Use {deals} to find which one was missing. From {value} of {sample} to {goal} by {by} would be the improvement to look for.',
    ],
    high: [
      'Ask a colleague who does well at this step to sit in on your next two stage {stage_from} meetings, and go through {deals} together for half an hour: what did the buyer not hear? Pick one thing to change and try it on every open stage {stage_from} deal. You are at {value} of {sample}, against {benchmark}; {goal} by {by} would show that it works.',
      'Sort your open stage {stage_from} deals today: keep those with a named problem, a date and a person who decides, and close the rest or move them back. Replay the last call of {deals} with your manager and agree on one change for the coming four weeks. Improvement means {goal} of decided deals moving on by {by}, up from {value} of {sample}.',
    ],
  },
};
