import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall } from '../support/phones.js';
import { until } from '../support/until.js';

describe('The quality of a call', () => {
  beforeEach(() => setPacketLoss(0));

  afterEach(async () => {
    await setPacketLoss(0);
    closePhones();
  });

  it('is unknown at first, good soon, and bad while much gets lost; and each change is told', async function () {
    this.timeout(30_000);
    const { caller } = await makeCall('local');
    const told: string[] = [];
    caller.addEventListener('qualitychange', () => told.push(caller.quality));
    expect(caller.quality).to.equal('unknown');

    await until('it is good', () => caller.quality === 'good', 10_000);
    await setPacketLoss(25);
    await until('it is bad', () => caller.quality === 'bad', 15_000);

    expect(told[0]).to.equal('good');
    expect(told.at(-1)).to.equal('bad');
    await caller.hangUp();
    expect(caller.quality).to.equal('unknown');
  });
});
