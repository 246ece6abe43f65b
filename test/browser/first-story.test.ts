import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserArguments, browserPath } from '../support/browser.ts';
import { type SandboxProcess, startSandbox } from '../support/sandbox-process.ts';

describe.skipIf(browserPath === undefined)('the first story, by mouse, in the sandbox as a newcomer has it', () => {
  let sandbox: SandboxProcess;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    if (browserPath === undefined) return;
    sandbox = await startSandbox();
    browser = await chromium.launch({ executablePath: browserPath, args: [...browserArguments] });
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => problems.push(error.message));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    expect(await sandbox?.stop()).toBe(0);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const log = () => page.getByRole('log').first();
  const message = (saying: string) => page.locator('.message').filter({ hasText: saying }).first();
  const be = async (name: string) => {
    await page.locator('button.person').click();
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click();
  };
  const moveOn = async (by: string, to: string) => {
    await button(by).click();
    const date = page.locator('.time-bar .date');
    await expect.poll(() => date.textContent(), { timeout: 150_000 }).toContain(to);
    await expect.poll(() => button(by).isEnabled(), { timeout: 150_000 }).toBe(true);
  };

  it('flags a pattern on Monday, and shows it to the manager', async () => {
    await page.goto(sandbox.url);
    await moveOn('+1 day', '16 March 2026');
    await expect.poll(() => log().textContent()).toContain('Priya Raman (AE)');
  }, 200_000);

  it('takes the approval, and shows who gave it', async () => {
    await message('Priya Raman (AE)')
      .getByRole('button', { name: /^Approve: Priya Raman, / })
      .click();
    const decided = message('Priya Raman (AE)');
    await expect.poll(() => decided.textContent()).toContain('Approved by Victor Almeida');
    await expect.poll(() => decided.getByRole('button', { name: 'Undo' }).isVisible()).toBe(true);
  }, 60_000);

  it('brings the approved action to the rep with the next digest', async () => {
    await moveOn('To next digest', '1 April 2026');
    await be('Priya Raman');
    await expect.poll(() => log().textContent()).toContain('What you could try');
    await log()
      .getByRole('button', { name: /^Done: / })
      .click();
    await button('Acknowledge').click();
    await expect.poll(() => button('Acknowledge').count()).toBe(0);
    expect(problems).toEqual([]);
  }, 400_000);
});
