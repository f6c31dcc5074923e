import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall } from '../support/phones.js';
import { pullTheWire } from '../support/wire.js';

describe('A call whose wire is pulled', function () {
  this.timeout(60_000);
  beforeEach(() => setPacketLoss(0));
  afterEach(closePhones);

  for (const ms of [20_000, 28_000]) {
    it(`for ${ms / 1_000} s goes on`, async () => {
      const { caller, callee } = await makeCall('local');

      const passages = await pullTheWire([caller, callee], ms);

      for (const { noticedMs, pictureMs, phases } of passages) {
        expect(noticedMs).to.be.lessThan(3_000);
        expect(pictureMs).to.be.lessThan(2_000);
        expect(phases).to.deep.equal(['reconnecting', 'active']);
      }
    });
  }
});
