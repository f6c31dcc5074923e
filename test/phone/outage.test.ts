import { expect } from '@open-wc/testing';

import { setPacketLoss } from '../support/packet-loss.js';
import { closePhones, makeCall } from '../support/phones.js';
import { until } from '../support/until.js';
import { lostPackets, messagesOf, phasesOf, pullTheWire } from '../support/wire.js';

// Longer outages take long to wait for: see test/long.
describe('A call whose wire is pulled', function () {
  this.timeout(40_000);
  beforeEach(() => setPacketLoss(0));
  afterEach(closePhones);

  for (const ms of [3_000, 8_000]) {
    it(`for ${ms / 1_000} s says so, and goes on with all that was said meanwhile`, async () => {
      const { alice, caller, callee } = await makeCall('local');
      const { remoteStream } = callee;
      const [atCaller, atCallee] = [messagesOf(caller), messagesOf(callee)];
      const sent: Promise<void>[] = [];

      const passages = await pullTheWire([caller, callee], ms, {
        meanwhile: async () => {
          sent.push(caller.send('one'));
          await until('it is noticed', () => caller.state.phase === 'reconnecting');
          sent.push(caller.send('two'), callee.send('three'));
          alice.media.setMicrophoneEnabled(false);
        },
      });
      await Promise.all(sent);
      await until('the callee knows that the microphone is off', () => !callee.remoteMedia.audio);

      for (const { noticedMs, pictureMs, phases } of passages) {
        expect(noticedMs).to.be.lessThan(3_000);
        expect(pictureMs).to.be.lessThan(2_000);
        expect(phases).to.deep.equal(['reconnecting', 'active']);
      }
      expect([atCaller, atCallee]).to.deep.equal([['three'], ['one', 'two']]);
      expect(callee.remoteStream).to.equal(remoteStream);
      expect(remoteStream.getTracks()).to.have.lengthOf(2);
    });
  }

  it('says nothing of a wire on which a tenth gets lost', async () => {
    const { caller, callee } = await makeCall('local', { audio: true, video: false });
    const calls = [caller, callee];
    const phases = calls.map(phasesOf);

    await setPacketLoss(10);
    // Of the fifty that come each second: it takes about six.
    for (const call of calls) {
      await until('thirty are lost', async () => (await lostPackets(call)) >= 30, 20_000);
    }

    expect(phases).to.deep.equal([[], []]);
  });
});
