import { expect } from '@open-wc/testing';

import { explore } from '../support/exploration.js';
import { withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('Two phones, whatever happens between them and in whatever order', () => {
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
    { who: 'one dials', depth: 8, states: 5_000, mishaps: 1 },
    { who: 'both dial', depth: 5, states: 1_000, mishaps: 1, glare: true },
  ]) {
    it(`come to the same end, or talk, when ${who}: every order of ${depth} steps`, async function () {
      this.timeout(90_000);

      const { seen, faults } = await explore(clock, depth, options);

      expect(faults).to.deep.equal([]);
      expect(seen, 'different situations').to.be.greaterThan(states);
    });
  }
});
