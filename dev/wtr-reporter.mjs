import { defaultReporter } from '@web/test-runner';

/**
 * Says nothing of what works: prints what failed, file by file, and one line of sums at the end.
 *
 * When another process has started this one, it gets the sums as a message. A skipped test counts as failed, since nobody
 * would notice it otherwise; and so does a file that could not run.
 *
 * @returns {import('@web/test-runner').Reporter[]}
 */
export function quietReporter() {
  return [
    defaultReporter({ reportTestProgress: false }),
    {
      onTestRunFinished({ sessions }) {
        let passed = 0;
        let failed = 0;
        for (const { testFile, testResults, passed: clean } of sessions) {
          const tests = testResults ? flatten(testResults) : [];
          const bad = tests.filter((test) => !test.passed);
          for (const test of bad)
            if (test.skipped) console.log(` ❌ ${test.name} was skipped in ${testFile}`);
          passed += tests.length - bad.length;
          failed += bad.length === 0 && !clean ? 1 : bad.length;
        }
        console.log(`browser tests: ${passed} passed, ${failed} failed`);
        process.send?.({ passed, failed });
      },
    },
  ];
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
function flatten({ tests, suites }) {
  return [...tests, ...suites.flatMap(flatten)];
}
