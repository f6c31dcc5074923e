import { describeEarlyModel } from '../call/model-early.suite.js';

describeEarlyModel([
  { who: 'the connection stays', depth: 8, states: 10_000, mishaps: 1 },
  { who: 'the connection breaks', depth: 6, states: 2_000, mishaps: 1, breaks: true },
]);
