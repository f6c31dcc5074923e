import { expect } from '@open-wc/testing';

import { ServiceClock } from '../../src/signaling/pubnub/service-clock.js';

/** A timetoken so many milliseconds after another moment of the service. */
const at = (ms: number) => String(BigInt(17_900_000_000_000_000) + BigInt(ms) * 10_000n);

describe('ServiceClock', () => {
  const { now } = Date;

  afterEach(() => {
    Date.now = now;
  });

  it('is sure of nothing before the service has told its time', () => {
    const clock = new ServiceClock();
    clock.atLeast(at(0));

    expect(clock.isSure).to.equal(false);
    expect(clock.now).to.equal(undefined);
  });

  it('tells the age of a message whatever this device takes for the time', () => {
    Date.now = () => now() - 24 * 3_600_000;
    const clock = new ServiceClock();
    clock.set(at(60_000));
    Date.now = () => now() - 24 * 3_600_000 + 1_000;

    expect(clock.isSure).to.equal(true);
    expect(clock.ageMs(at(0))).to.be.within(60_000, 61_000);
    expect(clock.now).to.be.closeTo(1_790_000_060_000, 1_000);
  });

  it('makes no message older than it is, and none younger than nothing', () => {
    const clock = new ServiceClock();
    clock.set(at(0));
    clock.atLeast(at(30_000));
    clock.set(at(10_000));

    expect(clock.ageMs(at(40_000))).to.equal(0);
    expect(clock.ageMs(at(30_000))).to.be.within(0, 1_000);
  });

  it('is not sure any more when the device has slept, until the service has told its time again', () => {
    const clock = new ServiceClock();
    clock.set(at(0));
    Date.now = () => now() + 600_000;
    expect(clock.isSure).to.equal(false);

    clock.atLeast(at(300_000));
    expect(clock.isSure).to.equal(false);
    clock.set(at(600_000));

    expect(clock.isSure).to.equal(true);
    expect(clock.ageMs(at(0))).to.be.within(600_000, 601_000);
  });
});
