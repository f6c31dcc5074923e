import { expect } from '@open-wc/testing';

import { explore } from '../support/exploration.js';
import { withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

/** Ways that two phones may go, how many steps far, and how many situations there must be on them at the least. */
export interface Ways {
  readonly who: string;
  readonly depth: number;
  readonly states: number;
  readonly mishaps: number;
  readonly breaks?: boolean;
}

/** Walks all of the ways. */
export function describeEarlyModel(ways: readonly Ways[]): void {
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

    for (const { who, depth, states, ...options } of ways) {
      it(`come to the same end, or talk, when ${who}: every order of ${depth} steps`, async function () {
        this.timeout(90_000);

        const { seen, faults } = await explore(clock, depth, { ...options, early: true });

        expect(faults).to.deep.equal([]);
        expect(seen, 'different situations').to.be.greaterThan(states);
      });
    }
  });
}
