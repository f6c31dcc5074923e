import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';

import { findOrInstallBrowser } from './find-browser.mjs';
import { ROOT, runBrowserTests } from './run-tests.mjs';

/**
 * Runs the tests of signaling over PubNub with the earlier versions of PubNub's SDK that a page may bring along, one after the other.
 * What they are run on is got from npm once, and kept out of `package.json`. The last line is always
 * `N passed, N failed`.
 */

/** The last of each major version since the SDK takes its `fetch` from a frame. */
const VERSIONS = ['9.11.0', '10.2.9', '11.0.2'];
/** All that speak to PubNub, but for a client that the page lends: it must be set up as one of version 11 is by itself. */
const FILES = [
  'faults',
  'outages',
  'page',
  'port-pubnub',
  'pubnub-crowd',
  'pubnub-files',
  'pubnub-groups',
  'pubnub-kept',
  'storm',
  'switched-off',
  'token-rights',
  'tokens',
  'traps',
].map((name) => `test/signaling/${name}.test.ts`);
const CACHE = `${ROOT}node_modules/.cache/pubnub`;

process.env['CHROME_PATH'] = await findOrInstallBrowser();
const sums = { passed: 0, failed: 0 };
for (const version of VERSIONS) {
  const problem = unpack(version);
  if (problem) {
    console.log(`pubnub ${version} is skipped: npm does not get it here (${problem}).`);
    continue;
  }
  console.log(`pubnub ${version}:`);
  process.env['PUBNUB_SDK'] = `${CACHE}/${version}`;
  const { passed, failed } = await runBrowserTests(FILES);
  const bundle = readFileSync(`${ROOT}node_modules/.vite/test-${version}/deps/pubnub.js`, 'utf8');
  if (!bundle.includes(`"${version}"`)) throw new Error(`What was tested is not ${version}.`);
  sums.passed += passed;
  sums.failed += failed;
}
process.exitCode = sums.failed === 0 ? 0 : 1;
console.log(`${sums.passed} passed, ${sums.failed} failed`);

/**
 * Makes sure that a version is in the cache: the package alone, since what is for browsers needs no other.
 *
 * @param {string} version
 * @returns {string | undefined} Why it could not be had.
 */
function unpack(version) {
  if (existsSync(`${CACHE}/${version}`)) return undefined;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(`${CACHE}/.${version}-`);
  const problem =
    run(folder, 'npm', 'pack', `pubnub@${version}`, '--silent') ??
    run(folder, 'tar', '-xzf', `pubnub-${version}.tgz`);
  // Renamed when it is whole: whoever is interrupted leaves nothing that looks like a version.
  if (!problem) renameSync(`${folder}/package`, `${CACHE}/${version}`);
  rmSync(folder, { recursive: true });
  return problem;
}

/**
 * @param {string} cwd
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} What went wrong.
 */
function run(cwd, command, ...args) {
  const shell = process.platform === 'win32';
  const { status, error, stderr } = spawnSync(command, args, {
    cwd,
    shell,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n').at(-1));
}
