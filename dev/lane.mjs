import { findOrInstallBrowser } from './find-browser.mjs';
import { LANES } from './lanes.mjs';
import { removeNamespacesOfTheDead } from './namespaces.mjs';
import { runNodeTests } from './run-tests.mjs';

/**
 * Runs one of the lanes, or says in words why it cannot be run here, which is no failure. The last line is always
 * `N passed, N failed`.
 */

const [, , name = ''] = process.argv;
const lane = LANES.get(name);
if (!lane) throw new Error(`There is no lane ${name}, only ${[...LANES.keys()].join(', ')}.`);

const missing = lane.missing();
if (missing) {
  console.log(`test:${name} is skipped: ${missing}`);
  console.log('0 passed, 0 failed');
  process.exit();
}

process.env['CHROME_PATH'] = await findOrInstallBrowser();
if (name === 'network') {
  removeNamespacesOfTheDead();
  // Whoever stops us stops the tests as well; what they leave behind is ours to remove.
  process.on('SIGINT', () => {});
}
const { passed, failed } = await runNodeTests([lane.file]);
if (name === 'network') removeNamespacesOfTheDead();
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
