import { describeEarlyModel } from './model-early.suite.js';

// Further steps take half a minute: see test/long.
describeEarlyModel([
  { who: 'the connection stays', depth: 6, states: 1_000, mishaps: 1 },
  { who: 'the connection breaks', depth: 5, states: 500, mishaps: 1, breaks: true },
]);
