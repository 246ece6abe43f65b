import type { Standing } from '../../domain/digest.ts';

/** Where a rep stands, as a sign with its word: the sign alone says nothing, and no colour is needed. */
export const standingSigns: Readonly<Record<Standing, string>> = {
  ahead: '▲ ahead',
  level: '= level',
  behind: '▼ behind',
  not_compared: '· not compared',
  not_enough_data: '… not enough data',
};
