import { expect } from '@open-wc/testing';

import { RingLimits } from '../../src/phone/rings/ring-limits.js';
import { TokenBucket } from '../../src/phone/rings/token-bucket.js';

describe('TokenBucket', () => {
  it('allows as many at once as it holds, and then one in each part of the period', () => {
    const bucket = new TokenBucket(3, 60_000);

    expect([0, 0, 0, 0].map((now) => bucket.take(now))).to.deep.equal([true, true, true, false]);
    expect(bucket.take(19_999)).to.equal(false);
    expect(bucket.take(20_000)).to.equal(true);
    expect(bucket.take(20_000)).to.equal(false);
  });

  it('never holds more than it can, and takes back what was deserved', () => {
    const bucket = new TokenBucket(2, 1_000);

    bucket.give();
    expect([0, 0, 0].map((now) => bucket.take(now))).to.deep.equal([true, true, false]);
    bucket.give();
    expect(bucket.isFull(0)).to.equal(false);
    expect([1_000_000, 1_000_000, 1_000_000].map((now) => bucket.take(now))).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(bucket.isFull(2_000_000)).to.equal(true);
  });
});

describe('RingLimits', () => {
  const clock = { now: 0 };
  const make = () => new RingLimits(() => clock.now);

  beforeEach(() => {
    clock.now = 0;
  });

  it('lets one number ring three times a minute, and then answers that it is busy', () => {
    const limits = make();

    const rings = Array.from({ length: 5 }, () => limits.admit('mallory'));

    expect(rings).to.deep.equal(['ring', 'ring', 'ring', 'busy', 'busy']);
    expect(limits.admit('alice')).to.equal('ring');
    clock.now = 20_000;
    expect(limits.admit('mallory')).to.equal('ring');
  });

  it('attends to thirty rings a minute, whoever they come from', () => {
    const limits = make();

    const rings = Array.from({ length: 1_000 }, (_none, n) => limits.admit(`caller-${n}`));

    expect(rings.filter((each) => each === 'ring')).to.have.lengthOf(30);
    expect(rings.filter((each) => each === 'drop')).to.have.lengthOf(970);
    clock.now = 2_000;
    expect(limits.admit('alice')).to.equal('ring');
    expect(limits.admit('alice')).to.equal('drop');
  });

  it('does not count rings that were answered', () => {
    const limits = make();

    for (let n = 0; n < 100; n += 1) {
      expect(limits.admit('alice')).to.equal('ring');
      limits.forgive('alice');
    }
  });
});
