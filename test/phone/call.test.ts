import { expect } from '@open-wc/testing';

import {
  audioEnergy,
  closePhones,
  decodedFrames,
  makeCall,
  makePair,
  nextRing,
  play,
  reaches,
  type Kind,
} from '../support/phones.js';
import { until } from '../support/until.js';

for (const kind of ['local', 'pubnub'] satisfies Kind[]) {
  describe(`A call over ${kind} signaling`, () => {
    afterEach(closePhones);

    it('rings, is answered, carries picture and sound both ways, and ends on both sides', async () => {
      const { alice, bob } = await makePair(kind);
      const rings = nextRing(bob);

      const caller = await alice.dial(bob.number);
      const callee = await rings;
      await reaches(caller, 'ringing');
      await callee.accept();
      await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
      for (const call of [caller, callee]) {
        play(call);
        const frames = await decodedFrames(call);
        await until('pictures arrive', async () => (await decodedFrames(call)) > frames + 2);
        await until('sound arrives', async () => (await audioEnergy(call)) > 0);
      }
      await caller.hangUp();

      expect(callee.number).to.equal(alice.number);
      expect(await reaches(callee, 'ended')).to.include({ reason: 'hung-up', by: 'remote' });
      expect(caller.state).to.include({ reason: 'hung-up', by: 'local' });
      expect(alice.calls).to.deep.equal([]);
      expect(bob.calls).to.deep.equal([]);
    });

    it('is declined', async () => {
      const { alice, bob } = await makePair(kind);
      const rings = nextRing(bob);
      const caller = await alice.dial(bob.number);

      await (await rings).reject();

      expect(await reaches(caller, 'ended')).to.include({ reason: 'declined', by: 'remote' });
    });

    it('is given up by the caller, and stops ringing', async () => {
      const { alice, bob } = await makePair(kind);
      const rings = nextRing(bob);
      const caller = await alice.dial(bob.number);
      const callee = await rings;

      await caller.hangUp();

      expect(await reaches(callee, 'ended')).to.include({ reason: 'cancelled', by: 'remote' });
      expect(caller.state).to.include({ reason: 'cancelled', by: 'local' });
    });

    it('is busy to a second caller, and goes on', async () => {
      const { bob, callee } = await makeCall(kind);
      const { alice: carol } = await makePair(kind);

      const second = await carol.dial(bob.number);

      expect(await reaches(second, 'ended')).to.include({ reason: 'busy', by: 'remote' });
      expect(callee.state.phase).to.equal('active');
    });

    it('carries JSON both ways, acknowledged', async () => {
      const { caller, callee } = await makeCall(kind);
      const got: unknown[] = [];
      caller.addEventListener('message', ({ data }) => got.push(data));
      callee.addEventListener('message', ({ data }) => got.push(data));

      await caller.send({ hello: 'bob' });
      await callee.send(0);
      await caller.send('');

      expect(got).to.deep.equal([{ hello: 'bob' }, 0, '']);
    });

    it('stops every track and closes every connection within 100 ms when the phone is closed', async () => {
      const { alice, caller, callee } = await makeCall(kind);
      const tracks = alice.media.stream.getTracks();

      alice.close();

      expect(tracks).to.have.lengthOf(2);
      expect(tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended', 'ended']);
      expect(caller.peerConnection?.connectionState).to.equal('closed');
      expect(await reaches(callee, 'ended')).to.include({ reason: 'hung-up', by: 'remote' });
    });
  });
}
