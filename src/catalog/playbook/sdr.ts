import type { MetricKey } from '../../domain/metric.ts';
import type { Play } from './playbook.ts';

/** What an SDR can try, metric by metric. Touches are many and alike, so these plays name none of them. */
export const sdrPlays: Readonly<Record<MetricKey, Play>> = {
  'SDR.meeting_acceptance': {
    low: [
      'End every touch for the next two weeks with one concrete offer, two times on two days and what the prospect will know after 20 minutes, instead of asking whether they are interested.',
      'Read your last ten positive replies that led to no meeting and note how long you took to propose a time. Answer every one this month within an hour, with two times in the first line.',
    ],
    medium: [
      'Pick 25 accounts that look like those of your last five booked meetings (role, size, reason to act now), and give them your first hour each day for four weeks.',
      'Compare your last 20 booked meetings with 20 enrollments that ended in silence: which role, which reason to write, which channel? Build the two largest differences into every new enrollment this month.',
    ],
    high: [
      'Sit with a colleague who books many meetings for one calling hour this week, and have them sit in on one of yours. Agree on one change to how you offer the meeting, and try it on the next 100 touches.',
      'Go through your target list with your manager this week and take out every contact without a clear reason to talk to us now. Write one offer of a meeting for each kind of buyer, and compare after 50 touches of each which one books.',
    ],
  },
  'SDR.response_rate_by_cadence': {
    low: [
      {
        when: 'cold',
        text: 'Open the next 50 enrollments of your {part} with one thing that changed at the account in the last 90 days (a hire, a site, a product) and one question about it. Leave us out of the first three lines.',
      },
      {
        when: 're_engage',
        text: 'Begin the next 40 messages of your {part} with what the person told us last time and what is different now, instead of asking whether they have had time to think.',
      },
      'Rewrite the first two lines of the opening message in your {part} so that they name one recent fact about the account, and use them for the next 50 enrollments.',
      'Move half of the next 40 first touches of your {part} to another time of day or another channel, see after two weeks which half got more replies, and keep that.',
    ],
    medium: [
      {
        when: 'warm',
        text: 'In your {part}, name in the first line the page, event or colleague that brought the person to us, and reach them within one working day. Compare the replies of the next 40 with those of the 40 before.',
      },
      {
        when: 'abm',
        text: 'Choose ten accounts of your {part} with the AE this week, and note two people and one reason why now for each. For four weeks, send them nothing that could go to any other account.',
      },
      'Collect the ten latest replies to your {part} and mark the sentence that each answers. Build the next opening around the two that come up most, in no more than 80 words, and use it for two weeks.',
      'Split the next 100 enrollments of your {part} between your present opening and one with a single question about a problem of that role. After three weeks keep the one with more replies, and try the next.',
    ],
    high: [
      {
        when: 'abm',
        text: 'Go through the accounts of your {part} with their AE this week and keep the 15 with a named problem and two people to reach. Write the first touch to each by hand, and read every reply together on Fridays for four weeks.',
      },
      'Go through ten openings of your {part} for half an hour this week with a colleague who gets many replies: who is it for, why now, what is asked? Start the next 50 enrollments with the new version.',
      'Stop adding to your {part} for two days and check the list behind them with your manager: right role, working address, a reason to write? Restart with the best 30 accounts and a first line of their own each, and read the replies together every Friday.',
    ],
  },
  'SDR.acceptance_by_cadence': {
    low: [
      {
        when: 'warm',
        text: 'Whoever is in your {part} knows us already: propose two times in the first message of the next 40, and say what they will know after 20 minutes.',
      },
      'Find the step of your {part} after which most meetings are booked, and put your clearest offer of a meeting there this week, with two times and a purpose in one sentence.',
      'Call the last ten people who answered your {part} without booking once each this week, with one question and two proposed times.',
    ],
    medium: [
      {
        when: 'cold',
        text: 'Ask for less in your {part}: offer ten minutes on one problem of that role instead of a demo for the next 60 enrollments, and note which problem gets a yes.',
      },
      'Write down what someone in your {part} already knows about us and what they still need before they meet. Change the offer so that it gives exactly that, and use it for the next 60 enrollments.',
      'For four weeks, answer every reply to your {part} by phone within an hour and offer the meeting there. Note after 20 of them what made people say yes or no.',
    ],
    high: [
      {
        when: 're_engage',
        text: 'Go through 15 people of your {part} with your manager this week: why did it end last time, and what can we show now that answers it? Offer the next 40 a meeting on just that, and look on Fridays at who took it.',
      },
      'Go through the last 15 replies to your {part} with your manager: what was asked, what did you answer, where did the meeting get lost? Choose one answer to change, practise it twice this week, and use it for the next 20 replies.',
      'Listen in for an hour this week while a colleague works replies to their {part}. Use their way of proposing a meeting word for word for two weeks, then make it your own.',
    ],
  },
  'SDR.response_rate_by_step': {
    low: [
      {
        when: 'early_step',
        text: 'At this step ({part}) people decide whether to read on: write the subject, or the first sentence of the call, as a question that only somebody in that role would be asked, and use it for the next 50 people.',
      },
      'Read what you send at this step ({part}) as if you were the one to get it: where it only repeats the step before, put in one new fact or example, and send it to the next 50 people.',
      'Shorten what you send at this step ({part}) to three sentences with one question at the end, and use it for two weeks.',
    ],
    medium: [
      {
        when: 'late_step',
        text: 'By this step ({part}) people have seen the argument: change the channel for the next 60, bring one result of a similar company, and ask who else it would concern instead of asking for time again.',
      },
      'Write two new versions of this step ({part}), one with the result of a similar customer and one with a single question, and send each to 50 people. After three weeks keep the one with more replies.',
      'Change the channel of this step ({part}) for the next 60 people, for example a call with a short voicemail instead of an email, and compare the replies after three weeks.',
    ],
    high: [
      {
        when: 'early_step',
        text: 'Rebuild this step ({part}) with a colleague who gets many replies at that point: 30 accounts chosen by hand, one reason why now in the first line, one question in the last. Send it for two weeks, and read every reply together on Fridays.',
      },
      {
        when: 'late_step',
        text: 'Look with your manager this week at what comes before this step ({part}): take out the message that only repeats, and leave four working days between the others. End this one with an easy way to say no, and compare the replies of the next 80 people.',
      },
      'Take this step ({part}) out of the sequence for new enrollments this week and rewrite it with a colleague who gets many replies there. Put it back with a first line written for each account, and read the replies together after two weeks.',
      'Look at 20 people who got this step ({part}) and did not answer: what had they seen before, how many days apart, through which channel? Change spacing and content with your manager, and check the replies every Friday for four weeks.',
    ],
  },
  'SDR.meeting_to_qualified_opp': {
    low: [
      'Before you book any meeting this month, ask what happens if they change nothing this year and who else would decide, and put both answers into the invitation for the AE. Ask yourself what they would have been for {examples}.',
      'Ask the AE who took {examples} this week for one sentence on what was missing, and ask about just that on every call before you book.',
    ],
    medium: [
      'Agree with two AEs this week on the three facts that a meeting needs to become an opportunity, and check {examples} against them. Note all three for every booking in the next four weeks, and call again where one is missing.',
      'Send every booked prospect this month a two-line agenda the day before, with the problem in their words and one question back, and call those who do not answer. Check first whether {examples} took place at all.',
    ],
    high: [
      'Go through your last ten meetings that came to nothing with your manager and an AE, {examples} first: wrong company, wrong person, no need, or not held? Change what you book by the most frequent reason, and review every new booking together for two weeks.',
      'Join the first ten minutes of the next four meetings you booked and note where the story differs from what you were told. Ask the AE the same about {examples}, and change the questions that you ask before you book.',
    ],
  },
  'SDR.outreach_volume': {
    low: [
      'Block the first 60 minutes of every working day this month for touches, with the list prepared the evening before and chat closed.',
      'Every Monday, write down how many touches each day of the week needs. Count at noon, and put what is missing into a 30-minute block the same afternoon.',
    ],
    medium: [
      'Note for three days what you do in each half hour. Then move the two things that take most from outreach, such as research or updating records, into one block at the end of the day.',
      'Prepare 40 contacts with a reason to write every Friday this month, so that the days after begin with sending instead of searching, and count the touches each noon.',
    ],
    high: [
      'Plan the week with your manager every Monday for four weeks: two blocks of 90 minutes a day for touches and nothing else, a list ready for each, and a short look at the count together on Wednesday and Friday.',
      'Find with your manager the one thing that keeps you from sending (lists, tools, meetings, or not knowing what to write), and remove it this week. Then begin each day with 20 touches before anything else.',
    ],
  },
  'SDR.open_cadence_flags': {
    low: [
      'Open the oldest flag on your cadences today, do what it recommends or note why not, and close it. Look at new flags every Monday and Thursday for ten minutes.',
      'Take 15 minutes this week to go through your open flags, oldest first, and settle each with a change to the cadence or a short note.',
    ],
    medium: [
      'Sort your open flags by what they say, fix the most frequent one in the template instead of in single messages, and close everything that this settles within a week.',
      'Settle one open flag a day until none is older than a week, and tell your manager on Friday which of them you disagree with, and why.',
    ],
    high: [
      'Go through all open flags with your manager in half an hour this week: change, keep with a reason, or stop the cadence? Then keep ten minutes every Monday so that none gets older than a week.',
      'Pause the cadence that most of your open flags are about, rewrite it with a colleague this week by what the flags recommend, and restart it when they are closed.',
    ],
  },
  'SDR.objection_handling': {
    low: [
      'Listen again to {examples} and write down the question that would have shown what was behind the objection. Say it aloud a few times today, and ask it on your next five discovery calls before you answer.',
      'Note the seconds between objection and answer in {examples}. Practise with a colleague for ten minutes this week to pause, ask once and only then answer, and do so on every call this month.',
    ],
    medium: [
      'Write down the three objections you hear most, such as no time, no budget or a supplier in place, those from {examples} among them, with one question and one short example for each. Practise them with a colleague once a week this month.',
      'Note in {examples} what was said, what you answered and what came next. Replay that moment twice with your manager this week with one habit changed, and keep the new habit on the next ten calls.',
    ],
    high: [
      'Practise twice this week with a colleague who plays the prospects from {examples}: hear the objection out, ask what is behind it, answer in two sentences, propose the next step. Then listen to your next two calls together.',
      'Compare {examples} with one discovery call of a colleague who handles objections well, together with your manager. Role-play the passage that differs most, and use one sentence of theirs on every call for four weeks.',
    ],
  },
  'SDR.talk_ratio': {
    low: [
      'Listen to {examples} and note where you spoke before the prospect had finished. Practise counting silently to three after an answer, and do so on your next five discovery calls: most people add the important part then.',
      'Check when you asked your first question in {examples}. Cut your introduction to two sentences, say it aloud three times, and ask the question within the first minute of each discovery call this week.',
    ],
    medium: [
      'Write five open questions that would have fitted {examples}, and prepare five for every discovery call this month. After each time you explain something, however short, ask the next one.',
      'Mark in {examples} every place where you spoke for more than a minute, and turn the three longest into a question each. Try these on a colleague this week, and use them on the next ten calls.',
    ],
    high: [
      'Ask a colleague to listen to {examples} and note where you could have asked instead of explained. Role-play those moments twice this week, and leave one thing out altogether for four weeks.',
      'Leave the product out of your next five discovery calls until the prospect has described a problem, what it costs and who cares; rehearse that once with your manager. Go through one recording together each week, {examples} first.',
    ],
  },
  'SDR.discovery_question_quality': {
    low: [
      'Find the answers you left standing in {examples} and say aloud what you could have asked next. Ask one question deeper on every discovery call this week: what does that lead to, or since when has it been so?',
      'Tick off the topics that a discovery call should cover for {examples}. Put them at the top of your notes, and practise going back to the open ones five minutes before the end of every call this month.',
    ],
    medium: [
      'Write one question per topic (problem, effect, people who decide, timing, money) that would have fitted {examples}. Rehearse them with a colleague this week, and prepare five such questions before each discovery call this month.',
      'Check {examples} for the topic that is missing most and write two natural ways to ask about it. Try both on a colleague this week, and use one of them on each of the next ten calls.',
    ],
    high: [
      'Listen to {examples} and to a colleague’s discovery call that led to an opportunity, and write down the questions of both in order. Practise the colleague’s first five aloud, use them on your next four calls, and go through one recording with your manager.',
      'Role-play one discovery call a week with your manager for four weeks, first with the prospects from {examples}: they answer briefly, you ask at least twice behind every answer. Look together at what has changed on your real calls.',
    ],
  },
};
