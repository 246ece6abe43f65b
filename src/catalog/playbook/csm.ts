import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What a CSM can try, metric by metric. */
export const csmPlays: Readonly<Record<MetricKey, Play>> = {
  'CSM.ttv_on_target': {
    low: [
      'For every onboarding due in the next four weeks, write down the one thing the customer must still do to reach first value, and agree on a date for it this week.',
      'Look at {examples} and note in which week each lost its time. Check that very point on your open onboardings every Monday.',
    ],
    medium: [
      'At the next kick-off, agree with the customer on what first value means in one sentence, who signs it off and on which day; then work back from it to one task a week. Note what that sentence would have been for {examples}.',
      'List your open onboardings by days left to the target, and hold a 20-minute check each week on the three with the least: what is stuck, who owns it, by when. Take from {examples} what to ask first.',
    ],
    high: [
      'Go through every open onboarding with your manager this week, latest first: name the blocker and its owner on the customer’s side, and book a call with the sponsor wherever the date is past. Begin with {examples}, if they are still open.',
      'Cut the scope of your three most delayed onboardings to the smallest use that the customer would call value, get that live within two weeks, and move the rest to a second phase; ask yourself where that cut was in {examples}.',
    ],
  },
  'CSM.nps_trend': {
    low: [
      'Call {examples} and ask one question: what would have made it a point higher? Send each a note within a week on what you will do about it.',
      'Read the latest comments of the accounts that scored lower than last time and note the reason named most often. Take it up in your next meeting with each this month.',
    ],
    medium: [
      'Sort the accounts whose score fell, {examples} among them, by renewal date, and speak within two weeks to the person who answered in the first four: what changed since last quarter, and what do they expect next?',
      'Write one reason beside every score that fell (product, support, results, contact), pick the reason that comes up most, and agree with your manager on one step that you can take yourself at each of these accounts this month.',
    ],
    high: [
      'Call everybody who answered 0 to 6 within five working days, {examples} first, listen, and send each a written plan with two dated steps; review the list with your manager every Friday.',
      'Choose with your manager the five accounts with the largest fall, {examples} among them, ask their sponsors for 30 minutes each, and agree on one result to deliver within four weeks. Tell them when it is done, before the next survey.',
    ],
  },
  'CSM.csat_trend': {
    low: [
      'Ring {examples} this week and ask what one thing would have made it a 5.',
      'Check for each rating that fell whether a request was still open that week, and close or answer the open ones first; begin with {examples}.',
    ],
    medium: [
      'Go through the ratings that fell, those of {examples} first, and sort them: slow answer, no solution, or something else. For the largest group set yourself one rule for four weeks, such as a first answer within four working hours.',
      'Before you close any request this month, ask the customer whether it is solved for them, and write down what they say.',
    ],
    high: [
      'List every account that now rates 3 or lower, call each within a week, {examples} first, and agree on one dated step; bring what repeats to your manager on Friday and decide together what to take to support or product.',
      'Set up a standing half hour with support each week for the five accounts whose rating fell most, {examples} among them: what is open, who answers, by when. Tell the customers yourself each time.',
    ],
  },
  'CSM.onboarding_milestone_on_time': {
    low: [
      'Every Monday, write to the customers with a milestone due in the next ten days: what is due, what you need from them, and which day you meet.',
      'Look at {examples} and find what slips most, such as access or training; start it a week earlier in your open onboardings.',
    ],
    medium: [
      'Give each open milestone one named owner on the customer’s side and one date, and read the list aloud at the start of every onboarding call; ask first who the owner was in {examples}.',
      'Plan the coming four weeks backwards from the target dates, and book the customer’s people for every session now, with a spare slot three days later.',
    ],
    high: [
      'Take your open onboardings to your manager this week, mark every milestone due within 30 days green or red, and agree for each red one on who calls whom by Wednesday; {examples} show what turns red first. Repeat every Monday for four weeks.',
      'For the customers of {examples} hold a new kick-off with the sponsor: what is left, in which order, who does it, on which dates. Report against that plan each week.',
    ],
  },
  'CSM.book_health_trend': {
    low: [
      'Find the part of the score that moved at {examples}, such as usage or open tickets, and take up just that in your next call with each.',
      'Block an hour each Monday for the accounts that lost two points or more in the week, {examples} first, and contact one person at each with something they can use.',
    ],
    medium: [
      'Group the accounts that are falling by what they share with {examples} (product, size, sponsor, last contact), and choose the largest group: one message, one session and one check of their usage within three weeks.',
      'Meet the main user of the five fastest falling accounts, {examples} among them, this month and agree on one habit that brings them value each week, with a date to look at the numbers together.',
    ],
    high: [
      'Sit down with your manager this week and sort the book in three: accounts to rescue, {examples} among them, accounts to steady, accounts that can wait. Write a dated plan of two steps for every account to rescue, and go through it together each Monday.',
      'Speak within ten working days to the sponsor of every account that lost a tier, {examples} first, ask what changed for them, and agree on one result to reach in four weeks. Free the time by moving check-ins of steady accounts to e-mail.',
    ],
  },
  'CSM.call_sentiment': {
    low: [
      'Listen to {examples} and mark the minute at which the tone turned. On your next three calls, name the concern in the customer’s own words before you answer it.',
      'Begin each call this month with what you did since the last one about their most important request.',
    ],
    medium: [
      {
        when: 'worsening',
        text: 'The tone has become worse from week to week, so find out what changed: listen to {examples}, write down what the customer waited for, and call each of them outside the usual meeting within a week with an answer or a date for one.',
      },
      'Take {examples} and write down for each what the customer came for and whether they left with it. Open the next call with that point and close it with a date.',
      'Send a short agenda the day before every call this month and ask the customer to add their first point; deal with theirs first, above all with the customers of {examples}.',
    ],
    high: [
      'Have a colleague who does well here sit in on your next calls with the customers of {examples}, and go through each for 20 minutes right afterwards with your manager.',
      'Call the customers of {examples} outside the usual meetings, ask what frustrates them most, and come back to each within a week with an answer, even if it is a no.',
    ],
  },
  'CSM.talk_ratio': {
    low: [
      'Prepare three open questions for each call this month, and wait three seconds after every answer before you speak.',
      'Listen to {examples} and note your longest stretch of speaking; cut it in half on the next calls by asking what the customer makes of it so far.',
    ],
    medium: [
      'Mark in {examples} what you presented; send that as a one-page note the day before from now on, and use the call for the customer’s questions about it.',
      'Stop after two minutes of explaining, every time, and ask a question that begins with what or how. Check one recording a week together with a colleague, {examples} first.',
    ],
    high: [
      'Plan your next six calls so that the customer leads half of the agenda: they show how they use the product, you ask and write down. Go through two of the recordings with your manager, beside {examples}.',
      'Ask a colleague with a low share of talk to run one of your calls while you take notes, then swap roles on the next; listen to {examples} before, and keep a note with your limit in sight for four weeks.',
    ],
  },
  'CSM.escalation_rate': {
    low: [
      'Find out what the scores of {examples} still lack to reach medium risk, and agree with each customer on two steps for it within two weeks.',
      'Look each Friday at the accounts whose tier is one step from high, and contact one person at each before the next score.',
    ],
    medium: [
      'Write one line for each account at high or critical risk: the cause, the person who can remove it, the next date. Start with {examples}, and ask your manager where you need help from others.',
      'Hold a 30-minute meeting this month with the sponsor of every account at high risk, {examples} first: what result do they need by the end of the quarter, and what stands in the way?',
    ],
    high: [
      'Bring the list of high and critical accounts to your manager this week, pick the four that can be turned in a month, say whether {examples} are among them, and give each a plan with three dated steps, an owner on both sides and a weekly check.',
      'Put support, product and the account’s AM into one call for each critical account within ten working days, {examples} first, agree on who solves what by when, and tell the customer the same day.',
    ],
  },
  'CSM.product_knowledge': {
    low: [
      'Collect the product questions that you could not answer in {examples}, look up each one this week, and write the answer in two sentences that you could say aloud.',
      'Spend half an hour each week in the product on the feature your customers asked about most, until you can show it without notes.',
    ],
    medium: [
      'Choose the two areas that were hardest in {examples}, ask the product team or a colleague for 45 minutes on each, and show both to a customer within three weeks.',
      'Before every call this month, check which features the customer uses and prepare one that would help them next. Answer what you do not know, as in {examples}, within a day and in writing.',
    ],
    high: [
      'Agree with your manager on the five topics you need most, those of {examples} first, learn one each week, and explain it to them in ten minutes every Friday as if they were the customer.',
      'Have a colleague who knows the product well listen to {examples} and join your next three calls; you lead, they answer only what you hand over, and afterwards you list what to learn.',
    ],
  },
  'CSM.sales_methodology': {
    low: [
      'Take the topic list into your next three renewal, review and expansion calls and tick what you covered; ask the open ones before the last ten minutes. Tick it once for {examples}, too.',
      'End every renewal, review and expansion call this month by saying who does what by which day, and send it in writing within the hour.',
    ],
    medium: [
      'Find in {examples} the two topics that you skip most, such as goals, people who decide or budget timing. Write one question for each and ask it on every review and renewal call this month.',
      'Prepare each review this month in three parts: result since the last one, what the customer wants next, and a dated step towards it; leave no call without the third.',
    ],
    high: [
      'Role-play one expansion conversation with your manager this week, from the customer’s goal to the next step, and use the same order on the next five review and renewal calls. Go through two recordings together, beside {examples}.',
      'Plan the next four renewal and expansion calls with the account’s AM: who asks about goals, who asks who decides, who proposes the next step and its date. Listen to {examples} before, and compare notes for ten minutes after each.',
    ],
  },
};
