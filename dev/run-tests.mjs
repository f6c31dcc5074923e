import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { buildDemo } from './built-demo.mjs';

/** @typedef {{ passed: number, failed: number }} Sums */

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs tests that are written for `node:test`.
 *
 * @param {readonly string[]} paths
 * @param {{ atOnce?: number }} options How many files at a time.
 */
export async function runNodeTests(paths, { atOnce = 2 } = {}) {
  await buildDemoFor(paths);
  const flags = ['--import', 'tsx', '--test', `--test-concurrency=${atOnce}`, '--test-timeout=120000'];
  return await run([...flags, '--test-reporter=./dev/node-reporter.mjs', ...paths], paths);
}

/**
 * Builds the demo once for all of them.
 *
 * @param {readonly string[]} paths
 */
async function buildDemoFor(paths) {
  if (!paths.some((path) => path.startsWith('test/e2e/'))) return;
  if (process.env['BUILT_DEMO']) return;
  const folder = `${ROOT}/node_modules/.cache/demo`;
  await buildDemo(folder);
  process.env['BUILT_DEMO'] = folder;
}

/**
 * Runs tests that are written for the browser, see `web-test-runner.config.mjs`.
 *
 * @param {readonly string[]} paths
 */
export async function runBrowserTests(paths) {
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
