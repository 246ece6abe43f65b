import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an AM can try, metric by metric. */
export const amPlays: Readonly<Record<MetricKey, Play>> = {
  'AM.book_health_trend': {
    low: [
      'Look up what moved the scores of {examples} (usage, tickets, answers), and ask each customer this week what changed for them.',
      'Set aside one hour every Monday for the two accounts that dropped most in the past week, and write down one action with a date for each; begin with {examples}.',
    ],
    medium: [
      'Sort your accounts by how much their score fell over eight weeks and agree with the CSM of the five at the top, {examples} among them, on one joint action each: a usage review, an open ticket closed, a new contact met.',
      'Look for what {examples} have in common, such as a sponsor who left, one product area or a quiet quarter, and call every account that shares it within two weeks.',
    ],
    high: [
      'Go through the whole book with your manager and the CSMs this week: name the accounts that fall, {examples} first, the reason you know and the one you only guess, and who calls whom by when; review the list every Monday.',
      'This week write a rescue plan of half a page for {examples}, and for the falling account with the most revenue: the problem in the customer’s words, an executive of theirs and of ours, three dated steps.',
    ],
  },
  'AM.expansion_conversion': {
    low: [
      'Look back at {examples} and note what the customer still needed: a figure, a sponsor, a date? Check these three points before your next proposal.',
      'For each open play agree with the customer on one dated next step and on who decides, before you send anything in writing this month.',
    ],
    medium: [
      {
        when: 'set_aside',
        text: 'Before you put another play aside, call the customer once with one question: what would have to be true for this to be worth your while? Go back to {examples} with it first, and keep the answers for four weeks.',
      },
      'Before you open another play, write down the usage figure that shows the need and the person who will gain from it; where either is missing, as with {examples}, find it first.',
      'Mark the step at which {examples} stopped, agree with your manager on one change for that step, and try it on every open play this month.',
    ],
    high: [
      {
        when: 'set_aside',
        text: 'Go through the plays that you put aside, {examples} first, with your manager this week: no need, no sponsor, or no time for it? Reopen two where only time was missing, with a dated call each, and put none aside for four weeks before that talk.',
      },
      'Sort your open plays with your manager today: keep those with a need in the customer’s own figures, a sponsor and a date, and ask a colleague who wins many expansions to go through {examples} with you and join your next two proposals.',
      'Rehearse your next two proposals with your manager, who asks what {examples} asked: why now, why this much, who else wants it? Take out every page that answers none, and propose a dated trial where the figure is missing.',
    ],
  },
  'AM.gross_renewal_rate': {
    low: [
      'List the renewals due in the next 90 days and write one line each: what has the customer achieved with us, who signs, and what could stop it? Call this week where you cannot answer all three, and look at {examples} for the first sign.',
      'For the two largest renewals ahead, meet the person who signs at least 60 days before the date and ask what they would want to be different next year.',
    ],
    medium: [
      {
        when: 'renewed_smaller',
        text: 'Your customers stay and buy less, so look at what {examples} no longer used half a year before: check the next 90 days of renewals for unused seats or modules, and help with these before the renewal talk begins.',
      },
      'Go through {examples} with your manager: when was the first sign, and what would you do a month earlier? Do exactly that with every renewal due in the next 90 days.',
      'Prepare a one-page account of results, in the customer’s own figures, for each renewal due in the next 90 days, and walk the sponsor through it before price is mentioned; ask yourself what it would have said for {examples}.',
    ],
    high: [
      {
        when: 'renewed_smaller',
        text: 'Take the five largest renewals of the next 120 days to the CSMs this week, compare what is bought with what is used, and agree on one step per customer to close the difference; {examples} show how early it has to begin.',
      },
      'Sit down with your manager and the CSMs this week and sort every renewal of the next 120 days into safe, open and at risk; give each one at risk an executive, a plan with dates and a review every Monday. Use {examples} to name the signs.',
      'Call the customers behind {examples} and ask what decided it and when; then check every renewal due in the next 120 days for the same signs and act on them within two weeks.',
    ],
  },
  'AM.on_time_renewal_opening': {
    low: [
      'Put a reminder a week before the opening date of every renewal of the next two quarters into your calendar today, and open the opportunity when it rings; {examples} came too late.',
      'Every Monday, check the renewal dates that come up in the next 130 days and open what is not open yet; it takes ten minutes.',
    ],
    medium: [
      'Compare the renewal dates of your whole book with your open opportunities this week, open every one that is due, and correct dates that are out of line with the contract, those of {examples} first.',
      'Tie the opening to something you do anyway: when you prepare the business review before the last two quarters of a contract, open the renewal the same day. Note for {examples} which meeting that would have been.',
    ],
    high: [
      'Block two hours this week to open every renewal due in the next 120 days, then show your manager the list of dates each Monday until it has no gaps for four weeks. Begin with {examples}, if they are not open yet.',
      'Note for {examples} what kept you from opening them, such as unknown dates, no contact or other work, and agree with your manager on one fix for the most frequent reason this week.',
    ],
  },
  'AM.qbr_adherence': {
    low: [
      'Send the invitations for every business review due in the next eight weeks this week, with two dates to choose from; catch up on {examples} first.',
      'At the end of each review agree on the date of the next one before anybody leaves the call.',
    ],
    medium: [
      {
        when: 'not_scheduled',
        text: 'The dates are missing more than the meetings: book three reviews a day until every one of this quarter has an invitation, {examples} first, and name in each one question of the customer’s that it will answer.',
      },
      {
        when: 'not_held',
        text: 'The dates were there and the meetings were not: ask the customers of {examples} what got in the way, confirm every review ten days ahead with an agenda of three lines, and move one by a week at once rather than let it drop.',
      },
      'List the reviews due this quarter with their dates, mark those without an invitation, and book three a day until none is left. Where a customer hesitates, as with {examples}, offer 30 minutes and one question of theirs.',
      'Prepare one review deck that you only fill with figures, so that preparing takes an hour instead of a day, and send the agenda two weeks ahead; try it first with {examples}.',
    ],
    high: [
      {
        when: 'not_held',
        text: 'Take {examples} to your manager this week: who called it off, and what would have made it worth their hour? Hold the overdue ones within three weeks as 30-minute calls with one result and one decision each.',
      },
      'Go through the overdue reviews with your manager this week, {examples} among them: hold the ones with a renewal in the next six months first, as 30-minute calls if need be, and have a date for each of the others by Friday.',
      'Ask the CSM of each account with a missed review, beginning with {examples}, to join you in inviting the sponsor, name one result you want to show and one decision you need, and hold two a week for the coming four weeks.',
    ],
  },
  'AM.qbr_outcome_quality': {
    low: [
      'Before your next review, ask the sponsor for the one question it must answer for them, and open the meeting with that answer. Ask the CSM what that question was in {examples}.',
      'End each review this month ten minutes early and ask what would have made it more useful; change one thing the next time.',
    ],
    medium: [
      'Take {examples} and count the minutes given to our news and to the customer’s goals; turn the agenda of your next reviews round so that their goals and results fill the first half.',
      'Call the sponsor a week before each review this month, agree on two goals to look at, and bring one figure and one proposal for each; ask the CSM what was missing in {examples}.',
    ],
    high: [
      'Rehearse your next two reviews with your manager or the CSM, who play the sponsors of {examples} and ask "so what?" after each page; take out every page without an answer.',
      'Sit in on two reviews of a colleague whose customers rate them highly, note how they tie results to the customer’s goals, lay {examples} beside it, and take over their agenda for every review of the coming four weeks.',
    ],
  },
  'AM.net_revenue_retention': {
    low: [
      'Ask {examples} this week what they use less and why, and agree with each on one step and its date.',
      'Choose two healthy accounts with unused potential and propose one expansion each this month that rests on their own usage figures.',
    ],
    medium: [
      {
        when: 'losing_revenue',
        text: 'Go through what your book lost over the year, {examples} first, with your manager: churn or contraction, and which sign came first? Check the accounts due in the next two quarters for it and act on each within two weeks.',
      },
      {
        when: 'not_growing',
        text: 'Your customers stay and do not grow: take your ten largest accounts this month, find the one team in each that does not use us yet, and ask your sponsor for an introduction to two of them a week.',
      },
      'Split what your book lost over the year with your manager into churn, contraction and missing expansion, pick the largest of the three and agree on one step for each of the accounts behind it, {examples} first.',
      'Review seats and modules in use with the ten largest accounts this month: where usage is under what they bought, as with {examples}, help them use it before they reduce it; where it is above, propose the next step.',
    ],
    high: [
      {
        when: 'losing_revenue',
        text: 'Give the five largest risks of the next two quarters an executive, a cause in the customer’s words and a dated plan this week, beginning with {examples} if there is something to win back, and go through them with your manager every Monday.',
      },
      {
        when: 'not_growing',
        text: 'Plan with your manager this week one expansion talk for each of your eight healthiest accounts, resting on a result that they have measured themselves, hold two a week, and go through what you heard every Friday for four weeks.',
      },
      'Go through the book account by account with your manager this week: which revenue is certain, which may shrink in the next two quarters as with {examples}, where can it grow? Give the five largest risks an executive and a dated plan, and review it every Monday.',
      'Ask a colleague whose book grows to go through your ten largest accounts with you for an hour, {examples} among them, and note for each the contact, the need and the next step they would try this month.',
    ],
  },
  'AM.objection_handling': {
    low: [
      'Listen again to {examples}: did you ask what was behind the objection before you answered? Try one question before every answer in your renewal and expansion calls this month.',
      'Write down the objection you hear most at renewal and two questions that would help you understand it, and ask them on your next three calls before you answer.',
    ],
    medium: [
      'Collect the three objections that came up most in your calls, such as price, usage or a competitor, those of {examples} among them, and prepare for each a question, a figure of the customer’s own and a next step. Use them in every call this month.',
      'Take {examples} and note for each objection what the customer said, what you answered and what they said next; agree with your manager on one habit to change and keep to it for four weeks.',
    ],
    high: [
      'Practise with a colleague twice this week: they raise the objections of {examples}, you pause, ask, answer with the customer’s results and check that it is settled. Then listen to your next two calls together.',
      'Compare {examples} with one call of a colleague who meets renewal objections well, together with your manager, and take over one thing in every call for four weeks.',
    ],
  },
  'AM.product_knowledge': {
    low: [
      'Note the product questions that you could not answer in {examples}, and find the answers with a product expert this week.',
      'Before each customer call this month, look up the modules they use and one they do not, and be ready to say in two sentences what it would do for them.',
    ],
    medium: [
      'Pick the two product areas that were hardest in {examples}, spend one hour with each in the product itself this week, and show a colleague what you learned.',
      'Write a one-page answer sheet with the ten questions your customers ask most, those of {examples} among them, have a product expert check it, and keep it open in every call this month.',
    ],
    high: [
      'Agree with your manager on the three product areas your book uses most and on one hour a week with a product expert for each, starting from what was put off in {examples}; show what you learned to the team at the end of the month.',
      'Take a product expert along to your next three calls, note every answer you would have given otherwise, as in {examples}, and give those answers yourself in the calls after that.',
    ],
  },
  'AM.discount_depth': {
    low: [
      'Before your next expansion quote, write down what the customer gains from the added seats or modules in a year, in their own figures, and open the price talk with it. See whether {examples} had such a figure.',
      'For each concession in your next two expansions ask for one thing in return, such as a longer term, a reference or an earlier start.',
    ],
    medium: [
      'Lay the quotes of {examples} side by side and mark who asked for the discount and when; then agree with your manager this week on the first answer to give to that request.',
      'Prepare two offers for every open expansion this month, a smaller one at list price and a larger one with a volume price, and let the customer choose.',
    ],
    high: [
      'Role-play the price talk of {examples} with your manager or a colleague twice this week, with the customer’s usage figures at hand, and have them read your next three expansion quotes before they go out.',
      'Ask a colleague who sells expansions close to list price to show you two of their proposals beside {examples}, and take over how they present value before price in every quote of the coming four weeks.',
    ],
  },
  'AM.term_exception_rate': {
    low: [
      'Write down the special terms of {examples} and a standard alternative to each; offer these first in your next three expansions.',
      'Send the standard terms with the first expansion proposal this month and ask by name who will read them, so that questions come up early.',
    ],
    medium: [
      'Go through {examples} together with your manager: which of them would have closed without the special term, and what would you say instead? Say it in your next three contract talks, before the customer asks.',
      'Ask whoever approves your contracts for three standard wordings that answer the requests you hear most, those of {examples} among them, and offer these first for the coming four weeks.',
    ],
    high: [
      'For the coming four weeks talk with your manager before you agree to any special term in an expansion: what is it worth to the customer, and what do you get in return? Take {examples} as the first two to answer it for.',
      'Set half an hour aside this week with a colleague whose expansions close on standard terms, go through {examples}, and note how they would have answered; then use these answers in every open expansion.',
    ],
  },
};
