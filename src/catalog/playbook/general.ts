import type { Play } from './plays.ts';

/** For a metric that has no play of its own yet: names the observation and how to find what to change. */
export const generalPlay: Play = {
  low: [
    'Pick three recent cases behind this number and note for each what you would do differently. Try the most frequent of these this month.',
    'Ask a colleague how they handle this step, choose one habit of theirs and keep to it for four weeks.',
  ],
  medium: [
    'Go through five recent cases behind this number with your manager and agree on one change to try at every occasion this month.',
    'Write down what a good outcome needs at this step, in three points, and check them before each occasion for four weeks.',
  ],
  high: [
    'Set half an hour aside this week with your manager: look at five recent cases behind this number, choose the one thing that was missing most often, and practise it before the next occasion.',
    'Ask a colleague who does well here to join two of your next occasions, and agree on one change afterwards. Keep to it for four weeks.',
  ],
};
