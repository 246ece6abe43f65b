import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an AE can try, metric by metric. */
export const aePlays: Readonly<Record<MetricKey, Play>> = {
  'AE.pace_attainment': {
    low: [
      {
        when: 'nothing_committed',
        text: 'Pick the three open deals nearest to a decision, ask each buyer this week what has to happen on which day, and commit those that name both. What names neither goes to next quarter, and its time to new conversations.',
      },
      'List the deals that you expect to close this quarter, with the date and the next step that the buyer has agreed to for each. Move what has neither out of the list this week, and spend the time on what has both.',
      'Pick the two open deals that matter most for this quarter and write down who must still say yes to each, and when you will speak to them. Book these meetings this week.',
    ],
    medium: [
      {
        when: 'leans_on_commit',
        text: 'More than half of your quarter hangs on deals that are committed and open: go through each with your manager this week, write down the buyer’s own date and the last thing that could stop it, and call where you cannot name either.',
      },
      'Go through your open deals with your manager for half an hour: which can still close this quarter, what does each need, and who does it by when? Check the list every Monday.',
      'Look at where this quarter’s deals stand against the same week of the last one, stage by stage. Where there are too few, set aside two mornings a week for new conversations until there are enough.',
    ],
    high: [
      {
        when: 'nothing_committed',
        text: 'Nothing open is committed for this quarter, so build from both ends: choose with your manager the two deals that could still be decided and ask their buyers this week for a date, and hold two mornings a week for new conversations.',
      },
      'Sit down with your manager this week and plan the rest of the quarter deal by deal: what is certain, what is likely, what is missing to get there, and where the missing part can come from. Review it together every Monday.',
      'Choose the three open deals with the best chance, ask your manager or a specialist to join the next meeting of each, and agree with every buyer on dated steps to a decision. Beside them keep two mornings a week for new business.',
    ],
  },
  'AE.stage_conversion': {
    low: [
      'Look back at {examples}: for each, note the one thing the buyer still needed before stage {stage_to}. Before your next meeting on every open stage {stage_from} deal, check that you have it.',
      'For each open stage {stage_from} deal, agree with the buyer on a dated next step that ends in stage {stage_to}, and put it into the calendar before you hang up. Compare with {examples}, where it stopped.',
    ],
    medium: [
      {
        when: 'early_stage',
        text: 'Replay the first calls of {examples} and note the minute at which the buyer named a problem, what it costs them and who else feels it; ask for what you do not find on your next five stage {stage_from} calls before you show anything.',
      },
      {
        when: 'late_stage',
        text: 'Take {examples} and write down who said no, or never answered, and when you had last spoken to them. Then bring that person into the next meeting of your three largest open stage {stage_from} deals within two weeks.',
      },
      'Write the three questions a buyer must be able to answer before stage {stage_to}, and ask them on every stage {stage_from} call this month. Use {examples} to find which one was missing.',
      'Take {examples} and write one line for each: who had to say yes, and what would have made it easy for them? Give your three largest open stage {stage_from} deals exactly that within two weeks.',
    ],
    high: [
      {
        when: 'early_stage',
        text: 'Role-play the opening of a stage {stage_from} meeting with your manager this week, with the buyers of {examples} in mind: problem, cost, who decides, and only then the product. Keep that order in every stage {stage_from} meeting for four weeks.',
      },
      {
        when: 'late_stage',
        text: 'Draw the people of {examples} with your manager: who decided, who could stop it, whom did you never meet? Do the same today for your open stage {stage_from} deals, and book the missing person of each within ten days.',
      },
      'Ask a colleague who does well at this step to sit in on your next two stage {stage_from} meetings, and go through {examples} together for half an hour: what did the buyer not hear? Pick one thing to change and try it on every open stage {stage_from} deal.',
      'Sort your open stage {stage_from} deals today: keep those with a named problem, a date and a person who decides, and close the rest or move them back. Replay the last call of {examples} with your manager and agree on one change for the coming four weeks.',
    ],
  },
  'AE.stage_velocity': {
    low: [
      'List your open stage {stage_from} deals by the day they entered it, and agree with the buyers of the three oldest on a date to decide about going on. Look at {examples} to see in which week they stood still.',
      'At the start of stage {stage_from} write down with every buyer who has to do what before the next step, each with a date, and look at it on Fridays.',
    ],
    medium: [
      {
        when: 'late_stage',
        text: 'Ask the buyers of {examples} this week who in legal, security or purchasing has the paper now, and call that person yourself; from now on ask at the start of stage {stage_from} who will read what, and by when.',
      },
      'Go through {examples} with your manager and write beside each what it was waiting for: a person, a paper or a reason to act. Ask for the most frequent of the three in your five oldest stage {stage_from} deals this week.',
      'Book the next meeting before each stage {stage_from} meeting ends, no more than ten days ahead, and send both sides’ tasks the same day. Begin with {examples}, as far as they are still open.',
    ],
    high: [
      {
        when: 'early_stage',
        text: 'Give every open stage {stage_from} deal one honest question this week: what happens if you change nothing this year? Where the answer is nothing, close it; with {examples} as the pattern, agree with your manager after which day you ask it.',
      },
      'Sort your open stage {stage_from} deals with your manager this week in three: dated next step agreed, one more call to whoever decides, or to be closed; start with {examples}, and repeat it every Monday for four weeks.',
      'Ask a colleague whose deals move quickly here to show you how they plan stage {stage_from} with the buyer, lay {examples} beside it, and draw up the same plan, with names and dates, for your five largest open deals within two weeks.',
    ],
  },
  'AE.objection_handling': {
    low: [
      'Listen again to {examples} and note the moment you answered: did you ask what was behind the objection first? Try one question before every answer this month.',
      'Write down the objection you hear most and the two questions that would help you understand it. Ask them on your next three calls before you answer.',
    ],
    medium: [
      'Take {examples} and note what the buyer said, what you answered and what they said next. Agree with your manager on one habit to change, and keep to it for four weeks.',
      'Collect the three objections that came up most, those of {examples} among them, and prepare for each a question, an example of another customer and a next step to propose. Use them on every call this month.',
    ],
    high: [
      'Practise with a colleague twice this week: they raise the objections of {examples}, you pause, ask what is behind it, answer, and check that it is settled. Then listen to your next two calls together.',
      'Listen to {examples} with your manager, and to one call of a colleague who does this well: where did price or timing come up, and what came before it? Take over one thing and use it in every call for four weeks.',
    ],
  },
  'AE.next_step_quality': {
    low: [
      'Listen to the last five minutes of {examples}: who does what, and on which day? Keep the last five minutes of every call this month for just that, and send the invitation before you hang up.',
      'After each call write the next step in one sentence that the buyer would sign, and send it the same day.',
    ],
    medium: [
      'Listen to the ends of {examples} and note for each whether a person, a task and a date were named; agree with your manager on one closing question that brings out what is missing, and ask it on your next ten calls.',
      'Open each call this month by naming the next step you hope for, and return to it ten minutes before the end: "what would you need from today to take it?"',
    ],
    high: [
      'Replay the end of {examples} with a colleague and then practise it twice this week, once with a buyer who says "we will get back to you", until every ending has a name, a task and a date.',
      'Ask your manager to join the end of three of your calls in the coming two weeks, and settle after each what the buyer really agreed to. Prepare with the ends of {examples}.',
    ],
  },
  'AE.stage_objective_execution': {
    low: [
      'State no more than three objectives in your next brief, each as something that the buyer will have said or done, and tick them off right after the meeting. In {examples} see which kind stayed open.',
      'Read the brief ten minutes before each meeting this month and open with the objective that matters most.',
    ],
    medium: [
      'Look at {examples} with your manager and mark which objectives were left open, and at which moment of the meeting there would have been room for them. Plan that moment into your next four meetings.',
      'Put the objectives of the stage into the agenda that you send the buyer the day before, and end each meeting by going through them; try it first where {examples} go on.',
    ],
    high: [
      'Plan your next four meetings together with your manager, a quarter of an hour each: two objectives, the question that opens each, and what counts as done; start from what stayed open in {examples}, and talk again the day after.',
      'Ask a colleague to join two of your meetings in the coming two weeks only to note which stated objectives come up, compare with {examples}, and change the order of your meetings by what they saw.',
    ],
  },
  'AE.commit_accuracy': {
    low: [
      {
        when: 'over_commit',
        text: 'Before your next commit, ask the buyer of each deal in it "what has to happen before you sign, and on which day?"; leave out for now every deal whose buyer cannot say.',
      },
      {
        when: 'under_commit',
        text: 'Look up the deals that came in last quarter without having been committed and note for each the first sign of it; where an open deal shows that sign now, bring it into the next commit.',
      },
      'Before your next commit, write beside each deal in it who signs, what still has to happen and the date the buyer named; leave out what lacks one of these.',
      'Look up the deals of last quarter’s commit that came in otherwise than you had thought, and note for each the first sign of it. Check every open deal for these signs before you commit again.',
    ],
    medium: [
      {
        when: 'over_commit',
        text: 'Go through last quarter’s commit with your manager and mark what slipped: no date of the buyer’s, somebody who came in late, or a paper? Ask about the most frequent one in every deal before it enters the next commit.',
      },
      {
        when: 'under_commit',
        text: 'Go through the deals that closed last quarter outside your commit with your manager: what did you know three weeks in, and what kept you from saying it? Name your likely upside beside the commit from now on, deal by deal.',
      },
      'Go through last quarter’s week-three commit with your manager deal by deal: won, slipped, lost or unforeseen, and why. Take the most frequent reason as the first question in your next four Friday reviews.',
      'Keep three lists from now on, committed, possible and not this quarter, and move a deal into the first only with a dated step that the buyer has confirmed in writing.',
    ],
    high: [
      {
        when: 'over_commit',
        text: 'For the coming four weeks commit only deals whose signer you have met and whose date stands in the buyer’s own words, and test each on Friday with your manager: "who decides, on what day, and what could stop it?"',
      },
      {
        when: 'under_commit',
        text: 'Sit down with your manager this week and sort every open deal by what the buyer has really agreed to; commit what is certain even if it feels early, and look on Fridays for four weeks at what came in from outside the list.',
      },
      'Set half an hour aside with your manager every Friday for the coming four weeks: test every committed deal with "who decides, on what day, and what could stop it", and correct the number on the spot.',
      'Ask a colleague whose commits come true to question you on each of your committed deals this week, and take out or put in what the answers call for.',
    ],
  },
  'AE.product_knowledge': {
    low: [
      'Listen to {examples}, write down the product questions that you could not answer at once, and get the answer to each from a specialist this week.',
      'Before each demo this month try out yourself the two features that this buyer asked about, with an example from their business.',
    ],
    medium: [
      'Go through {examples} and mark every answer that was vague or put off; take the list to a product specialist for an hour, and keep the answers on one page beside you for four weeks.',
      'Give your team a ten-minute demo of one recent feature each week this month, and let them ask what buyers asked in {examples}.',
    ],
    high: [
      'Plan three sessions of half an hour with a product specialist in the coming two weeks, one for each topic that was hard in {examples}, and end each with you explaining it back.',
      'Sit in on three demos of a colleague who knows the product well, write down how they explain what was hard in {examples}, and have your manager listen to your own next two.',
    ],
  },
  'AE.discount_depth': {
    low: [
      'Before your next price talk write down what the problem costs the buyer in a year, in their own figures, and open with it. Check with {examples} whether you had that figure when the price came up.',
      'For every concession in your next two deals ask for one thing in return: a longer term, a reference, a signature this month.',
    ],
    medium: [
      'Lay the quotes of {examples} side by side and mark who first named a discount, you or the buyer, and how far the deal was by then; agree with your manager on one answer to give before any number.',
      'Give every buyer this month a choice of two offers, a smaller one at list price and a larger one with a volume price, and send no third one before you have spoken.',
    ],
    high: [
      'Listen to the calls before the quotes of {examples}: did price come up before value? Role-play the price talk with a colleague twice this week until you can answer "that is too expensive" with a question, and have your manager read the next three quotes.',
      'Sit in on two price talks of a colleague who sells close to list price, note when they speak of value and when of price, lay {examples} beside it, and keep to their order in every deal of the coming four weeks.',
    ],
  },
  'AE.term_exception_rate': {
    low: [
      'Write down the special term that buyers asked you for in {examples}, and the standard alternative that answers the same worry; offer it first in your next three deals.',
      'Send the standard contract with the first proposal this month and ask who will read it and by when, so that wishes come up while there is time.',
    ],
    medium: [
      'Go through {examples} together with your manager: which would have been signed without the special term, and what would you say today? Say it in your next three contract talks.',
      'Ask whoever approves your contracts for three standard wordings for the wishes you hear most, those of {examples} among them, and keep to these for four weeks before you ask for an exception.',
    ],
    high: [
      'For the coming four weeks bring every special term to your manager before you agree to it, with what it is worth to the buyer and what you get in return; practise it on {examples}.',
      'Take the contracts of your three largest open deals to someone in legal or finance this week, mark what the buyer is likely to ask after {examples}, and prepare a standard answer to each.',
    ],
  },
};
