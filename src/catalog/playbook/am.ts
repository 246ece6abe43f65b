import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './plays.ts';

/** What an AM can try, metric by metric. */
export const amPlays: Readonly<Partial<Record<MetricKey, Play>>> = {
  'AM.discount_depth': {
    low: [
      'Before your next expansion quote, write down what the customer gains from the added seats or modules in a year, in their own figures, and open the price talk with it. You sold at a discount of {value} over {sample}, against {benchmark}; {goal} by {by} would show that it helps.',
      'For each concession in your next two expansions ask for one thing in return, such as a longer term, a reference or an earlier start. From {value} to {goal} by {by} would be a clear step.',
    ],
    medium: [
      'Lay your last five expansion quotes side by side and mark who asked for each discount and when; then agree with your manager on the first answer to give to that request. You are at {value} over {sample}, against {benchmark}; aim for {goal} by {by}.',
      'Prepare two offers for every open expansion, a smaller one at list price and a larger one with a volume price, and let the customer choose. From {value} to {goal} by {by} would be the improvement to look for.',
    ],
    high: [
      'Practise the price talk with your manager or a colleague twice this week, with the customer’s usage figures at hand, and have them read your next three expansion quotes before they go out. You are at {value} over {sample}, against {benchmark}; {goal} by {by} would show that it works.',
      'Ask a colleague who sells expansions close to list price to show you two of their proposals, and take over how they present value before price in every quote of the coming four weeks. Improvement means {goal} by {by}, from {value}.',
    ],
  },
  'AM.term_exception_rate': {
    low: [
      'Write down the special term that customers ask for most in expansions, and a standard alternative you can offer first. {value} of {sample} carried one; {goal} by {by} would show that it helps.',
      'Send the standard terms with the first expansion proposal and ask by name who will read them, so that questions come up early. From {value} to {goal} by {by} would be a clear step.',
    ],
    medium: [
      'Go through your last five expansions with special terms together with your manager: which of them would have closed without, and what would you have said instead? {value} of {sample} carried one, against {benchmark}; aim for {goal} by {by}.',
      'Ask whoever approves your contracts for three standard wordings that answer the requests you hear most, and offer these first for the coming four weeks. From {value} to {goal} by {by} would be the improvement to look for.',
    ],
    high: [
      'For the coming four weeks talk with your manager before you agree to any special term in an expansion: what is it worth to the customer, and what do you get in return? {value} of {sample} carried one, against {benchmark}; {goal} by {by} would show that it works.',
      'Set half an hour aside this week with a colleague whose expansions close on standard terms, and note how they answer the two requests you get most; then use these answers in every open expansion. Improvement means {goal} by {by}, from {value}.',
    ],
  },
};
