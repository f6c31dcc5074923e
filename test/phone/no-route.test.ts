import { expect } from '@open-wc/testing';

import { SimulatedPhones, withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('A call that finds no path', () => {
  let restore: () => void;
  beforeEach(() => (restore = withoutCompression()));
  afterEach(() => restore());

  it('gives a hint on both sides, though one of them ends it first', async () => {
    const clock = new VirtualClock();
    const phones = new SimulatedPhones();
    try {
      const [alice, bob] = [phones.add('alice'), phones.add('bob')];
      phones.air.carry = () => {};
      const caller = await alice.dial('bob');
      await clock.advance(1_000);
      const [callee] = bob.rang;
      const hints: string[] = [];
      for (const call of [caller, callee])
        call?.addEventListener('error', ({ detail }) => hints.push(`${call.direction} ${detail.code}`));
      await callee?.accept();

      await clock.advance(20_000);

      expect(
        [caller.state, callee?.state].map((state) => state?.phase === 'ended' && state.reason),
      ).to.deep.equal(['no-route', 'no-route']);
      expect(hints).to.have.members(['outgoing no-route', 'incoming no-route']);
    } finally {
      phones.close();
      clock.restore();
    }
  });
});
