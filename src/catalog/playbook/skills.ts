import type { Play, Playbook } from './playbook.ts';

const acquisition: Play = {
  low: [
    'Check in {examples} whether the price came up before you knew what the problem costs the buyer in a year. Practise asking for that figure this week, and open your next price talk with it.',
    'Write down what you got in return for what you gave away in {examples}, price or terms. Rehearse with a colleague this week how you ask for something back, and do so in your next two deals.',
  ],
  medium: [
    'Mark in the quotes of {examples} with your manager who first spoke of a discount or a special term, and how far the deal was by then. Rehearse one answer to give before any number, and use it in every deal this month.',
    'Write the two offers that would have fitted {examples}, a smaller one at list price on standard terms and a larger one with a volume price. Rehearse with a colleague how you present such a pair, and offer one in each open deal this month.',
  ],
  high: [
    'Role-play the price talk of {examples} with a colleague twice this week until you can meet "that is too expensive" and "our lawyers want" with a question, and have your manager read your next three quotes.',
    'Sit in on two price talks of a colleague who sells close to list price on standard terms, and note when they speak of value and when of price. Replay {examples} in that order with your manager, and keep to it for four weeks.',
  ],
};

const expansion: Play = {
  low: [
    'Check in {examples} whether you had the customer’s usage figures at hand when the price came up. Practise opening with what they gain in a year, and do so with your next expansion quote this month.',
    'Write down what you got in return for what you gave away in {examples}, price or terms. Rehearse this week how you ask for something back, such as a longer term or an earlier start, and do so in your next two expansions.',
  ],
  medium: [
    'Mark in the quotes of {examples} with your manager who first spoke of a discount or a special term. Rehearse one answer to that request this week, with a figure of the customer’s own.',
    'Write the two offers that would have fitted {examples}, a smaller one at list price on standard terms and a larger one with a volume price. Rehearse how you present such a pair, and offer one in each open expansion this month.',
  ],
  high: [
    'Role-play the price talk of {examples} with your manager twice this week, with the customer’s usage figures on the table, and have them read your next three expansion quotes before they go out.',
    'Ask a colleague whose expansions close near list price on standard terms to go through {examples} with you this week and to role-play the customer. Keep to their order, result, value, price, in every quote for four weeks.',
  ],
};

/** What is measured on the same calls is answered alike; only pricing is made of two metrics. */
export const skillPlays: Playbook['skills'] = {
  AE: {
    product_knowledge: 'AE.product_knowledge',
    objection_handling: 'AE.objection_handling',
    pricing_negotiation: acquisition,
  },
  AM: {
    product_knowledge: 'AM.product_knowledge',
    objection_handling: 'AM.objection_handling',
    pricing_negotiation: expansion,
  },
  CSM: {
    product_knowledge: 'CSM.product_knowledge',
    sales_methodology: 'CSM.sales_methodology',
    talk_time_ratio: 'CSM.talk_ratio',
  },
  SDR: {
    objection_handling: 'SDR.objection_handling',
    discovery_question_quality: 'SDR.discovery_question_quality',
    talk_time_ratio: 'SDR.talk_ratio',
  },
};
