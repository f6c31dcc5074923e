import { expect } from '@open-wc/testing';

import { explore } from '../support/exploration.js';
import { withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('Two phones that are connected while one rings, whatever happens and in whatever order', () => {
  let clock: VirtualClock;
  let bringBack: () => void;

  before(() => {
    clock = new VirtualClock();
    bringBack = withoutCompression();
  });

  after(() => {
    bringBack();
    clock.restore();
  });

  for (const { who, depth, states, ...options } of [
    { who: 'the connection stays', depth: 8, states: 10_000, mishaps: 1 },
    { who: 'the connection breaks', depth: 6, states: 2_000, mishaps: 1, breaks: true },
  ]) {
    it(`come to the same end, or talk, when ${who}: every order of ${depth} steps`, async function () {
      this.timeout(90_000);

      const { seen, faults } = await explore(clock, depth, { ...options, early: true });

      expect(faults).to.deep.equal([]);
      expect(seen, 'different situations').to.be.greaterThan(states);
    });
  }
});
