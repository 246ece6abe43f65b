import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** What a browser test has at hand; `demo` and `page` are new for every test. */
export interface Scene {
  demo: DemoServer;
  page: Page;
  /** Waited for at each step of a move of the date; a test may replace it to hold the move. */
  pause: () => Promise<void>;
  be(user: { id: string }): Promise<unknown>;
  button(name: string | RegExp, within?: Page | Locator): Locator;
  dialog(name: string): Locator;
  composer(): Locator;
  /** The text of the element that has the focus. */
  focused(): Promise<unknown>;
  /** Every use of an element that reached the app. */
  usesOf(action: string): unknown[];
}

/** A page on a demo server of its own for every test of the file; any error in the browser fails the test. */
export function browserScene(): Scene {
  let browser: Browser;
  let demo: DemoServer;
  let page: Page;
  let problems: string[] = [];

  const scene: Scene = {
    get demo() {
      return demo;
    },
    get page() {
      return page;
    },
    pause: () => Promise.resolve(),
    be: (user) => page.goto(`${demo.url}/?as=${user.id}`),
    button: (name, within = page) => within.getByRole('button', { name, exact: true }),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
    composer: () => page.getByRole('textbox', { name: /^Message Rep Coach/ }),
    focused: () => page.evaluate('document.activeElement?.textContent ?? ""'),
    usesOf: (action) =>
      demo.slack.ledger
        .after()
        .filter(
          (entry) =>
            entry.kind === 'envelope' &&
            entry.type === 'interactive' &&
            JSON.stringify(entry.payload.actions ?? []).includes(`"action_id":"${action}"`),
        ),
  };
  beforeAll(async () => {
    if (browserPath === undefined) return;
    browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', ...browserArguments] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    scene.pause = () => Promise.resolve();
    problems = [];
    demo = await startDemoServer({ pause: () => scene.pause(), ackTimeoutMs: 400 });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
  });
  afterEach(async () => {
    await page.context().close();
    await demo.stop();
    expect(problems).toEqual([]);
  });
  return scene;
}
