import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall } from '../support/phones.js';
import { messagesOf, pullTheWire } from '../support/wire.js';

describe('A call whose network is gone, signaling and all', function () {
  this.timeout(60_000);
  beforeEach(() => setPacketLoss(0));
  afterEach(closePhones);

  for (const ms of [8_000, 20_000]) {
    it(`for ${ms / 1_000} s goes on, and what was said meanwhile arrives once`, async () => {
      const { caller, callee } = await makeCall('pubnub');
      const [atCaller, atCallee] = [messagesOf(caller), messagesOf(callee)];
      const sent: Promise<void>[] = [];

      const passages = await pullTheWire([caller, callee], ms, {
        offline: true,
        meanwhile: async () => {
          sent.push(caller.send('to the callee'), callee.send('to the caller'));
        },
      });
      await Promise.all(sent);

      for (const { noticedMs, pictureMs, phases } of passages) {
        expect(noticedMs).to.be.lessThan(3_000);
        expect(pictureMs).to.be.lessThan(4_000);
        expect(phases).to.deep.equal(['reconnecting', 'active']);
      }
      expect([atCaller, atCallee]).to.deep.equal([['to the caller'], ['to the callee']]);
    });
  }
});
