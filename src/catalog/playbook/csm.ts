import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What a CSM can try, metric by metric. */
export const csmPlays: Readonly<Record<MetricKey, Play>> = {
  'CSM.ttv_on_target': {
    low: [
      'For every onboarding due in the next four weeks, write down the one thing the customer must still do to reach first value, and agree on a date for it this week. Note what that thing was in {examples}.',
      'Look at {examples} and note in which week the time was lost. Check your open onboardings for that very point every Monday.',
    ],
    medium: [
      'At the next kick-off, agree with the customer what first value means in one sentence, who confirms it and on which day, and work back from it to one task a week. Write down what that sentence would have been for {examples}.',
      'List your open onboardings by days left to the target, and hold a 20-minute check each week on the three with the least: what is stuck, who owns it, by when? Take from {examples} what to ask first.',
    ],
    high: [
      'Go through every open onboarding with your manager this week, {examples} first, where still open: name the blocker and its owner on the customer’s side, and book a call with the sponsor wherever the date is past.',
      'Cut your three most delayed onboardings to the smallest use that the customer would call value, get that live within two weeks, and move the rest to a second phase. Find with your manager where that cut was in {examples}.',
    ],
  },
  'CSM.nps_trend': {
    low: [
      'Call whoever answered at {examples} this week with one question: what would have made it a point higher? Send them a note within a week on what you will do about it.',
      'Read the latest comments of the accounts that scored lower than last time, {examples} among them, and note the reason named most often. Take it up in your next meeting with each this month.',
    ],
    medium: [
      'Sort the accounts whose score fell, {examples} among them, by renewal date, and speak within two weeks to the person who answered in the first four: what changed since last quarter, and what do they expect next?',
      'Write one reason beside every score that fell (product, support, results, contact), {examples} first. Agree with your manager this week on one step against the most frequent one that you can take yourself at each account.',
    ],
    high: [
      'Call everybody whose answer fell within ten working days, {examples} first, listen, and send each a written plan with two dated steps. Go through the list with your manager every Friday.',
      'Choose with your manager the five accounts with the largest fall, {examples} among them, ask their sponsors for 30 minutes each, and agree on one result to deliver within four weeks. Tell them when it is done, before the next survey.',
    ],
  },
  'CSM.csat_trend': {
    low: [
      'Call whoever answered at {examples} this week and ask what one thing would have made it a 5. Do that thing, or say why not, within ten days.',
      'Check for each rating that fell whether a request was open that week, and answer what is still open within five days. Begin with {examples}.',
    ],
    medium: [
      'Sort the ratings that fell, those of {examples} first, by cause: slow answer, no solution, something else. Set yourself one rule against the most frequent cause for four weeks, such as a first answer within four working hours.',
      'Before you close any request this month, ask the customer whether it is solved for them, and write down what they say. Ask at {examples} first, about their last request.',
    ],
    high: [
      'List every account whose rating fell, {examples} first, call each within a week and agree on one dated step. Bring what repeats to your manager on Friday, and decide together what to take to support or product.',
      'Set up half an hour a week with support for the five accounts whose rating fell most, {examples} among them: what is open, who answers, by when? Tell the customers yourself each time.',
    ],
  },
  'CSM.onboarding_milestone_on_time': {
    low: [
      'Every Monday, write to the customers with a milestone due in the next ten days: what is due, what you need from them, and on which day you meet. Note what such a mail would have asked for before {examples}.',
      'Look at {examples} and find out what slipped, such as access or training. Start just that a week earlier in every open onboarding.',
    ],
    medium: [
      'Give each open milestone one named owner on the customer’s side and one date, and read the list aloud at the start of every onboarding call this month. Ask first who the owner was in {examples}.',
      'Plan the next four weeks backwards from the target dates and book the customer’s people for every session now, with a spare slot three days later. Put first what held up {examples}.',
    ],
    high: [
      'Mark every milestone due within 30 days green or red with your manager this week, and agree for each red one who calls whom by Wednesday. Look at {examples} for what turns red first, and repeat it every Monday for four weeks.',
      'Hold a new kick-off with the sponsor behind {examples} within two weeks: what is left, in which order, who does it, on which dates? Report against that plan each week.',
    ],
  },
  'CSM.book_health_trend': {
    low: [
      'Find the part of the score that moved at {examples}, such as usage or open tickets, and take up just that in your next call there.',
      'Block an hour each Monday for the accounts that lost two points or more in the week, {examples} first, and reach one person at each with something they can use.',
    ],
    medium: [
      'Group the falling accounts by what they share with {examples}, such as product, size, sponsor or last contact. Choose the largest group: one message, one session and one check of their usage within three weeks.',
      'Meet the main user at your five fastest falling accounts, {examples} among them, this month and agree on one habit that brings them value each week, with a date to look at the numbers together.',
    ],
    high: [
      'Sort the book with your manager this week in accounts to rescue, {examples} among them, accounts to steady, and accounts that can wait. Write two dated steps for every account to rescue, and go through them together each Monday.',
      'Speak within ten working days to the sponsor at every account that lost a tier, {examples} first: what changed for them, and which result can you reach in four weeks? Free the time by moving check-ins of steady accounts to e-mail.',
    ],
  },
  'CSM.call_sentiment': {
    low: [
      'Listen to {examples} and mark the minute at which the tone turned. On your next three calls, name the concern in the customer’s own words before you answer it.',
      'Write down the most important request from {examples}. Begin each call this month with what you have done since the last one about the customer’s most important request.',
    ],
    medium: [
      {
        when: 'worsening',
        text: 'The tone has worsened from week to week: listen to {examples} and write down what the customer was waiting for. Call them outside the usual meeting within a week, with an answer or a date for one.',
      },
      'Write down what the customer came for in {examples}, and whether they left with it. Open the next call with that point and close it with a date.',
      'Send a short agenda the day before every call this month, ask the customer to add their first point, and deal with theirs first. Begin with the customers from {examples}.',
    ],
    high: [
      'Have a colleague who is good at this sit in on your next calls with the customers from {examples}, and go through each for 20 minutes right afterwards with your manager.',
      'Call the customers from {examples} this week outside the usual meetings, ask what frustrates them most, and come back within a week with an answer, even if it is a no.',
    ],
  },
  'CSM.talk_ratio': {
    low: [
      'Listen to {examples} and write down three questions you could have asked where you explained. Prepare three such questions for each call this month, and count silently to three after every answer.',
      'Listen to {examples} and note your longest stretch of speaking. Practise the same point in half the time, ending with "what do you make of it so far?", and use that on your next calls.',
    ],
    medium: [
      'Mark in {examples} what you presented. Send such content as a one-page note the day before each call this month, use the call for the customer’s questions about it, and rehearse the first five minutes with a colleague.',
      'Stop after two minutes of explaining, every time, and ask a question that begins with what or how. Practise it on the topics of {examples} with a colleague, and listen to one recording together each week this month.',
    ],
    high: [
      'Plan your next six calls so that the customer leads half of the agenda: they show how they use the product, you ask and write down. Rehearse the first with your manager, and compare two of the recordings with {examples}.',
      'Listen to {examples}, then have a colleague who talks little run one of your calls while you take notes, and swap roles on the next. Keep a note with your limit in sight for four weeks.',
    ],
  },
  'CSM.escalation_rate': {
    low: [
      'Find out what the score of {examples} still lacks to reach medium risk, and agree with the customer on two steps towards it within two weeks.',
      'Every Friday, look at the accounts one step from high risk and reach one person at each before the next score. Ask yourself which step would have come in time for {examples}.',
    ],
    medium: [
      'Write one line for each account at high or critical risk, {examples} first: the cause, the person who can remove it, the next date. Show your manager this week where you need help from others.',
      'Hold a 30-minute meeting this month with the sponsor of every account at high risk, {examples} first: which result do they need by the end of the quarter, and what stands in the way?',
    ],
    high: [
      'Pick with your manager this week the four accounts at high or critical risk that can be turned in a month, and decide on {examples} first. Give each three dated steps, an owner on both sides and a weekly check.',
      'Bring support, product and the account’s AM into one call for each account at high or critical risk within ten working days, {examples} first. Agree on who solves what by when, and tell the customer the same day.',
    ],
  },
  'CSM.product_knowledge': {
    low: [
      'Collect the product questions that you could not answer in {examples} and look up each this week. Say every answer aloud in two sentences before your next call.',
      'Spend half an hour each week in the product on the feature your customers ask about most, starting with {examples}, until you can show it to a colleague without notes.',
    ],
    medium: [
      'Choose the two areas that were hardest in {examples} and ask the product team or a colleague for 45 minutes on each. Show both to a colleague, then to a customer, within three weeks.',
      'Before every call this month, check which features the customer uses and practise showing one that would help them next. Answer what you put off in {examples} in writing this week.',
    ],
    high: [
      'Agree with your manager on the four topics you need most, those from {examples} first. Learn one each week, and explain it to them in ten minutes every Friday as if they were the customer.',
      'Have a colleague who knows the product well listen to {examples} and join your next three calls: you lead, they answer only what you hand over. List afterwards what to learn, and explain it back to them the week after.',
    ],
  },
  'CSM.sales_methodology': {
    low: [
      'Tick the topic list for {examples}: what was not covered? Practise one question for each such topic aloud, and ask about what is open on your next three renewal, review and expansion calls before the last ten minutes.',
      'Say aloud the next step that {examples} should have ended with: who does what, by which day? End every renewal, review and expansion call this month like that, and send it in writing within the hour.',
    ],
    medium: [
      'Find the two topics that you skip most in {examples}, such as goals, people who decide or timing. Write one question for each, try both on a colleague, and ask them on every review and renewal call this month.',
      'Prepare each review this month in three parts: the result since the last one, what the customer wants next, and a dated step towards it. Rehearse the third part with a colleague on {examples}, and leave no call without it.',
    ],
    high: [
      'Role-play one renewal or review call with your manager this week, from the customer’s goal to the next step, with the customers from {examples}. Keep that order on your next five such calls, and go through two recordings together.',
      'Listen to {examples} with the account’s AM and plan your next four renewal and review calls together: who asks about goals, who asks who decides, who proposes the next step? Rehearse the first, and compare notes after each.',
    ],
  },
};
