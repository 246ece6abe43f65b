import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath } from '../../support/browser.ts';
import { browserScene } from './browser-scene.ts';
import { dana } from './demo-workspace.ts';

describe.skipIf(browserPath === undefined)('messages and modals in a browser', () => {
  const scene = browserScene();

  async function openDismiss(): Promise<Locator> {
    await scene.button('Dismiss', scene.page.getByRole('log')).click();
    await scene.button('Dismiss', scene.dialog('Dismiss this recommendation?')).click();
    const modal = scene.dialog('Dismiss');
    await modal.waitFor();
    return modal;
  }

  it('begins as the first person suggested, and shows a message of every kind', async () => {
    await scene.page.goto(scene.demo.url);
    await scene.page.getByText('Review request: Priya Raman').waitFor();
    expect(await scene.page.title()).toContain(dana.real_name);
    const log = scene.page.getByRole('log', { name: 'Messages' });
    for (const words of [
      'Stage conversion, Discovery to Proposal',
      'Small steps, every week.',
      '1–4 of 6',
      'Wilson 95%: 21%–59%',
    ]) {
      expect(await log.getByText(words).isVisible()).toBe(true);
    }
    expect(await log.getByText('The sandbox cannot draw the block type “card”.').isVisible()).toBe(true);
    const picture = log.getByRole('img', { name: /falling from 57% to 38%/ });
    await picture.waitFor();
    const width = 'document.querySelector("figure.image img").naturalWidth';
    await expect.poll(() => scene.page.evaluate(width)).toBe(560);
  });

  it('shows what is written as text, whatever it is', async () => {
    await scene.be(dana);
    const message = scene.page.getByRole('article').first();
    await message.waitFor();
    const shown = await message.innerText();
    expect(shown).toContain('Ada & Söhne <script>alert(1)</script> <!channel> *unbalanced _marks `here');
    expect(shown).toContain('<javascript:alert(1)|press>');
    expect(await scene.page.locator('.log script, .log b >> text=no HTML').count()).toBe(0);
    expect(await message.getByRole('link').count()).toBe(1);
  });

  it('approves with the mouse, and the message changes in its place', async () => {
    await scene.be(dana);
    await scene.button('Approve').click();
    await scene.page.getByText('it goes into the April digest').waitFor();
    expect(await scene.button('Approve').count()).toBe(0);
  });

  it('asks before it dismisses, and sends nothing for a no', async () => {
    await scene.be(dana);
    await scene.button('Dismiss').click();
    await scene.button('Keep', scene.dialog('Dismiss this recommendation?')).click();
    await scene.button('Dismiss').click();
    await scene.page.keyboard.press('Escape');
    await expect.poll(() => scene.page.getByRole('dialog').count()).toBe(0);
    expect(await scene.focused()).toBe('Dismiss');
    expect(scene.usesOf('dismiss')).toEqual([]);
  });

  it('refuses a modal under the wrong field, keeps what was typed, then takes it', async () => {
    await scene.be(dana);
    const modal = await openDismiss();
    await scene.button('Dismiss', modal).click();
    await modal.locator('.input.wrong').getByText('Reason').waitFor();
    await modal.getByLabel('Reason').click();
    await scene.page.getByRole('option', { name: 'Already handled' }).click();
    await modal.getByLabel('Note').fill('too');
    await modal.getByLabel('The SLM').check();
    await scene.button('Dismiss', modal).click();
    const error = modal.getByText('Say it in at least 10 characters, or leave it out.');
    await error.waitFor();
    expect(await modal.getByLabel('Note').getAttribute('aria-invalid')).toBe('true');
    expect(await modal.getByLabel('Note').inputValue()).toBe('too');
    expect(await modal.getByLabel('The SLM').isChecked()).toBe(true);
    await modal.getByLabel('Note').fill('told her on Friday');
    await scene.button('Dismiss', modal).click();
    await expect.poll(() => scene.page.getByRole('dialog').count()).toBe(0);
    const submitted = scene.demo.slack.ledger
      .after()
      .findLast((entry) => entry.kind === 'envelope' && entry.payload.type === 'view_submission');
    const values = JSON.stringify(submitted?.kind === 'envelope' ? submitted.payload.view : '');
    for (const part of ['"already_handled"', '"told her on Friday"', '"slm"']) expect(values).toContain(part);
  });

  it('pushes a view on a modal and comes back to what was typed', async () => {
    await scene.be(dana);
    await scene.button('Modify').click();
    const field = scene.page.getByLabel('What the rep will read');
    await field.fill('A better question');
    await scene.button('Why am I seeing this?', scene.dialog('Modify')).click();
    await scene.dialog('Evidence').getByText('8 of 21').waitFor();
    await scene.page.keyboard.press('Escape');
    await scene.dialog('Modify').waitFor();
    expect(await field.inputValue()).toBe('A better question');
    await scene.button('Close', scene.dialog('Modify')).click();
    await expect.poll(() => scene.page.getByRole('dialog').count()).toBe(0);
    expect(await scene.focused()).toBe('Modify');
  });

  it('chooses from a select and from an overflow menu', async () => {
    await scene.be(dana);
    await scene.button(/Remind me/).click();
    await scene.page.getByRole('option', { name: /Next Monday/ }).click();
    await scene.page.getByText('You chose monday.').waitFor();
    expect(await scene.page.getByRole('button', { name: 'Next Monday' }).isVisible()).toBe(true);
    await scene.button('More actions').click();
    await scene.page.getByRole('menuitem', { name: 'View rep' }).click();
    await scene.page.getByText('You chose view.').waitFor();
    expect(await scene.page.getByText('Only visible to you').count()).toBeGreaterThan(0);
  });

  it('goes the whole way by keyboard', async () => {
    await scene.be(dana);
    const approve = scene.button('Approve');
    await approve.waitFor();
    await scene.page.getByRole('log', { name: 'Messages' }).focus();
    const reach = async (words: string) => {
      for (let step = 0; step < 40 && (await scene.focused()) !== words; step += 1)
        await scene.page.keyboard.press('Tab');
      expect(await scene.focused()).toBe(words);
    };
    await reach('Dismiss');
    await scene.page.keyboard.press('Enter');
    await scene.dialog('Dismiss this recommendation?').waitFor();
    expect(await scene.focused()).toBe('Dismiss');
    await scene.page.keyboard.press('Enter');
    const modal = scene.dialog('Dismiss');
    await modal.waitFor();
    expect(await scene.focused()).toBe('Choose one');
    await scene.page.keyboard.press('ArrowDown');
    await scene.page.keyboard.press('o');
    await scene.page.keyboard.press('Enter');
    expect(await scene.focused()).toBe('Other');
    await scene.page.keyboard.press('Escape');
    await expect.poll(() => scene.page.getByRole('dialog').count()).toBe(0);
    expect(await scene.focused()).toBe('Dismiss');
    await scene.page.keyboard.press('Shift+Tab');
    await scene.page.keyboard.press('Shift+Tab');
    expect(await scene.focused()).toBe('Approve');
    await scene.page.keyboard.press('Space');
    await scene.page.getByText('it goes into the April digest').waitFor();
  });
});
