import { relative } from 'node:path';
import { inspect } from 'node:util';

/**
 * Says nothing of what works: prints what failed, and one line of sums at the end.
 *
 * When another process has started this one, it gets the sums as a message. A skipped test counts as failed, since nobody
 * would notice it otherwise.
 *
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* nodeReporter(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:stderr') yield data.message;
    if ((type !== 'test:pass' && type !== 'test:fail') || isGroup(data)) continue;
    if (type === 'test:pass' && data.skip === undefined && data.todo === undefined) {
      passed += 1;
      continue;
    }
    failed += 1;
    yield describeFailure(data);
  }
  yield `node tests: ${passed} passed, ${failed} failed\n`;
  process.send?.({ passed, failed });
}

/**
 * A suite has failed because a test has, and that one was told already.
 *
 * @param {any} data
 */
function isGroup({ details }) {
  return details.error ? details.error.failureType === 'subtestsFailed' : details.type === 'suite';
}

/**
 * The frames of Node's own test runner say nothing to anyone.
 *
 * @param {any} data
 */
function describeFailure({ name, file, details: { error } }) {
  const reason = error ? inspect(error.cause ?? error, { colors: process.stdout.isTTY }) : 'It was skipped.';
  const lines = reason.split('\n').filter((line) => !/^\s+at .*\(?node:internal/.test(line));
  return `\n✖ ${name}\n  ${relative('', file ?? '')}\n${lines.join('\n').replace(/^/gm, '    ')}\n\n`;
}
