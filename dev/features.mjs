import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Makes sure that `docs/features.md` claims nothing that no page shows and no test holds: every feature has a row, and every
 * row names a demo page and a test that exist, or says why it is not done.
 *
 * Rows read `| P1 | what | how | demo | test |`; in place of a test `not done: why`.
 */

const FILE = 'docs/features.md';

/** How many features each of the systems has that the kit succeeds. */
const FEATURES = { P: 58, S: 14, O: 7, M: 8 };

/**
 * What is wrong with a table of features, in words.
 *
 * @param {string} text
 * @param {(path: string) => boolean} exists
 */
export function faultsOfFeatures(text, exists) {
  const rows = rowsOf(text);
  const numbers = Object.entries(FEATURES).flatMap(([system, count]) =>
    Array.from({ length: count }, (_, index) => `${system}${index + 1}`),
  );
  return numbers.flatMap((number) => faultsOf(number, rows.get(number), exists));
}

/** @param {string} text @returns {Map<string, string[]>} */
function rowsOf(text) {
  return new Map(
    text
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .flatMap(([, number = '', ...cells]) => (/^[PSOM]\d+$/.test(number) ? [[number, cells]] : [])),
  );
}

/**
 * @param {string} number
 * @param {string[] | undefined} cells
 * @param {(path: string) => boolean} exists
 */
function faultsOf(number, cells, exists) {
  if (!cells) return [`${number} has no row.`];
  const [what, how, demo = '', test = ''] = cells;
  if (!what || !how) return [`${number} does not say what works.`];
  if (/^not done: \S/.test(test)) return [];
  const pages = pathsIn(demo, /demo\/[\w./-]+\.html/g);
  const tests = pathsIn(test, /test\/[\w./-]+\.ts/g);
  return [
    ...(pages.length === 0 ? [`${number} names no demo page.`] : []),
    ...(tests.length === 0 ? [`${number} names neither a test nor a reason why it is not done.`] : []),
    ...[...new Set([...pages, ...tests])]
      .filter((path) => !exists(path))
      .map((path) => `${number} names ${path}, which does not exist.`),
  ];
}

/** @param {string} cell @param {RegExp} pattern */
function pathsIn(cell, pattern) {
  return cell.match(pattern) ?? [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(FILE, 'utf8');
  const faults = faultsOfFeatures(text, existsSync);
  for (const fault of faults) console.error(`${FILE}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${FILE}: ${rowsOf(text).size} features, each with its page and its test, or a reason.`);
}
