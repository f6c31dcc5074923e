import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromium } from 'playwright';

/**
 * A browser of its own for each page that runs at the same time, because pages of one browser share its camera: another
 * page's resolution is taken over, and a page whose camera is on while nothing shows it keeps the picture from all that
 * open it later (Chromium pauses the device when its last viewer goes, and a new page does not wake it).
 *
 * @param {import('playwright').LaunchOptions} launchOptions
 * @returns {Required<Pick<import('@web/test-runner').TestRunnerConfig, 'browsers' | 'plugins'>>} Part of its settings.
 */
export function browserPerPage(launchOptions) {
  /** @type {import('playwright').Browser[]} */
  const launched = [];
  /** @type {import('playwright').Browser[]} */
  const free = [];

  async function launch() {
    const browser = await chromium.launch(launchOptions);
    launched.push(browser);
    return browser;
  }

  return {
    browsers: [
      playwrightLauncher({
        product: 'chromium',
        launchOptions,
        async createBrowserContext() {
          const browser = free.pop() ?? (await launch());
          const context = await browser.newContext();
          context.once('close', () => free.push(browser));
          return context;
        },
      }),
    ],
    plugins: [
      {
        name: 'browser-per-page',
        async serverStop() {
          await Promise.all(launched.map((browser) => browser.close()));
        },
      },
    ],
  };
}
