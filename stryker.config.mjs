/**
 * Do the tests notice when the code is wrong? `npm run mutation` changes one expression at a time in the modules every
 * call depends on, and counts the changes that some test notices.
 *
 * They are pure, so that their tests run in Node, where a thousand changes take less than one minute.
 */
export default {
  mutate: [
    'src/call/call-state.ts',
    'src/peer/negotiation.ts',
    'src/peer/quality.ts',
    'src/peer/recovery.ts',
    'src/wire/fields.ts',
    'src/wire/message.ts',
  ],
  testRunner: 'mocha',
  mochaOptions: {
    spec: [
      'test/call/call-state*.test.ts',
      'test/peer/negotiation*.test.ts',
      'test/peer/quality.test.ts',
      'test/peer/recovery.test.ts',
      'test/peer/recovery-steady.test.ts',
      'test/wire/message*.test.ts',
    ],
  },
  testRunnerNodeArgs: ['--import', 'tsx', '--import', './dev/chai-in-node.mjs'],
  plugins: ['@stryker-mutator/mocha-runner'],
  coverageAnalysis: 'perTest',
  // Without tsconfig.json, which the mutation tester could only read with an older compiler than ours.
  ignorePatterns: ['**', '!src/**/*.ts', '!test/**/*.ts', '!dev/chai-in-node.mjs', '!package.json'],
  tempDirName: 'node_modules/.cache/stryker',
  reporters: ['clear-text'],
  clearTextReporter: { reportTests: false, skipFull: true },
  thresholds: { high: 95, low: 90, break: 90 },
  allowEmpty: false,
};
