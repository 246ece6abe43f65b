import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an AM can try, metric by metric. */
export const amPlays: Readonly<Record<MetricKey, Play>> = {
  'AM.book_health_trend': {
    low: [
      'Look up what moved the score of {examples} (usage, tickets, survey answers), and ask your contact there this week what changed for them. Agree with them on one step and its date.',
      'Set aside one hour every Monday for the two accounts that dropped most in the past week, and write down one action with a date for each. Begin with {examples}.',
    ],
    medium: [
      'List your accounts by how much their score fell over eight weeks, {examples} among them. Agree with the CSM of the first five this week on one joint action each: a usage review, an open ticket closed, a new contact met.',
      'Look for the cause behind {examples}, such as a sponsor who left, one product area or a quiet quarter, and call every account that shares it within two weeks.',
    ],
    high: [
      'Go through the book with your manager and the CSMs this week: name the accounts that are falling, {examples} first, the reason you know or only guess, and who calls whom by when. Review the list every Monday.',
      'Write a rescue plan of half a page this week for {examples}, and for the falling account with the most revenue: the problem in the customer’s words, an executive of theirs and one of ours, three dated steps.',
    ],
  },
  'AM.expansion_conversion': {
    low: [
      'Look back at {examples} and note what the customer still needed: a figure, a sponsor or a date? Check for all three before your next proposal.',
      'For each open play, agree with the customer this month on one dated next step and on who decides, before you send anything in writing. Note who that would have been in {examples}.',
    ],
    medium: [
      {
        when: 'set_aside',
        text: 'Before you put another play aside, call the customer with one question: what would have to be true for this to be worth your while? Ask it first about {examples}, and bring the answers to your manager in four weeks.',
      },
      'Before you open another play, write down the usage figure that shows the need and the person who gains from it. Check this week which of the two was missing in {examples}, and find it in every open play.',
      'Mark the step at which {examples} stopped, agree with your manager on one change for that step, and try it on every open play this month.',
    ],
    high: [
      {
        when: 'set_aside',
        text: 'Go through the plays you put aside with your manager this week, {examples} first: no need, no sponsor, or no time for it? Reopen two where only time was missing, and for four weeks put nothing aside before you have talked about it.',
      },
      'Sort your open plays with your manager today: which have a need in the customer’s own figures, a sponsor and a date? Ask a colleague who wins many expansions to go through {examples} with you and to join your next two proposals.',
      'Rehearse your next two proposals with your manager, who asks what the customers in {examples} asked: why now, why this much, who else wants it? Take out every page that answers none of it.',
    ],
  },
  'AM.gross_renewal_rate': {
    low: [
      'List the renewals due in the next 90 days with one line each: what has the customer achieved with us, who signs, what could stop it? Call this week where you cannot say all three, and look at {examples} for the first sign.',
      'For the two largest renewals ahead, meet the person who signs at least 60 days before the date and ask what should be different next year. Note what that talk would have brought up in {examples}.',
    ],
    medium: [
      {
        when: 'renewed_smaller',
        text: 'Your customers stay and buy less, so look at what was no longer used half a year before {examples}. Check the renewals of the next 90 days for unused seats or modules, and help with these before the renewal talk begins.',
      },
      'Go through {examples} with your manager: when was the first sign, and what would you do a month earlier? Do exactly that this month with every renewal due in the next 90 days.',
      'Prepare one page of results, in the customer’s own figures, for each renewal due in the next 90 days, and walk the sponsor through it before price is mentioned. Ask yourself what it would have said for {examples}.',
    ],
    high: [
      {
        when: 'renewed_smaller',
        text: 'Take your five largest renewals of the next 120 days to the CSMs this week, compare what is bought with what is used, and agree on one step per customer. Look at {examples} to see how early that has to begin.',
      },
      'Sort every renewal of the next 120 days with your manager and the CSMs this week into safe, open and at risk, with the signs you know from {examples}. Give each one at risk an executive, a dated plan and a review every Monday.',
      'Call the customers from {examples} this week and ask what decided it, and when. Check every renewal due in the next 120 days for the same signs, and act on them within two weeks.',
    ],
  },
  'AM.on_time_renewal_opening': {
    low: [
      'Put the opening date of every renewal of the next two quarters into your calendar today, with a reminder a week before, and open it when the reminder comes. Check {examples} for what hid the date.',
      'Every Monday, look up the renewals that are due to be opened in the next two weeks and open them then and there; it takes ten minutes. Start with {examples}, if not open yet.',
    ],
    medium: [
      'Compare the renewal dates of your whole book with your open opportunities this week, open every one that is due, and correct dates that differ from the contract. Check those of {examples} first.',
      'Tie the opening to something you do anyway: when you prepare the business review half a year before the contract ends, open the renewal the same day. Note which meeting that would have been for {examples}.',
    ],
    high: [
      'Block two hours this week to open every renewal that is due, beginning with {examples}, if not open yet. Then show your manager the list of dates each Monday for four weeks until it has no gaps.',
      'Write down what delayed {examples}, such as an unknown date, no contact or other work, and agree with your manager this week on one fix for the most frequent reason.',
    ],
  },
  'AM.qbr_adherence': {
    low: [
      'Send the invitations for every business review due in the next eight weeks this week, with two dates to choose from. Begin with {examples}, where still to be held.',
      'At the end of each review, agree on the date of the next one before anybody leaves the call. Offer two dates this week for {examples}, where still to be held.',
    ],
    medium: [
      {
        when: 'not_scheduled',
        text: 'The dates are missing more than the meetings: book three reviews a day until every one of this quarter has an invitation, {examples} first, and name in each one question of the customer’s that it will answer.',
      },
      {
        when: 'not_held',
        text: 'The dates were there and the meetings were not: ask this week what got in the way of {examples}. Confirm every review ten days ahead with a three-line agenda, and move one by a week at once rather than let it drop.',
      },
      'Mark the reviews of this quarter that have no invitation and book three a day until none is left. Where a customer hesitates, offer 30 minutes and one question of theirs; do so first for {examples}.',
      'Prepare one review deck that you only fill with figures, so that it takes an hour instead of a day, and send the agenda two weeks ahead. Try it first with {examples}, where still to be held.',
    ],
    high: [
      {
        when: 'not_held',
        text: 'Take {examples} to your manager this week: who called it off, and what would have made it worth their hour? Hold what has just come due first, as 30-minute calls with one result and one decision.',
      },
      'List the open reviews with your manager this week, {examples} among them: hold first what has just come due, then what renews in the next six months, as 30-minute calls if need be. Have a date for each of the others by Friday.',
      'Ask the CSM of each account with a missed review, beginning with {examples}, to join you in inviting the sponsor. Name one result you want to show and one decision you need, and hold two a week for four weeks.',
    ],
  },
  'AM.qbr_outcome_quality': {
    low: [
      'Before your next review, ask the sponsor for the one question it must answer, and open the meeting with that answer. Ask the CSM what that question would have been in {examples}.',
      'End each review this month ten minutes early, ask what would have made it more useful, and change one thing the next time. Ask the customers from {examples} the same in a short note.',
    ],
    medium: [
      'Count the minutes given to our news and to the customer’s goals in {examples}. Turn the agenda of your next reviews round, so that their goals and results fill the first half.',
      'Call the sponsor a week before each review this month, agree on two goals to look at, and bring one figure and one proposal for each. Ask the CSM which of these was missing in {examples}.',
    ],
    high: [
      'Rehearse your next two reviews with your manager or the CSM, who play the sponsor from {examples} and ask "so what?" after each page. Take out every page without an answer.',
      'Sit in on two reviews of a colleague whose customers rate them highly and note how they tie results to the customer’s goals. Compare with {examples}, and use their agenda in every review for four weeks.',
    ],
  },
  'AM.net_revenue_retention': {
    low: [
      'Ask your contact at {examples} this week what they use less than a year ago and why, and agree on one step and its date.',
      'Choose two healthy accounts with room to grow and propose one expansion each this month that rests on their own usage figures. Ask first what {examples} would have needed to stay as large.',
    ],
    medium: [
      {
        when: 'losing_revenue',
        text: 'Go through what your book lost over the year with your manager, {examples} first: which sign came before it left or shrank? Check the accounts that renew in the next two quarters for it, and act on each within two weeks.',
      },
      {
        when: 'not_growing',
        text: 'Your customers stay and do not grow: find the one team in each of your ten largest accounts that does not use us yet, and ask your sponsors for two introductions a week this month. Ask at {examples} first.',
      },
      'Split what your book lost over the year with your manager into customers who left, customers who shrank and growth that did not come. Take the largest of the three this week and agree on one step per account, {examples} first.',
      'Compare what is bought with what is used in your ten largest accounts this month, {examples} among them: where less is used, help them use it before they cut it; where more, propose the next step.',
    ],
    high: [
      {
        when: 'losing_revenue',
        text: 'Give the five largest risks of the next two quarters an executive, a cause in the customer’s words and a dated plan this week. Name the signs from {examples}, and go through the plans with your manager every Monday.',
      },
      {
        when: 'not_growing',
        text: 'Plan with your manager this week one expansion talk for each of your eight healthiest accounts, each on a result that the customer measured. Hold two a week, and compare on Fridays what you heard with {examples}.',
      },
      'Go through the book with your manager this week: which revenue is certain, which may shrink in the next two quarters as with {examples}, where can it grow? Give the five largest risks an executive and a dated plan, and review it every Monday.',
      'Ask a colleague whose book grows to go through your ten largest accounts and {examples} with you for an hour, and note for each the contact, the need and the next step they would try this month.',
    ],
  },
  'AM.objection_handling': {
    low: [
      'Listen again to {examples}: did you ask what was behind the objection before you answered? Practise one such question aloud today, and ask it before every answer in your renewal and expansion calls this month.',
      'Write down the objections from {examples} and a question that would have helped you understand each. Try these out on a colleague this week, and ask them on your next three calls before you answer.',
    ],
    medium: [
      'Collect the three objections your customers raise most, such as price, usage or a competitor, those from {examples} among them, and prepare for each a question, a figure of the customer’s own and a next step. Rehearse them with a colleague this week.',
      'Note for the objections in {examples} what the customer said, what you answered and what they said next. Replay it with your manager this week with one habit changed, and keep to that for four weeks.',
    ],
    high: [
      'Practise twice this week with a colleague who raises the objections from {examples}: pause, ask, answer with the customer’s own results, check that it is settled. Then listen to your next two calls together.',
      'Compare {examples} with one call of a colleague who handles renewal objections well, together with your manager. Role-play the passage that differs most twice this week, and use it on every call for four weeks.',
    ],
  },
  'AM.product_knowledge': {
    low: [
      'Note the product questions that you could not answer in {examples}, and find the answers with a product expert this week. Say each in two sentences to a colleague before your next customer call.',
      'Before each call this month, look up the modules the customer uses and one they do not, and practise saying in two sentences what it would do for them. Start with the customers from {examples}.',
    ],
    medium: [
      'Pick the two product areas that were hardest in {examples}, work with each for an hour in the product itself this week, and show a colleague what you learned.',
      'Write one page with the ten questions your customers ask most, those from {examples} among them, and have a product expert check it this week. Have a colleague quiz you on it once a week this month.',
    ],
    high: [
      'Agree with your manager on the three product areas your book uses most, starting with what was put off in {examples}, and spend an hour a week with a product expert on each. Explain what you learned to the team at the end of the month.',
      'Take a product expert along to your next three calls and note every answer you would have given otherwise, as in {examples}. Practise these answers with your manager this month, and give them yourself on the calls after that.',
    ],
  },
  'AM.discount_depth': {
    low: [
      'Before your next expansion quote, write down what the added seats or modules bring the customer in a year, in their own figures, and open the price talk with it. See whether you had such a figure in {examples}.',
      'Write down what you got in return for the discount in {examples}. For each concession in your next two expansions ask for something back, such as a longer term, a reference or an earlier start.',
    ],
    medium: [
      'Mark in the quotes of {examples} who asked for a discount and when. Agree with your manager this week on the first answer to give to that request.',
      'Prepare two offers for every open expansion this month, a smaller one at list price and a larger one with a volume price, and let the customer choose. Sketch first what the two would have been for {examples}.',
    ],
    high: [
      'Role-play the price talk of {examples} with your manager or a colleague twice this week, with the customer’s usage figures at hand, and have them read your next three expansion quotes before they go out.',
      'Ask a colleague who sells expansions close to list price for two of their proposals, and lay them beside {examples}. Show value before price as they do in every quote for four weeks.',
    ],
  },
  'AM.term_exception_rate': {
    low: [
      'Write down what special terms were asked for in {examples} and a standard alternative to each. Offer these first in your next three expansions.',
      'Send the standard terms with the first expansion proposal this month and ask by name who will read them, so that questions come up early. Note when they came up in {examples}.',
    ],
    medium: [
      'Go through {examples} with your manager: what would have closed without a special term, and what would you say instead? Say it in your next three contract talks, before the customer asks.',
      'Ask whoever approves your contracts for three standard wordings that answer the requests you hear most, those from {examples} among them. Offer these first for four weeks.',
    ],
    high: [
      'For four weeks, talk with your manager before you agree to any special term in an expansion: what is it worth to the customer, and what do you get in return? Answer both this week for {examples}.',
      'Take half an hour this week with a colleague whose expansions close on standard terms, and go through {examples}: how would they have answered? Use these answers in every open expansion.',
    ],
  },
};
