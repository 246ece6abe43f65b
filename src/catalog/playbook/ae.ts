import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an AE can try, metric by metric. */
export const aePlays: Readonly<Record<MetricKey, Play>> = {
  'AE.pace_attainment': {
    low: [
      {
        when: 'nothing_committed',
        text: 'Ask the buyers of your three deals nearest to a decision this week what still has to happen, and by which day. Commit each deal that has both answers, and put the hours that the others free into new conversations.',
      },
      'List every deal you expect to close this quarter with the buyer’s own date and the next step they agreed to. Where either is missing, call this week, largest deal first.',
      'Write down who still has to say yes to your two largest deals of this quarter, and book a meeting with each of these people before the week is over.',
    ],
    medium: [
      {
        when: 'leans_on_commit',
        text: 'More than half of what you expect this quarter is committed and not closed: go through these deals with your manager this week, name the buyer’s own date and the one thing that could stop each, and call wherever you cannot.',
      },
      'Take half an hour with your manager this week and ask of each open deal: can it close this quarter, what does it still need, and who does that by when? Go through the same list every Monday.',
      'Count this quarter’s open deals stage by stage with your manager and mark where there are too few to get there. Block two mornings a week for new conversations until that stage is filled.',
    ],
    high: [
      {
        when: 'nothing_committed',
        text: 'Nothing open is committed yet, so choose with your manager the two deals that could still be decided this quarter and ask their buyers for a date this week. Beside them, hold two mornings a week for new conversations.',
      },
      'Plan the rest of the quarter with your manager this week, deal by deal: what is certain, what is likely, what is missing, and where can the missing part come from? Check the plan together every Monday.',
      'Pick your three best open deals, bring your manager or a specialist to the next meeting of each within two weeks, and agree there with the buyer on dated steps to a decision.',
    ],
  },
  'AE.stage_conversion': {
    low: [
      'Look back at {examples}: what did the buyer still need before stage {stage_to}? Check for exactly that before your next meeting on every open stage {stage_from} deal.',
      'In {examples}, find the last meeting that ended without a dated next step. Before you hang up on any stage {stage_from} call this month, agree on the step that leads to stage {stage_to} and put its date into the calendar.',
    ],
    medium: [
      {
        when: 'early_stage',
        text: 'Replay the first calls of {examples} and note when the buyer named a problem, what it costs them and who else feels it. Ask for whatever was missing on your next five stage {stage_from} calls, before you show anything.',
      },
      {
        when: 'late_stage',
        text: 'For {examples}, write down who said no or never answered, and when you last spoke with them. Bring the person in that seat into the next meeting of your three largest open stage {stage_from} deals within two weeks.',
      },
      'Write the three questions a buyer must be able to answer before stage {stage_to}, and use {examples} to find the one that was skipped. Ask all three on every stage {stage_from} call this month.',
      'Write one line about {examples}: who had to say yes, and what would have made that easy for them? Give the buyers of your three largest open stage {stage_from} deals exactly that within two weeks.',
    ],
    high: [
      {
        when: 'early_stage',
        text: 'Role-play the opening of a stage {stage_from} meeting with your manager this week, with the buyers of {examples} in mind: problem, cost, who decides, and only then the product. Keep that order in every stage {stage_from} meeting for four weeks.',
      },
      {
        when: 'late_stage',
        text: 'Draw the buying group of {examples} with your manager: who decided, who could stop it, whom did you never meet? Draw it for every open stage {stage_from} deal as well, and book the missing person within ten days.',
      },
      'Ask a colleague who is strong at this step to sit in on your next two stage {stage_from} meetings and to go through {examples} with you: what did the buyer not hear? Change one thing in every stage {stage_from} meeting for four weeks.',
      'Replay the last call of {examples} with your manager and agree on the one thing to change. Then name the problem, the date and the person who decides for each open stage {stage_from} deal, and fill the gaps by phone within two weeks.',
    ],
  },
  'AE.stage_velocity': {
    low: [
      'In {examples}, find the weeks in which nothing happened. Then agree with the buyers of your three newest stage {stage_from} deals on a date to decide about going on, while they are still in time.',
      'At the start of stage {stage_from}, write down with the buyer who does what before the next step, each with a date, and check it every Friday. Ask yourself what that list would have been for {examples}.',
    ],
    medium: [
      {
        when: 'late_stage',
        text: 'Find out where the contract waited in {examples} (legal, security, purchasing) and for how long. In every open stage {stage_from} deal ask this week who will read it and by when, and call that person yourself.',
      },
      'Go through {examples} with your manager and name what the wait was for: a person, a document or a reason to act. Ask for the most frequent of these in your five newest stage {stage_from} deals this week.',
      'Book the next meeting before each stage {stage_from} meeting ends, at most ten days ahead, and send both sides’ tasks the same day. Begin with {examples}, where still open.',
    ],
    high: [
      {
        when: 'early_stage',
        text: 'Ask one honest question in every open stage {stage_from} deal this week: what happens if you change nothing this year? Take the answers to your manager beside {examples}, and agree by which day of the stage you ask it from now on.',
      },
      'Sort your open stage {stage_from} deals with your manager this week: dated next step agreed, one more call to whoever decides, or to be closed. Start with {examples}, where still open, and sort again every Monday for four weeks.',
      'Ask a colleague whose deals move quickly here how they plan stage {stage_from} with the buyer, and compare with {examples}. Draw up such a plan, with names and dates, for your five newest deals within two weeks.',
    ],
  },
  'AE.objection_handling': {
    low: [
      'Listen again to {examples} up to the objection: did you ask what was behind it before you answered? Say your first question aloud a few times today, and ask it before every answer this month.',
      'Write down the objections from {examples} and two questions that would have helped you understand them. Practise these with a colleague for ten minutes this week, and ask them on your next three calls before you answer.',
    ],
    medium: [
      'In {examples}, note what the buyer said, what you answered and what they said next. Replay that moment twice with your manager this week with one habit changed, and keep the new habit for four weeks.',
      'Collect the three objections you hear most, those from {examples} among them, and prepare for each a question, a customer example and a next step. Rehearse them with a colleague once a week this month.',
    ],
    high: [
      'Practise twice this week with a colleague who raises the objections from {examples}: pause, ask what is behind it, answer, check that it is settled. Then listen to your next two calls together.',
      'Listen with your manager to {examples} and to one call of a colleague who does this well: where did price or timing come up, and what came before it? Role-play that passage twice this week, and use it on every call for four weeks.',
    ],
  },
  'AE.next_step_quality': {
    low: [
      'Listen to the last five minutes of {examples}: who does what, and on which day? Keep the last five minutes of every call this month for just that, and send the invitation before you hang up.',
      'Write down the next step that {examples} should have ended with, in one sentence that the buyer would sign. Send such a sentence the same day after every call this month.',
    ],
    medium: [
      'Listen to the ending of {examples} and check whether a person, a task and a date were named. Agree with your manager on one closing question that brings out what is missing, and ask it on your next ten calls.',
      'Open each call this month by naming the next step you hope for, and return to it ten minutes before the end: "what would you need from today to take it?" Try it first with the buyers from {examples}.',
    ],
    high: [
      'Replay the ending of {examples} with a colleague and practise it twice this week, once with a buyer who says "we will get back to you", until every ending has a name, a task and a date.',
      'Ask your manager to join the last ten minutes of three of your calls in the next two weeks, and compare afterwards what the buyer really agreed to. Prepare together with the ending of {examples}.',
    ],
  },
  'AE.stage_objective_execution': {
    low: [
      'See in {examples} which objectives stayed open. Plan no more than three for each meeting this month, each as something the buyer will have said or done, and tick them off right after it.',
      'Read the brief ten minutes before each meeting this month and open with the objective that matters most. Begin with what stayed open in {examples}.',
    ],
    medium: [
      'Mark in {examples} with your manager which objectives stayed open, and when in the meeting there would have been room for them. Plan that moment into your next four meetings.',
      'Put the objectives of the stage into the agenda that you send the buyer the day before, and close each meeting this month by going through them. Carry over first what stayed open in {examples}.',
    ],
    high: [
      'Plan your next four meetings with your manager, a quarter of an hour each: two objectives, the question that opens each, and what counts as done. Start from what stayed open in {examples}, and compare notes the day after.',
      'Ask a colleague to sit in on two of your meetings in the next two weeks only to note which objectives come up. Compare with {examples}, and change the order of your meetings by what they saw.',
    ],
  },
  'AE.commit_accuracy': {
    low: [
      {
        when: 'over_commit',
        text: 'Before your next commit, ask the buyer of each deal in it "what has to happen before you sign, and on which day?" and leave out for now every deal without an answer. Note what the answer would have been for {examples}.',
      },
      {
        when: 'under_commit',
        text: 'Look up the deals that came in last quarter without having been committed, and note the first sign of each. Where an open deal shows that sign now, bring it into the next commit.',
      },
      'Before your next commit, write beside each deal who signs, what still has to happen and the date the buyer named. Leave out for now what lacks one of the three.',
      'Find the deals of last quarter that ended otherwise than you had committed, and note the first sign of each. Check every open deal for these signs before you commit again.',
    ],
    medium: [
      {
        when: 'over_commit',
        text: 'Go through {examples} with your manager: what was missing when you committed, the buyer’s own date, a person or a document? Ask for that in every deal before it enters the next commit.',
      },
      {
        when: 'under_commit',
        text: 'Go through the deals that closed last quarter outside your commit with your manager: what did you know when you committed, and what would have let you say it? From now on name your likely upside beside the commit, deal by deal.',
      },
      'Go through the commit of last quarter’s first weeks with your manager, deal by deal: won, slipped, lost or unforeseen, and why? Make the most frequent reason the first question of your next four Friday reviews.',
      'Keep three lists from today, committed, possible and not this quarter, and move a deal into the first only with a dated step that the buyer has confirmed in writing.',
    ],
    high: [
      {
        when: 'over_commit',
        text: 'For four weeks, commit only deals whose signer you have met and whose date the buyer has named. Test each on Fridays with your manager against what held up {examples}: who decides, on what day, and what could stop it?',
      },
      {
        when: 'under_commit',
        text: 'Sort every open deal with your manager this week by what the buyer has really agreed to, and commit what is certain even if it feels early. Look together on Fridays for four weeks at what came in from outside the list.',
      },
      'Set aside half an hour with your manager every Friday for four weeks, test every committed deal with "who decides, on what day, and what could stop it?", and correct the number on the spot.',
      'Ask a colleague whose commits come true to question you on each committed deal this week, and take out or put in what your answers call for.',
    ],
  },
  'AE.product_knowledge': {
    low: [
      'Listen to {examples} and write down the product questions you could not answer at once. Get the answers from a specialist this week, and say each aloud in two sentences before your next call.',
      'Before each demo this month, try out the two features this buyer asked about, with an example from their business. Practise first on what came up in {examples}.',
    ],
    medium: [
      'Mark in {examples} every answer that was vague or put off, and take the list to a product specialist for an hour this week. Explain each answer back to them, and keep the page beside you for four weeks.',
      'Give your team a ten-minute demo of one recent feature each week this month, and have them ask what buyers asked in {examples}.',
    ],
    high: [
      'Plan three half-hour sessions with a product specialist in the next two weeks, one for each topic that was hard in {examples}, and end each by explaining it back.',
      'Sit in on two demos of a colleague who knows the product well and note how they explain what was hard in {examples}. Give the same demo to your manager within two weeks, then to a buyer.',
    ],
  },
  'AE.discount_depth': {
    low: [
      'Before your next price talk, write down what the problem costs the buyer in a year, in their own figures, and open with it. Check whether you had that figure in {examples} when the price came up.',
      'Write down what you got in return for the discount in {examples}. For every concession in your next two deals ask for something back: a longer term, a reference, a signature this month.',
    ],
    medium: [
      'Mark in the quotes of {examples} who named a discount first, you or the buyer, and how far the deal was by then. Agree with your manager this week on one answer to give before any number.',
      'Offer every buyer this month a choice of two, a smaller one at list price and a larger one with a volume price, and send no third before you have spoken. Sketch with your manager what the two would have been for {examples}.',
    ],
    high: [
      'Listen to the price talk of {examples}: did price come up before value? Role-play it with a colleague twice this week until you can meet "that is too expensive" with a question, and have your manager read your next three quotes.',
      'Sit in on two price talks of a colleague who sells close to list price and note when they speak of value and when of price. Compare with {examples}, and keep to their order in every deal for four weeks.',
    ],
  },
  'AE.term_exception_rate': {
    low: [
      'Write down what special terms buyers asked for in {examples}, and the standard clause that meets the same worry. Offer that clause first in your next three deals.',
      'Send the standard contract with every first proposal this month and ask who will read it and by when, so that requests come up while there is time. Note how late they came up in {examples}.',
    ],
    medium: [
      'Go through {examples} with your manager: what would have been signed without a special term, and what would you say today? Say it in your next three contract talks.',
      'Ask whoever approves your contracts for three standard wordings that answer the requests you hear most, those from {examples} among them. Offer these for four weeks before you ask for an exception.',
    ],
    high: [
      'For four weeks, bring every special term to your manager before you agree to it, with what it is worth to the buyer and what you get in return. Practise both answers this week on {examples}.',
      'Take the contracts of your three largest open deals to legal or finance this week, mark what the buyer may ask for, as in {examples}, and prepare a standard answer to each.',
    ],
  },
};
