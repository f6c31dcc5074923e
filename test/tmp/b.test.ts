import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall } from '../support/phones.js';
import { pullTheWire } from '../support/wire.js';

describe('probe', function () {
  this.timeout(60_000);
  beforeEach(() => setPacketLoss(0));
  afterEach(closePhones);
  for (const n of [3000,3000,3000,3000,3000,3000,8000,8000,8000,20000])
    it(`for ${n}`, async () => {
      const { caller, callee } = await makeCall('local');
      const passages = await pullTheWire([caller, callee], n);
      console.log(n, JSON.stringify(passages.map((p) => [Math.round(p.noticedMs), Math.round(p.pictureMs), p.phases.join()])));
    });
});
