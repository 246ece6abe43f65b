import type { Play, Playbook } from './playbook.ts';

const acquisition: Play = {
  low: [
    'Before your next price talk write down what the problem costs the buyer in a year, in their own figures, and open with it; in {examples} see whether the price came up before that figure.',
    'For every concession in your next two deals, price or terms, ask for one thing in return, such as a longer term, a reference or a signature this month.',
  ],
  medium: [
    'Lay the quotes of {examples} side by side with your manager and mark who first spoke of a discount or a special term, and how far the deal was by then; agree on one answer to give before any number.',
    'Prepare two offers for each open deal this month, a smaller one at list price on standard terms and a larger one with a volume price, and send no third one before you have spoken.',
  ],
  high: [
    'Role-play the price talk of {examples} with a colleague twice this week until you can meet "that is too expensive" and "our lawyers want" with a question, and have your manager read the next three quotes before they go out.',
    'Sit in on two price talks of a colleague who sells close to list price on standard terms, note when they speak of value and when of price, and keep to that order in every deal of the coming four weeks.',
  ],
};

const expansion: Play = {
  low: [
    'Before your next expansion quote write down what the customer gains in a year, in their own usage figures, and open the price talk with it; in {examples} see whether you had them at hand.',
    'For every concession in your next two expansions, price or terms, ask for one thing in return, such as a longer term, an earlier start or a reference.',
  ],
  medium: [
    'Lay the quotes of {examples} side by side with your manager and mark who first spoke of a discount or a special term; agree this week on one answer to give to that request, with a figure of the customer’s own.',
    'Prepare two offers for each open expansion this month, a smaller one at list price on standard terms and a larger one with a volume price, and let the customer choose.',
  ],
  high: [
    'Role-play the price talk of {examples} with your manager twice this week, with the customer’s usage figures on the table, and have them read your next three expansion quotes before they go out.',
    'Ask a colleague whose expansions close near list price on standard terms to go through {examples} with you for half an hour, and take over their order, result, value, price, in every quote of the coming four weeks.',
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
