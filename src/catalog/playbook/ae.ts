import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './plays.ts';

/** What an AE can try, metric by metric. */
export const aePlays: Readonly<Partial<Record<MetricKey, Play>>> = {
  'AE.pace_attainment': {
    low: [
      'List the deals that you expect to close this quarter, with the date and the next step that the buyer has agreed to for each. Move what has neither out of the list, and spend the time on what has both.',
      'Pick the two open deals that matter most for this quarter and write down who must still say yes to each, and when you will speak to them. Book these meetings this week.',
    ],
    medium: [
      'Go through your open deals with your manager for half an hour: which can still close this quarter, what does each need, and who does it by when? Check the list every Monday.',
      'Look at where this quarter’s deals stand against the same week of the last one, stage by stage. Where there are too few, set aside two mornings a week for new conversations until there are enough.',
    ],
    high: [
      'Sit down with your manager this week and plan the rest of the quarter deal by deal: what is certain, what is likely, what is missing to get there, and where the missing part can come from. Review it together every Monday.',
      'Choose the three open deals with the best chance, ask your manager or a specialist to join the next meeting of each, and agree with every buyer on dated steps to a decision. Beside them keep two mornings a week for new business.',
    ],
  },
  'AE.stage_conversion': {
    low: [
      'Look back at {deals}: for each, note the one thing the buyer still needed before stage {stage_to}. Before your next meeting on every open stage {stage_from} deal, check that you have it.',
      'For each open stage {stage_from} deal, agree with the buyer on a dated next step that ends in stage {stage_to}, and put it into the calendar before you hang up. Compare with {deals}, where it stopped.',
    ],
    medium: [
      'Take {deals} and write one line for each: who had to say yes, and when did you last speak to them? Then book that person into the next meeting of your three largest open stage {stage_from} deals within two weeks.',
      'Write the three questions a buyer must be able to answer before stage {stage_to}, and ask them on every stage {stage_from} call this month. Use {deals} to find which one was missing.',
    ],
    high: [
      'Ask a colleague who does well at this step to sit in on your next two stage {stage_from} meetings, and go through {deals} together for half an hour: what did the buyer not hear? Pick one thing to change and try it on every open stage {stage_from} deal.',
      'Sort your open stage {stage_from} deals today: keep those with a named problem, a date and a person who decides, and close the rest or move them back. Replay the last call of {deals} with your manager and agree on one change for the coming four weeks.',
    ],
  },
  'AE.stage_velocity': {
    low: [
      'List your open stage {stage_from} deals by the day they entered it, and agree with the buyers of the three oldest on a date to decide about going on.',
      'At the start of stage {stage_from} write down with every buyer who has to do what before the next step, each with a date, and look at it on Fridays.',
    ],
    medium: [
      'Go through your stage {stage_from} deals with your manager for half an hour and write beside each what it is waiting for: a person, a paper or a reason to act; ask for it in your five oldest deals this week.',
      'Book the next meeting before each stage {stage_from} meeting ends, no more than ten days ahead, and send both sides’ tasks the same day.',
    ],
    high: [
      'Sort your open stage {stage_from} deals with your manager this week in three: dated next step agreed, one more call to whoever decides, or to be closed; repeat it every Monday for four weeks.',
      'Ask a colleague whose deals move quickly here to show you how they plan stage {stage_from} with the buyer, and draw up the same plan, with names and dates, for your five largest open deals within two weeks.',
    ],
  },
  'AE.objection_handling': {
    low: [
      'Listen again to one recent call in which the buyer objected, and note the moment you answered: did you ask what was behind it first? Try one question before every answer this month.',
      'Write down the objection you hear most and the two questions that would help you understand it. Ask them on your next three calls before you answer.',
    ],
    medium: [
      'Take three recent calls with objections and note for each what the buyer said, what you answered and what they said next. Agree with your manager on one habit to change, and keep to it for four weeks.',
      'Collect the three objections that came up most, and prepare for each a question, an example of another customer and a next step to propose. Use them on every call this month.',
    ],
    high: [
      'Practise with a colleague twice this week: they raise the three objections you hear most, you pause, ask what is behind it, answer, and check that it is settled. Then listen to your next two calls together.',
      'Choose with your manager two of your recent calls and one by a colleague who does this well, and compare how the objections were met. Take over one thing and use it in every call for four weeks.',
    ],
  },
  'AE.next_step_quality': {
    low: [
      'Keep the last five minutes of every call this month for one thing: what happens next, who does it and on which day, and send the invitation before you hang up.',
      'After each call write the next step in one sentence that the buyer would sign, and send it the same day.',
    ],
    medium: [
      'Listen to the end of your last five calls and note for each whether a person, a task and a date were named; agree with your manager on one closing question that brings out what is missing.',
      'Open each call by naming the next step you hope for, and return to it ten minutes before the end: "what would you need from today to take it?"',
    ],
    high: [
      'Practise the last five minutes of a call with a colleague twice this week, once with a buyer who says "we will get back to you", until every ending has a name, a task and a date.',
      'Ask your manager to join the end of three of your calls in the coming two weeks, and settle after each what the buyer really agreed to.',
    ],
  },
  'AE.stage_objective_execution': {
    low: [
      'State no more than three objectives in your next brief, each as something that the buyer will have said or done, and tick them off right after the meeting.',
      'Read the brief ten minutes before each meeting and open with the objective that matters most.',
    ],
    medium: [
      'Look at your last five briefs with your manager and mark which objectives were left open, and at which moment of the meeting there would have been room for them.',
      'Put the objectives of the stage into the agenda that you send the buyer the day before, and end each meeting by going through them.',
    ],
    high: [
      'Plan your next four meetings together with your manager, a quarter of an hour each: two objectives, the question that opens each, and what counts as done; talk again the day after.',
      'Ask a colleague to join two of your meetings in the coming two weeks only to note which stated objectives come up, and change the order of your meetings by what they saw.',
    ],
  },
  'AE.commit_accuracy': {
    low: [
      'Before your next commit, write beside each deal in it who signs, what still has to happen and the date the buyer named; leave out what lacks one of these.',
      'Look up the deals of last quarter’s commit that came in otherwise than you had thought, and note for each the first sign of it.',
    ],
    medium: [
      'Go through last quarter’s week-three commit with your manager deal by deal: won, slipped, lost or unforeseen, and why.',
      'Keep three lists from now on, committed, possible and not this quarter, and move a deal into the first only with a dated step that the buyer has confirmed in writing.',
    ],
    high: [
      'Set half an hour aside with your manager every Friday for the coming four weeks: test every committed deal with "who decides, on what day, and what could stop it", and correct the number on the spot.',
      'Ask a colleague whose commits come true to question you on each of your committed deals this week, and take out or put in what the answers call for.',
    ],
  },
  'AE.product_knowledge': {
    low: [
      'Write down the three product questions of the last month that you could not answer at once, and get the answer to each from a specialist this week.',
      'Before each demo try out yourself the two features that this buyer asked about, with an example from their business.',
    ],
    medium: [
      'Go through three recent calls and mark every answer that was vague or put off; take the list to a product specialist for an hour, and keep the answers on one page beside you for four weeks.',
      'Give your team a ten-minute demo of one recent feature each week this month, and let them ask what buyers ask.',
    ],
    high: [
      'Plan three sessions of half an hour with a product specialist in the coming two weeks, one for each topic that came up most in your calls, and end each with you explaining it back.',
      'Sit in on three demos of a colleague who knows the product well, write down how they explain the parts you find hardest, and have your manager listen to your own next two.',
    ],
  },
  'AE.discount_depth': {
    low: [
      'Before your next price talk write down what the problem costs the buyer in a year, in their own figures, and open with it.',
      'For every concession in your next two deals ask for one thing in return: a longer term, a reference, a signature this month.',
    ],
    medium: [
      'Lay your last five quotes side by side and mark who first named a discount, you or the buyer, and how far the deal was by then; agree with your manager on one answer to give before any number.',
      'Give every buyer a choice of two offers, a smaller one at list price and a larger one with a volume price, and send no third one before you have spoken.',
    ],
    high: [
      'Practise the price talk with a colleague twice this week until you can answer "that is too expensive" with a question, and have your manager read the next three quotes before they go out.',
      'Sit in on two price talks of a colleague who sells close to list price, note when they speak of value and when of price, and keep to their order in every deal of the coming four weeks.',
    ],
  },
  'AE.term_exception_rate': {
    low: [
      'Write down the special term that buyers ask you for most, and the standard alternative that answers the same worry; offer it first in your next three deals.',
      'Send the standard contract with the first proposal and ask who will read it and by when, so that wishes come up while there is time.',
    ],
    medium: [
      'Go through your last five deals with special terms together with your manager: which would have been signed without, and what would you say today?',
      'Ask whoever approves your contracts for three standard wordings for the wishes you hear most, and keep to these for four weeks before you ask for an exception.',
    ],
    high: [
      'For the coming four weeks bring every special term to your manager before you agree to it, with what it is worth to the buyer and what you get in return.',
      'Take the contracts of your three largest open deals to someone in legal or finance this week, mark what the buyer is likely to ask, and prepare a standard answer to each.',
    ],
  },
};
