import { FAKE_MEDIA, findBrowser } from './dev/find-browser.mjs';
import { browserPerPage } from './dev/wtr-browsers.mjs';
import { cdpPlugin } from './dev/wtr-cdp.mjs';
import { pubnubPlugin } from './dev/wtr-pubnub.mjs';
import { quietReporter } from './dev/wtr-reporter.mjs';
import { signalingPlugin } from './dev/wtr-signaling.mjs';
import { viteRunner } from './dev/wtr-vite.mjs';

const vite = viteRunner();
const perPage = browserPerPage({ executablePath: await findBrowser(), args: FAKE_MEDIA });

/**
 * The tests that run in a real browser. The others drive one from Node, see `dev/test.mjs`.
 *
 * @type {import('@web/test-runner').TestRunnerConfig}
 */
export default {
  files: ['test/**/*.test.ts', '!test/{dev,e2e,lanes,network}/**', 'test/e2e/predecessor-flaws/*.test.ts'],
  concurrency: 3,
  staticLogging: true,
  plugins: [...vite.plugins, pubnubPlugin(), signalingPlugin(), cdpPlugin(), ...perPage.plugins],
  middleware: vite.middleware,
  reporters: quietReporter(),
  // As long as axe needs on a busy machine.
  testFramework: { config: { timeout: '10000' } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  browsers: perPage.browsers,
};
