import { existsSync, readFileSync } from 'node:fs';

/**
 * Makes sure that `docs/features.md` claims nothing that no test holds: every feature has a row, and every row names a
 * test that exists, or says why it is not done. Demo pages that are named exist as well.
 *
 * Rows read `| P1 | what | how | demo | test |`; in place of a test `not done: why`.
 */

const FILE = 'docs/features.md';

/** How many features each of the systems has that the kit succeeds. */
const FEATURES = { P: 58, S: 14, O: 7, M: 8 };

const rows = new Map(
  readFileSync(FILE, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, number = '']) => /^[PSOM]\d+$/.test(number))
    .map(([, number, ...cells]) => [number, cells]),
);

const faults = Object.entries(FEATURES)
  .flatMap(([system, count]) => Array.from({ length: count }, (_, index) => `${system}${index + 1}`))
  .flatMap(faultsOf);

/** What is wrong with the row of a feature. @param {string} number */
function faultsOf(number) {
  const cells = rows.get(number);
  if (!cells) return [`${number} has no row.`];
  const [what, how, demo = '', test = ''] = cells;
  if (!what || !how) return [`${number} does not say what works.`];
  if (/^not done: \S/.test(test)) return [];
  const tests = pathsIn(test, /test\/[\w./-]+\.ts/g);
  if (tests.length === 0) return [`${number} names neither a test nor a reason why it is not done.`];
  return [...new Set([...tests, ...pathsIn(demo, /demo\/[\w./-]+\.html/g)])]
    .filter((path) => !existsSync(path))
    .map((path) => `${number} names ${path}, which does not exist.`);
}

/** @param {string} cell @param {RegExp} pattern */
function pathsIn(cell, pattern) {
  return cell.match(pattern) ?? [];
}

for (const fault of faults) console.error(`${FILE}: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${FILE}: ${rows.size} features, each with its test or a reason.`);
