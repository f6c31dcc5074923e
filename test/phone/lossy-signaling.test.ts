import { expect } from '@open-wc/testing';

import type { Call } from '../../src/call/call.js';
import { seeded, SimulatedPhones, withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

const CALLS = 1_000;

describe('Signaling that loses 20 % for good, repeats 20 %, and lets messages overtake each other', () => {
  let clock: VirtualClock;
  let bringBack: () => void;

  beforeEach(() => {
    clock = new VirtualClock();
    bringBack = withoutCompression();
  });

  afterEach(() => {
    bringBack();
    clock.restore();
  });

  it('still connects 99.9 % of 1,000 calls, which all end with the same reason on both sides', async function () {
    this.timeout(60_000);
    const random = seeded(20);
    const ends: Record<string, number> = {};
    for (let n = 0; n < CALLS; n += 1) {
      const end = await call(random);
      ends[end] = (ends[end] ?? 0) + 1;
    }

    const { connected = 0, 'not connected': failed = 0, ...different } = ends;
    expect(different).to.deep.equal({});
    expect(connected).to.be.at.least(0.999 * CALLS);
    expect(connected + failed).to.equal(CALLS);
  });

  /** Alice calls Bob, who answers after one to six seconds. Half a minute after she dialled one of them hangs up. */
  async function call(random: () => number): Promise<string> {
    const phones = new SimulatedPhones();
    const delay = () => 30 + 1_970 * random() ** 3;
    phones.network.route = (_passing, arrive) => {
      if (random() < 0.2) return;
      setTimeout(arrive, delay());
      if (random() < 0.2) setTimeout(arrive, delay());
    };
    phones.air.carry = (arrive) => setTimeout(arrive, 20);
    const [alice, bob] = [phones.add('alice'), phones.add('bob')];
    const dialled = alice.dial('bob');
    const thinkMs = 1_000 + 5_000 * random();
    await clock.advance(thinkMs);
    while (bob.rang.length === 0 && alice.calls.all.length > 0) await clock.advance(250);
    const [callee] = bob.rang;
    if (callee?.state.phase === 'incoming') void callee.accept();
    await clock.advance(30_000 - thinkMs);

    const caller = await dialled;
    const connected = caller.state.phase === 'active' && callee?.state.phase === 'active';
    await (random() < 0.5 ? caller : callee)?.hangUp();
    await clock.advance(120_000);
    phones.close();
    const [one, other] = [endOf(caller), callee ? endOf(callee) : endOf(caller)];
    if (one !== other) return `${one}, ${other}`;
    return connected ? 'connected' : 'not connected';
  }
});

function endOf({ state }: Call): string {
  return state.phase === 'ended' ? state.reason : `still ${state.phase}`;
}
