import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { findOrInstallBrowser } from './find-browser.mjs';

/**
 * What `npm test` runs: every test, or those whose path contains one of the arguments (`npm test -- test/call`).
 *
 * Tests in `test/dev` and `test/e2e` run in Node, all others in the browser, see `web-test-runner.config.mjs`. What
 * fails is printed when it does; the last line is always `N passed, N failed`.
 */

/** @typedef {{ passed: number, failed: number }} Sums */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const wanted = process.argv.slice(2).map((argument) => argument.replace(/^\.\//, ''));
const files = readdirSync(`${ROOT}/test`, { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .toSorted();

if (files.length === 0) {
  console.error(`No test matches ${wanted.join(' ')}.`);
  console.log('0 passed, 0 failed');
  process.exit(1);
}

process.env['CHROME_PATH'] = await findOrInstallBrowser();
console.log(`Browser: ${process.env['CHROME_PATH']}`);

const isNodeTest = (/** @type {string} */ path) => /^test\/(dev|e2e)\//.test(path);
const nodeSums = await runNodeTests(files.filter(isNodeTest));
const browserSums = await runBrowserTests(files.filter((path) => !isNodeTest(path)));

const passed = nodeSums.passed + browserSums.passed;
const failed = nodeSums.failed + browserSums.failed;
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

/** @param {readonly string[]} paths */
async function runNodeTests(paths) {
  const flags = ['--import', 'tsx', '--test', '--test-concurrency=2', '--test-timeout=120000'];
  return await run([...flags, '--test-reporter=./dev/node-reporter.mjs', ...paths], paths);
}

/** @param {readonly string[]} paths */
async function runBrowserTests(paths) {
  return await run(['node_modules/@web/test-runner/dist/bin.js', '--files', ...paths], paths);
}

/**
 * Runs Node in its own process, and gets the sums from the reporter there. A runner that dies without a word has failed.
 *
 * @param {readonly string[]} args
 * @param {readonly string[]} paths
 * @returns {Promise<Sums>}
 */
async function run(args, paths) {
  if (paths.length === 0) return { passed: 0, failed: 0 };
  const runner = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  /** @type {Sums | undefined} */
  let sums;
  runner.on('message', (message) => (sums = /** @type {Sums} */ (message)));
  const code = await new Promise((resolve) => runner.once('close', resolve));
  if (!sums) console.error(`The test runner ended with ${code} before it could tell a result.`);
  sums ??= { passed: 0, failed: 1 };
  return code === 0 || sums.failed > 0 ? sums : { ...sums, failed: 1 };
}
