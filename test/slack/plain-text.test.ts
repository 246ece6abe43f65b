import { expect, test } from 'vitest';
import { plainText } from '../../src/slack/plain-text.ts';

test.each([
  ['R&amp;D needs 5 &lt; 6', 'R&D needs 5 < 6'],
  ['&amp;lt;', '&lt;'],
  ['see <https://example.com/a?b=1&amp;c=2>', 'see https://example.com/a?b=1&c=2'],
  ['see <https://example.com|the plan>', 'see the plan (https://example.com)'],
  ['see <http://example.com|example.com>', 'see http://example.com'],
  ['ask <@U0MIA0000|mia> or <@U0MAX0000>', 'ask @mia or @U0MAX0000'],
  ['in <#C1|sales>, <!here>', 'in #sales, @here'],
  ['&lt;@U0MIA0000&gt; typed by hand', '<@U0MIA0000> typed by hand'],
  ['two\nlines', 'two\nlines'],
  ['no\u0000thing', 'nothing'],
])('%j was typed as %j', (slackText, typed) => {
  expect(plainText(slackText)).toBe(typed);
});
