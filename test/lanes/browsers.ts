import { chromium } from 'playwright';
import { launch as launchByPuppeteer } from 'puppeteer-core';

import { FAKE_MEDIA, findBrowser } from '../../dev/find-browser.mjs';
import { FIREFOX_FAKE_MEDIA, findFirefox } from '../../dev/find-firefox.mjs';

/** What the pages of all drivers have in common, as far as the lanes need it. */
export interface Tab {
  evaluate<Result, Argument>(
    inPage: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  close(): Promise<void>;
  isClosed(): boolean;
}

/** One running browser with a camera, a microphone and a permission prompt of its own making. */
export interface LaneBrowser {
  readonly name: string;
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export type BrowserName = 'Chromium' | 'Firefox';

export async function launch(name: BrowserName): Promise<LaneBrowser> {
  return name === 'Firefox' ? await launchFirefox() : await launchChromium();
}

/** @param executablePath Another browser than the machine's own: one in another network, say. */
export async function launchChromium(
  executablePath?: string,
  args: readonly string[] = [],
): Promise<LaneBrowser> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? (await findBrowser()),
    args: [...FAKE_MEDIA, ...args],
  });
  // A page with a context of its own would die with it, without a word to the page.
  const context = await browser.newContext();
  return {
    name: 'Chromium',
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Over WebDriver BiDi: Playwright drives no Firefox but one of its own making. */
async function launchFirefox(): Promise<LaneBrowser> {
  const browser = await launchByPuppeteer({
    browser: 'firefox',
    executablePath: requireFirefox(),
    headless: true,
    extraPrefsFirefox: FIREFOX_FAKE_MEDIA,
  });
  return {
    name: 'Firefox',
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page as unknown as Tab;
    },
    close: () => browser.close(),
  };
}

function requireFirefox(): string {
  const path = findFirefox();
  if (!path) throw new Error('No Firefox is installed.');
  return path;
}
