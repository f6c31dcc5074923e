import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { SimulatedPhones, withoutCompression } from '../support/simulated-phones.js';
import { VirtualClock } from '../support/virtual-clock.js';

describe('A call on which two browsers may answer at once', () => {
  let clock: VirtualClock;
  let phones: SimulatedPhones;
  let bringBack: () => void;

  beforeEach(() => {
    clock = new VirtualClock();
    bringBack = withoutCompression();
    phones = new SimulatedPhones();
    phones.air.carry = () => {};
  });

  afterEach(() => {
    phones.close();
    bringBack();
    clock.restore();
  });

  /** Alice calls, both devices of Bob ring, no path is found. What her connection was asked to mend. */
  async function ring() {
    const [alice, ...bobs] = [phones.add('alice'), phones.add('bob'), phones.add('bob')];
    void alice?.dial('bob');
    await clock.advance(100);
    const [one, other] = bobs.map(({ rang }) => rang[0]) as [Call, Call];
    const [peer] = phones.air.open;
    return { one, other, mended: () => peer?.mended };
  }

  it('is given another connection when both did, and it has not come up within a second', async () => {
    const { one, other, mended } = await ring();

    await Promise.all([one.accept(), other.accept()]);
    await clock.advance(900);
    expect(mended()).to.deep.equal([]);
    await clock.advance(200);

    expect(mended()).to.deep.equal([0]);
  });

  it('is left alone when one did and the other only rang, however slow it is', async () => {
    const { one, mended } = await ring();

    await one.accept();
    await clock.advance(10_000);

    expect(mended()).to.deep.equal([]);
  });
});
