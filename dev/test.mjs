import { readdirSync } from 'node:fs';

import { findOrInstallBrowser } from './find-browser.mjs';
import { LANES } from './lanes.mjs';
import { ROOT, runBrowserTests, runNodeTests } from './run-tests.mjs';

/**
 * What `npm test` runs: every test but the long ones, or those whose path contains one of the arguments
 * (`npm test -- test/call`). `npm run test:long` runs the long ones.
 *
 * Tests in `test/dev` and `test/e2e` run in Node, but for `predecessor-flaws`; all others run in the browser, see
 * `web-test-runner.config.mjs`. The lanes have commands of their own, see `lanes.mjs`. What fails is printed when it does;
 * the last line is always `N passed, N failed`.
 */

/** Tests of how fast something is, or what comes of it when it is not, which nothing else may hold up. */
const TIMED = new Set([
  'test/e2e/removal.test.ts',
  'test/elements/answer-guard.test.ts',
  'test/signaling/cost.test.ts',
]);

const laneFiles = new Set([...LANES.values()].map(({ file }) => file));

/** Tests that mostly wait, or open many pages: together they would take as long as all others. */
const LONG =
  /^test\/(long\/|e2e\/(accessibility|chat|contacts|crashed-page|demo-pages|history|places|two-browsers)\.|peer\/rtc-peer-quality\.|phone\/(call-quality|outage)\.)/;

const isLongRun = process.argv.includes('--long');
const wanted = process.argv
  .slice(2)
  .filter((argument) => argument !== '--long')
  .map((argument) => argument.replace(/^\.\//, ''));
const files = readdirSync(`${ROOT}/test`, { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.(test|soak)\.ts$/.test(path) && !path.startsWith('test/soak/') && !laneFiles.has(path))
  .filter((path) => (wanted.length > 0 && !isLongRun) || LONG.test(path) === isLongRun)
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .toSorted();

if (files.length === 0) {
  console.error(`No test matches ${wanted.join(' ')}.`);
  console.log('0 passed, 0 failed');
  process.exit(1);
}

process.env['CHROME_PATH'] = await findOrInstallBrowser();
console.log(`Browser: ${process.env['CHROME_PATH']}`);

const isNodeTest = (/** @type {string} */ path) => /^test\/(dev|e2e)\/(?!predecessor-flaws)/.test(path);
const inNode = files.filter(isNodeTest);
const nodeSums = await runNodeTests(
  inNode.filter((path) => !TIMED.has(path)),
  { atOnce: 3 },
);
const timedSums = await runNodeTests(
  inNode.filter((path) => TIMED.has(path)),
  { atOnce: 1 },
);
const inBrowser = files.filter((path) => !isNodeTest(path));
const browserSums = await runBrowserTests(inBrowser.filter((path) => !TIMED.has(path)));
const timedBrowserSums = await runBrowserTests(inBrowser.filter((path) => TIMED.has(path)));

const sums = [nodeSums, timedSums, browserSums, timedBrowserSums];
const passed = sums.reduce((total, each) => total + each.passed, 0);
const failed = sums.reduce((total, each) => total + each.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
