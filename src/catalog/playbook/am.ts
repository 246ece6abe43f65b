import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './plays.ts';

/** What an AM can try, metric by metric. */
export const amPlays: Readonly<Partial<Record<MetricKey, Play>>> = {
  'AM.book_health_trend': {
    low: [
      'Pick the three accounts whose health score fell most this month, look up what moved it (usage, tickets, answers), and ask each customer this week what changed for them.',
      'Set aside one hour every Monday for the two accounts that dropped most in the past week, and write down one action with a date for each.',
    ],
    medium: [
      'Sort your accounts by how much their score fell over eight weeks and agree with the CSM of the five at the top on one joint action each: a usage review, an open ticket closed, a new contact met.',
      'Look for what the falling accounts have in common, such as a sponsor who left, one product area or a quiet quarter, and call every account that shares it within two weeks.',
    ],
    high: [
      'Go through the whole book with your manager and the CSMs this week: name the accounts that fall, the reason you know and the one you only guess, and who calls whom by when; review the list every Monday.',
      'Write a rescue plan of half a page for the three falling accounts with the most revenue: the problem in the customer’s words, an executive of theirs and of ours, three dated steps.',
    ],
  },
  'AM.expansion_conversion': {
    low: [
      'Look back at your last three expansion plays that did not close and note what the customer still needed: a figure, a sponsor, a date? Check these three points before your next proposal.',
      'For each open play agree with the customer on one dated next step and on who decides, before you send anything in writing.',
    ],
    medium: [
      'Before you open another play, write down the usage figure that shows the need and the person who will gain from it; where either is missing, find it first.',
      'Take your five latest plays that were lost or put aside and mark the step at which each stopped, then agree with your manager on one change for that step and try it on every open play this month.',
    ],
    high: [
      'Sort your open plays with your manager today: keep those with a need in the customer’s own figures, a sponsor and a date, and ask a colleague who wins many expansions to join your next two proposals.',
      'Give every play that you would put aside one honest call with the customer first: what would have to be true for it to be worth their while? Write the answers down for four weeks and go through them with your manager every Friday.',
    ],
  },
  'AM.gross_renewal_rate': {
    low: [
      'List the renewals due in the next 90 days and write one line each: what has the customer achieved with us, who signs, and what could stop it? Call this week where you cannot answer all three.',
      'For the two largest renewals ahead, meet the person who signs at least 60 days before the date and ask what they would want to be different next year.',
    ],
    medium: [
      'Go through the renewals that were lost or shrank in this quarter with your manager: when was the first sign, and what would you do a month earlier? Do exactly that with every renewal due in the next 90 days.',
      'Prepare a one-page account of results, in the customer’s own figures, for each renewal due in the next 90 days, and walk the sponsor through it before price is mentioned.',
    ],
    high: [
      'Sit down with your manager and the CSMs this week and sort every renewal of the next 120 days into safe, open and at risk; give each one at risk an executive, a plan with dates and a review every Monday.',
      'Call three customers who did not renew and ask what decided it and when; then check every renewal due in the next 120 days for the same signs and act on them within two weeks.',
    ],
  },
  'AM.on_time_renewal_opening': {
    low: [
      'Put a reminder a week before the opening date of every renewal of the next two quarters into your calendar today, and open the opportunity when it rings.',
      'Every Monday, check the renewal dates that come up in the next 130 days and open what is not open yet; it takes ten minutes.',
    ],
    medium: [
      'Compare the renewal dates of your whole book with your open opportunities this week, open every one that is due, and correct dates that are out of line with the contract.',
      'Tie the opening to something you do anyway: when you prepare the business review before the last two quarters of a contract, open the renewal the same day.',
    ],
    high: [
      'Block two hours this week to open every renewal due in the next 120 days, then show your manager the list of dates each Monday until it has no gaps for four weeks.',
      'Note for your last five late renewals what kept you from opening them, such as unknown dates, no contact or other work, and agree with your manager on one fix for the most frequent reason.',
    ],
  },
  'AM.qbr_adherence': {
    low: [
      'Send the invitations for every business review due in the next eight weeks this week, with two dates to choose from.',
      'At the end of each review agree on the date of the next one before anybody leaves the call.',
    ],
    medium: [
      'List the reviews due this quarter with their dates, mark those without an invitation, and book three a day until none is left. Where a customer hesitates, offer 30 minutes and one question of theirs.',
      'Prepare one review deck that you only fill with figures, so that preparing takes an hour instead of a day, and send the agenda two weeks ahead.',
    ],
    high: [
      'Go through the overdue reviews with your manager this week: hold the ones with a renewal in the next six months first, as 30-minute calls if need be, and have a date for each of the others by Friday.',
      'Ask the CSM of each account with a missed review to join you in inviting the sponsor, name one result you want to show and one decision you need, and hold two a week for the coming four weeks.',
    ],
  },
  'AM.qbr_outcome_quality': {
    low: [
      'Before your next review, ask the sponsor for the one question it must answer for them, and open the meeting with that answer.',
      'End each review ten minutes early and ask what would have made it more useful; change one thing the next time.',
    ],
    medium: [
      'Take your last five reviews and count the minutes given to our news and to the customer’s goals; turn the agenda round so that their goals and results fill the first half.',
      'Call the sponsor a week before each review, agree on two goals to look at, and bring one figure and one proposal for each.',
    ],
    high: [
      'Rehearse your next two reviews with your manager or the CSM, who play the sponsor and ask "so what?" after each page; take out every page without an answer.',
      'Sit in on two reviews of a colleague whose customers rate them highly, note how they tie results to the customer’s goals, and take over their agenda for every review of the coming four weeks.',
    ],
  },
  'AM.net_revenue_retention': {
    low: [
      'Name the three accounts that shrank most in the past year and ask each what they use less and why; write one step with a date for each.',
      'Choose two healthy accounts with unused potential and propose one expansion each that rests on their own usage figures.',
    ],
    medium: [
      'Split what your book lost over the year with your manager into churn, contraction and missing expansion, pick the largest of the three and agree on one step for each of the five accounts behind it.',
      'Review seats and modules in use with the ten largest accounts this month: where usage is under what they bought, help them use it before they reduce it; where it is above, propose the next step.',
    ],
    high: [
      'Go through the book account by account with your manager this week: which revenue is certain, which may shrink in the next two quarters, where can it grow? Give the five largest risks an executive and a dated plan, and review it every Monday.',
      'Ask a colleague whose book grows to go through your ten largest accounts with you for an hour, and note for each the contact, the need and the next step they would try.',
    ],
  },
  'AM.objection_handling': {
    low: [
      'Listen again to one recent renewal or expansion call in which the customer objected: did you ask what was behind it before you answered? Try one question before every answer this month.',
      'Write down the objection you hear most at renewal and two questions that would help you understand it, and ask them on your next three calls before you answer.',
    ],
    medium: [
      'Collect the three objections that came up most in your calls, such as price, usage or a competitor, and prepare for each a question, a figure of the customer’s own and a next step. Use them in every call this month.',
      'Take three recent calls and note for each objection what the customer said, what you answered and what they said next; agree with your manager on one habit to change and keep to it for four weeks.',
    ],
    high: [
      'Practise with a colleague twice this week: they raise the three objections you hear most at renewals, you pause, ask, answer with the customer’s results and check that it is settled. Then listen to your next two calls together.',
      'Compare two of your recent calls with one by a colleague who meets objections well, together with your manager, and take over one thing in every call for four weeks.',
    ],
  },
  'AM.product_knowledge': {
    low: [
      'Note the product questions that you could not answer in your last five customer calls, and find the answers with a product expert this week.',
      'Before each customer call, look up the modules they use and one they do not, and be ready to say in two sentences what it would do for them.',
    ],
    medium: [
      'Pick the two product areas that came up most in your calls, spend one hour with each in the product itself, and show a colleague what you learned.',
      'Write a one-page answer sheet with the ten questions your customers ask most, have a product expert check it, and keep it open in every call this month.',
    ],
    high: [
      'Agree with your manager on the three product areas your book uses most and on one hour a week with a product expert for each; show what you learned to the team at the end of the month.',
      'Take a product expert along to your next three calls, note every answer you would have given otherwise, and give those answers yourself in the calls after that.',
    ],
  },
  'AM.discount_depth': {
    low: [
      'Before your next expansion quote, write down what the customer gains from the added seats or modules in a year, in their own figures, and open the price talk with it.',
      'For each concession in your next two expansions ask for one thing in return, such as a longer term, a reference or an earlier start.',
    ],
    medium: [
      'Lay your last five expansion quotes side by side and mark who asked for each discount and when; then agree with your manager on the first answer to give to that request.',
      'Prepare two offers for every open expansion, a smaller one at list price and a larger one with a volume price, and let the customer choose.',
    ],
    high: [
      'Practise the price talk with your manager or a colleague twice this week, with the customer’s usage figures at hand, and have them read your next three expansion quotes before they go out.',
      'Ask a colleague who sells expansions close to list price to show you two of their proposals, and take over how they present value before price in every quote of the coming four weeks.',
    ],
  },
  'AM.term_exception_rate': {
    low: [
      'Write down the special term that customers ask for most in expansions, and a standard alternative you can offer first.',
      'Send the standard terms with the first expansion proposal and ask by name who will read them, so that questions come up early.',
    ],
    medium: [
      'Go through your last five expansions with special terms together with your manager: which of them would have closed without, and what would you have said instead?',
      'Ask whoever approves your contracts for three standard wordings that answer the requests you hear most, and offer these first for the coming four weeks.',
    ],
    high: [
      'For the coming four weeks talk with your manager before you agree to any special term in an expansion: what is it worth to the customer, and what do you get in return?',
      'Set half an hour aside this week with a colleague whose expansions close on standard terms, and note how they answer the two requests you get most; then use these answers in every open expansion.',
    ],
  },
};
