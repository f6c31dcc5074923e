import { readdirSync } from 'node:fs';

import { findOrInstallBrowser } from './find-browser.mjs';
import { LANES } from './lanes.mjs';
import { ROOT, runBrowserTests, runNodeTests } from './run-tests.mjs';

/**
 * What `npm test` runs: every test, or those whose path contains one of the arguments (`npm test -- test/call`).
 *
 * Tests in `test/dev` and `test/e2e` run in Node, but for `predecessor-flaws`; all others run in the browser, see
 * `web-test-runner.config.mjs`. The lanes have commands of their own, see `lanes.mjs`. What fails is printed when it does;
 * the last line is always `N passed, N failed`.
 */

const laneFiles = new Set([...LANES.values()].map(({ file }) => file));

const wanted = process.argv.slice(2).map((argument) => argument.replace(/^\.\//, ''));
const files = readdirSync(`${ROOT}/test`, { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts') && !laneFiles.has(path))
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
const nodeSums = await runNodeTests(files.filter(isNodeTest));
const browserSums = await runBrowserTests(files.filter((path) => !isNodeTest(path)));

const passed = nodeSums.passed + browserSums.passed;
const failed = nodeSums.failed + browserSums.failed;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
