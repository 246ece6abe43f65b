import { describe, expect, it } from 'vitest';
import { browserPath } from '../../support/browser.ts';
import { browserScene } from './browser-scene.ts';
import { dana, omar, priya } from './demo-workspace.ts';

describe.skipIf(browserPath === undefined)('what is around the messages, in a browser', () => {
  const scene = browserScene();

  /** Waits until what was there is drawn, pictures and all, and its end is in view. */
  const drawnThrough = () =>
    expect
      .poll(() =>
        scene.page.evaluate(`(() => {
          const log = document.querySelector('.log');
          if (log === null || log.querySelector('.message') === null) return false;
          const isDrawn = [...log.querySelectorAll('img')].every(({ complete }) => complete);
          return isDrawn && log.scrollHeight - log.scrollTop - log.clientHeight < 2;
        })()`),
      )
      .toBe(true);
  /** The first message in view, and how far from the top it stands. */
  const topMessage = () =>
    scene.page.evaluate(`(() => {
      const log = document.querySelector('.log');
      const { top } = log.getBoundingClientRect();
      const first = [...log.querySelectorAll('.message')].find((one) => one.getBoundingClientRect().bottom > top);
      return { says: first.textContent, at: Math.round(first.getBoundingClientRect().top - top) };
    })()`);

  it('answers in a thread', async () => {
    await scene.be(omar);
    await scene.button(/1 reply/).click();
    const thread = scene.page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('Week by week').waitFor();
    await scene.page.keyboard.type('I talk to @priya');
    await scene.page.getByRole('option', { name: /Priya Raman/ }).waitFor();
    await scene.page.keyboard.press('Tab');
    await scene.page.keyboard.type('today');
    await scene.page.keyboard.press('Enter');
    await thread.getByText('@Priya Raman').last().waitFor();
    await thread.getByRole('img', { name: 'eyes' }).waitFor();
    await scene.button(/2 replies/).waitFor();
  });

  it('runs a slash command with suggestions, and shows what Slack says when the app is silent', async () => {
    await scene.be(dana);
    await scene.composer().click();
    await scene.page.keyboard.type('/rep');
    expect(await scene.page.getByRole('option').allInnerTexts()).toHaveLength(2);
    await scene.page.keyboard.press('Enter');
    await scene.page.keyboard.type('@Pri');
    await scene.page.keyboard.press('Enter');
    await scene.page.keyboard.press('Enter');
    await scene.page.getByText('Here is').waitFor();
    expect(await scene.page.getByRole('article').last().innerText()).toContain('@Priya Raman');
    expect(await scene.composer().inputValue()).toBe('');
    await scene.composer().fill('/rep-coach queue');
    await scene.page.keyboard.press('Enter');
    await scene.page.locator('.toast.error').waitFor();
  });

  it('sends a command that is typed out with Enter alone', async () => {
    await scene.be(dana);
    await scene.composer().click();
    await scene.page.keyboard.type('/rep-coach');
    await scene.page.getByRole('option', { name: /rep-coach/ }).waitFor();
    await scene.page.keyboard.press('Enter');
    await expect.poll(() => scene.composer().inputValue()).toBe('');
    const performed = async () =>
      (await scene.demo.slack.control.ledger()).entries.filter((entry) => entry.kind === 'person').at(-1);
    await expect.poll(performed).toMatchObject({ action: 'command', request: { text: '/rep-coach' } });
  });

  it('chooses whom a typed name names, before whoever has it in a description', async () => {
    await scene.be(dana);
    await scene.button(/Dana Whitfield/).click();
    await scene.page.getByRole('combobox').fill('priya');
    await scene.page.keyboard.press('Enter');
    await expect.poll(() => scene.page.url()).toContain(`as=${priya.id}`);
  });

  it('keeps place, focus and half-typed text while messages come', async () => {
    await scene.be(dana);
    await drawnThrough();
    await scene.composer().click();
    await scene.page.keyboard.type('half a sent');
    await scene.page.evaluate('document.querySelector(".log").scrollTop = 120');
    const before = await topMessage();
    await scene.demo.client.chat.postMessage({ channel: dana.id, text: 'while you type' });
    await scene.page.getByText('while you type').waitFor({ state: 'attached' });
    await scene.page.keyboard.type('ence');
    expect(await scene.composer().inputValue()).toBe('half a sentence');
    expect(await topMessage()).toEqual(before);
  });

  it('keeps the place of somebody who scrolls up in the moment in which a message is drawn', async () => {
    // A browser tells of scrolling with its next frame, which under load is long in coming.
    await scene.page.addInitScript(`
      const read = Response.prototype.json;
      Response.prototype.json = async function () {
        const body = await read.call(this);
        if (window.scrollsNow) document.querySelector('.log').scrollTop = 120;
        return body;
      };`);
    await scene.be(dana);
    await drawnThrough();
    await scene.page.evaluate('window.scrollsNow = true');
    await scene.demo.client.chat.postMessage({ channel: dana.id, text: 'while you scroll' });
    await scene.page.getByText('while you scroll').waitFor({ state: 'attached' });
    await scene.page.evaluate('window.scrollsNow = false');
    expect(await scene.page.evaluate('document.querySelector(".log").scrollTop')).toBe(120);
  });

  it('stays at the end when what has come grows in the same moment, as a picture or a typeface makes it', async () => {
    await scene.be(dana);
    await drawnThrough();
    // Runs after the message is drawn and before the browser tells of the scrolling that follows it.
    await scene.page.evaluate(`
      new MutationObserver(() => {
        document.querySelector('.messages').style.paddingBottom = '300px';
      }).observe(document.querySelector('.messages'), { childList: true })`);
    await scene.demo.client.chat.postMessage({ channel: dana.id, text: 'then it grows' });
    await scene.page.getByText('then it grows').waitFor({ state: 'attached' });
    await drawnThrough();
  });

  it('comes back from Home to where somebody was reading', async () => {
    await scene.be(dana);
    await drawnThrough();
    await scene.page.evaluate('document.querySelector(".log").scrollTop = 120');
    await scene.page.getByRole('tab', { name: 'Home' }).click();
    await scene.page.getByText('2 items wait for your decision').waitFor();
    await scene.page.getByRole('tab', { name: 'Messages' }).click();
    await scene.page.getByText('Review request: Priya Raman').waitFor();
    expect(await scene.page.evaluate('document.querySelector(".log").scrollTop')).toBe(120);
  });

  it('marks what is new for others, and what is new since one looked', async () => {
    await scene.be(priya);
    await scene.page.getByText('Your March digest').waitFor();
    await scene.be(dana);
    const dot = scene.page.getByTitle('Somebody else has new messages');
    // What comes before the page listens is no news to it.
    await expect
      .poll(async () => {
        await scene.demo.client.chat.postMessage({ channel: priya.id, text: 'Something new' });
        return await dot.isVisible();
      })
      .toBe(true);
    await scene.button(/Dana Whitfield/).click();
    await scene.page.getByRole('combobox').fill('priya');
    await scene.page
      .getByRole('option', { name: /Priya Raman •/ })
      .first()
      .click();
    await scene.page.getByText('Something new').first().waitFor();
    expect(await scene.page.getByRole('separator').allInnerTexts()).toContain('New');
    expect(scene.page.url()).toContain(`as=${priya.id}`);
    await scene.page.goBack();
    await scene.page.getByText('Review request: Priya Raman').waitFor();
  });

  it('shows the Home tab', async () => {
    await scene.be(dana);
    await scene.page.getByRole('tab', { name: 'Home' }).click();
    await scene.page.getByText('2 items wait for your decision').waitFor();
    await scene.button('Open the queue').click();
    await scene.dialog('Queue').waitFor();
  });

  it('shows the Home tab of whom an address leads to, drawn anew', async () => {
    await scene.page.goto(`${scene.demo.url}/?as=${dana.id}&tab=home`);
    await scene.page.getByText('2 items wait for your decision').waitFor();
  });

  it('moves the date with progress, and goes back to the start when asked', async () => {
    let goOn = () => {};
    scene.pause = () => new Promise((resolve) => (goOn = resolve));
    await scene.be(dana);
    await scene.button('+1 week').click();
    await scene.page.getByText('weekly run, step 1').waitFor();
    expect(await scene.button('+1 day').isDisabled()).toBe(true);
    for (const width of [780, 900]) {
      await scene.page.setViewportSize({ width, height: 900 });
      const sizes = await scene.page.evaluate(`(() => {
        const [bar, badge] = ['.time-bar', '.time-bar .brand'].map((one) => document.querySelector(one));
        return { isTooWide: bar.scrollWidth > bar.clientWidth, lines: Math.floor(badge.clientHeight / 18) };
      })()`);
      expect({ width, sizes }).toEqual({ width, sizes: { isTooWide: false, lines: 1 } });
    }
    scene.pause = () => Promise.resolve();
    goOn();
    await scene.page.getByText('22 March 2026').waitFor();
    await scene.page.getByText('Something new since the date moved.').waitFor();
    await scene.button('Reset').click();
    await scene.button('Reset', scene.dialog('Start again?')).click();
    await scene.page.getByText('15 March 2026').waitFor();
    await expect.poll(() => scene.page.getByText('Something new since the date moved.').count()).toBe(0);
    await scene.page.getByText('Review request: Priya Raman').waitFor();
  });

  it('fits a phone without scrolling sideways', async () => {
    await scene.page.setViewportSize({ width: 390, height: 844 });
    await scene.be(dana);
    await scene.button('Approve').click();
    await scene.page.getByText('it goes into the April digest').waitFor();
    expect(await scene.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
