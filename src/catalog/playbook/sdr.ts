import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an SDR can try, metric by metric. Touches are many and alike, so these plays name none of them. */
export const sdrPlays: Readonly<Record<MetricKey, Play>> = {
  'SDR.meeting_acceptance': {
    low: [
      'End every touch this week with one concrete offer, such as two times on two days and what the prospect will have after 20 minutes, instead of asking whether they are interested.',
      'Read your last ten positive replies that led to no meeting and note how long you took to propose a time; answer the next ten within an hour, with two times in the first line.',
    ],
    medium: [
      'Pick 25 accounts that look like your last five booked meetings (role, size, reason to act now) and give them your first hour each day for four weeks, before the rest of the list.',
      'Compare your last 20 booked meetings with 20 enrollments that ended in silence: which role, which reason to write, which channel? Take the two differences that stand out into every new enrollment this month.',
    ],
    high: [
      'Sit with a colleague who books many meetings for one calling hour this week and let them sit in on yours; agree on one change to your offer of a meeting and try it on the next 100 touches.',
      'Go through your target list with your manager this week and take out every contact without a clear reason to talk to us now; then write three offers of a meeting, one per kind of buyer, and compare after 50 touches of each which one books.',
    ],
  },
  'SDR.response_rate_by_cadence': {
    low: [
      {
        when: 'cold',
        text: 'Open the next 50 enrollments of your {part} with one thing that changed at the account in the last 90 days (a hire, a site, a product) and one question about it, and leave us out of the first three lines.',
      },
      {
        when: 're_engage',
        text: 'Begin the next 40 messages of your {part} with what the person told us the last time and what is different now, instead of asking whether they had time to think.',
      },
      'Rewrite the first two lines of the opening message in your {part} so that they name one fact about the account from the last 90 days, and use it for the next 50 enrollments.',
      'For your {part}, move half of the next 40 first touches to another time of day or another channel, and see after two weeks which half was answered more.',
    ],
    medium: [
      {
        when: 'warm',
        text: 'Answer what they came with: in your {part} name the page, event or colleague that brought the person to us in the first line, reach them within one working day, and compare the replies of the next 40 with the 40 before.',
      },
      {
        when: 'abm',
        text: 'Choose ten accounts of your {part} with the AE this week, write for each two people and one reason why now, and send nothing to them for four weeks that could go to another account.',
      },
      'Collect the ten latest replies to your {part} and mark the sentence each one answers; build the next opening around the two sentences that come up most, in no more than 80 words, and use it for two weeks.',
      'Split the next 100 enrollments of your {part} between your present opening and one with a single question about a problem of that role; keep the better one after three weeks and try the next.',
    ],
    high: [
      {
        when: 'abm',
        text: 'Go through the accounts of your {part} with their AE this week and keep the 15 with a named problem and two people you can name; write the first touch to each by hand, and look at every reply together on Fridays for four weeks.',
      },
      'Ask a colleague whose {part} are answered well for three of their openings, and go through ten of yours with them for half an hour: who is it for, why now, what is asked? Start the next 50 enrollments with the new version.',
      'Stop adding to your {part} for two days and check the list behind them with your manager: right role, working address, a reason to write. Restart with the best 30 accounts, a hand-written first line each, and look at the replies together every Friday for four weeks.',
    ],
  },
  'SDR.acceptance_by_cadence': {
    low: [
      {
        when: 'warm',
        text: 'Whoever is in your {part} knows us already, so propose two times in the first message of the next 40 and say what they will know after 20 minutes.',
      },
      'Find the step of your {part} after which most meetings are booked, and put your clearest offer of a meeting there this week, with two times and a purpose in one sentence.',
      'Take the last ten people who answered your {part} without booking and call each of them once this week with one question and two proposed times.',
    ],
    medium: [
      {
        when: 'cold',
        text: 'In your {part} ask for less: offer ten minutes on one problem of that role instead of a demo for the next 60 enrollments, and note which problem is taken up.',
      },
      'Write down what someone in your {part} already knows of us and what they still need before they meet; change the offer so that it gives exactly that, and use it for the next 60 enrollments.',
      'For four weeks answer every reply to your {part} by phone within an hour and offer the meeting there; note after 20 of them what made people say yes or no.',
    ],
    high: [
      {
        when: 're_engage',
        text: 'Go through 15 people of your {part} with your manager: why did they leave off the last time, and what can we show that answers it? Offer a meeting on just that to the next 40, and look on Fridays at who took it.',
      },
      'Go through the last 15 replies to your {part} with your manager, one by one: what was asked, what did you answer, where did the meeting get lost? Choose one answer to change, practise it twice this week, and use it for the next 20 replies.',
      'Listen in while a colleague works replies to their {part} for an hour, take over their way to propose a meeting word for word for two weeks, and then make it your own.',
    ],
  },
  'SDR.response_rate_by_step': {
    low: [
      {
        when: 'early_step',
        text: 'Few read on before this step ({part}), so work on what they see first: for the next 50 people write the subject, or the first sentence of the call, as a question that only somebody in that role would be asked.',
      },
      'Read what you send at this step ({part}) as if you got it as the next message in a row: if it only repeats the one before, replace it by one new fact or example, and send it to the next 50 people.',
      'Shorten what you send at this step ({part}) to three sentences with one question at the end, and use it for two weeks.',
    ],
    medium: [
      {
        when: 'late_step',
        text: 'By this step ({part}) people have seen the argument: change the channel for the next 60, bring one result of a similar company, and ask who else it would concern instead of asking again for time.',
      },
      'Write two new versions of this step ({part}), one with a customer’s result in a similar company and one with a single question, give each to 50 people, and after three weeks keep the one that is answered more.',
      'Change the channel of this step ({part}) for the next 60 people, for example a call with a short voicemail instead of a third email, and compare the replies after three weeks.',
    ],
    high: [
      {
        when: 'early_step',
        text: 'Rebuild this step ({part}) with a colleague who is answered well at that point: 30 accounts chosen by hand, one reason why now in the first line, one question in the last; send it for two weeks and read every reply together on Friday.',
      },
      {
        when: 'late_step',
        text: 'Look with your manager at what comes before this step ({part}): take out the message that only repeats, leave four working days between the others, and end this one with an easy no; compare the replies of the next 80 people.',
      },
      'Take this step ({part}) out of the sequence for new enrollments this week, write it anew with a colleague who is answered well at that point, and put it back with a first line written for each account.',
      'Look at 20 people who got this step ({part}) and did not answer: what had they seen before, how many days apart, through which channel? Change spacing and content together with your manager, and check the replies every Friday for four weeks.',
    ],
  },
  'SDR.meeting_to_qualified_opp': {
    low: [
      'Before you book, ask two more questions this month: what happens if they change nothing this year, and who else would decide? Put both answers into the invitation for the AE.',
      'Ask the AEs who took {examples} this week for one sentence each on what was missing, and ask about it on every call before you book.',
    ],
    medium: [
      'Agree with two AEs on the three facts that a meeting must have to become an opportunity, hold {examples} against them, note them for every booking in the next four weeks, and rebook where one is missing.',
      'Send every booked prospect this month a two-line agenda the day before with the problem in their words and a question back, and call those who do not answer: a meeting confirmed that way is more often held and taken on.',
    ],
    high: [
      'Go through your last ten meetings that came to nothing, {examples} first, with your manager and an AE: wrong company, wrong person, no need, or not held? Change whom you book for the most frequent reason, and review every new booking together for two weeks.',
      'Join the first ten minutes of your next four meetings with the AE and note where the story differs from what you were told; then change the questions that you ask before you book. Ask the AE the same about {examples}.',
    ],
  },
  'SDR.outreach_volume': {
    low: [
      'Block the first 60 minutes of every working day this month for new touches, with the list prepared the evening before and chat closed.',
      'Every Monday write down how many touches each day of the week needs, and move what is missing at noon into a 30-minute block the same afternoon.',
    ],
    medium: [
      'Note for three days what you do in each half hour, and move the two things that take most from outreach, such as research or updating records, into one block at the end of the day.',
      'Prepare 40 contacts with their reason to write every Friday, so that Monday to Thursday begin with sending instead of searching; count the touches each noon.',
    ],
    high: [
      'Plan the week with your manager on Monday: two blocks of 90 minutes a day for touches and nothing else, a list ready for each, and a short look at the count together on Wednesday and Friday for four weeks.',
      'Find with your manager the one thing that keeps you from sending (lists, tools, meetings, or not knowing what to write) and remove it this week; then begin each day with 20 touches before anything else.',
    ],
  },
  'SDR.open_cadence_flags': {
    low: [
      'Open the oldest flag on your cadences today, do what it recommends or note why not, and close it; then look at new flags every Monday and Thursday for ten minutes.',
      'Take 15 minutes this week to go through your open flags in order of age, and settle each one with a change to the cadence or a short note.',
    ],
    medium: [
      'Sort your open flags by what they say, fix the most frequent one in the template instead of in single messages, and close all that it settles within a week.',
      'Settle one open flag a day until none is older than a week, and tell your manager on Friday which of them you disagree with and why.',
    ],
    high: [
      'Go through all open flags with your manager in one half hour this week: change, keep with a reason, or stop the cadence; then keep ten minutes every Monday so that none gets older than a week.',
      'Pause the cadence that most of your open flags are about, rewrite it after their recommendations with a colleague this week, and restart it when all of them are closed.',
    ],
  },
  'SDR.objection_handling': {
    low: [
      'On your next five discovery calls, answer the first objection with a question about what is behind it, and write down what you learned.',
      'Listen again to {examples} and note the seconds between the objection and your answer; on the next calls, pause, ask once, then answer.',
    ],
    medium: [
      'Write down the three objections you hear most on discovery calls, such as no time, no budget or a supplier in place, with one question and one short example for each, and keep the page open on every call this month.',
      'Take {examples} and note what was said, what you answered and what came next; agree with your manager on one habit to change on the next ten calls.',
    ],
    high: [
      'Practise twice this week with a colleague who plays the prospects of {examples}: hear the objection out, ask what is behind it, answer in two sentences, and propose the next step; then listen to your next two calls together.',
      'Compare {examples} with one discovery call of a colleague who handles objections well, minute by minute and with your manager, and take over one sentence for every call in the next four weeks.',
    ],
  },
  'SDR.talk_ratio': {
    low: [
      'On your next five discovery calls, count silently to three after every answer before you speak: most people add the important part then.',
      'Cut your introduction to two sentences and ask your first question within the first minute of each discovery call this week; check in {examples} when you asked it.',
    ],
    medium: [
      'Prepare five open questions for every discovery call this month and tick them off; after each of your own stretches of speaking, however short, ask the next one.',
      'Listen to {examples} and mark every place where you spoke for more than a minute; turn the three longest into a question, and use these on the next ten calls.',
    ],
    high: [
      'Ask a colleague to listen to {examples} and to note when you could have asked instead of explained; agree on one thing to leave out altogether, and keep to it for four weeks.',
      'Leave the product out of your next five discovery calls until the prospect has described a problem, what it costs and who cares; go through one recording a week with your manager, {examples} first, and count your questions.',
    ],
  },
  'SDR.discovery_question_quality': {
    low: [
      'Ask one question deeper on every discovery call this week: after the first answer, ask what that leads to, or since when it has been so. Find in {examples} the answer you left standing.',
      'Put the topics that a discovery call should cover on one line at the top of your notes, and go back to the open ones five minutes before the end of every call this month.',
    ],
    medium: [
      'Before each discovery call this month, write one question per topic (problem, effect, people who decide, timing, money) that fits this company; after the call, mark which were answered in the prospect’s own words.',
      'Check {examples} for the topic that is missing most, write two natural ways to ask about it, and use one of them in each of the next ten calls.',
    ],
    high: [
      'Listen to a colleague’s discovery call that led to an opportunity, and to {examples}, and write down both lists of questions in order; use the first five of your colleague’s on your next four calls, and go through one recording with your manager.',
      'Role-play one discovery call a week with your manager for four weeks, first with the prospects of {examples}: they answer briefly, you ask at least twice behind every answer and cover every topic; then look together at what changed in your real calls.',
    ],
  },
};
