import { expect } from '@open-wc/testing';

import { watchDisplay } from '../media/display-watch.js';
import { boundTracks, ringEarly } from '../support/early-call.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { audioEnergy, decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

const TRUSTS_ALICE = { earlyConnection: ['alice'] };

describe('A picture while it rings', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  it('is that of a caller who wants it, without a sound, for somebody who trusts them', async () => {
    const alice = await phones.connect('alice', { earlyPicture: true });
    const bob = await phones.connect('bob', TRUSTS_ALICE);
    const { caller, callee } = await ringEarly(alice, bob);
    const video = play(callee);

    await until('bob sees alice', async () => (await decodedFrames(callee)) > 3);

    expect([caller.state.phase, callee.state.phase]).to.deep.equal(['ringing', 'incoming']);
    expect(callee.remoteStream.getTracks().map(({ kind }) => kind)).to.deep.equal(['video']);
    expect(boundTracks(caller)).to.deep.equal([alice.media.track('video')]);
    expect(boundTracks(callee)).to.be.empty;
    expect(bob.media.stream.getTracks()).to.be.empty;

    await callee.accept({ video: false });
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    const before = await decodedFrames(callee);
    await until('the picture goes on', async () => (await decodedFrames(callee)) > before + 3);
    await until('bob hears alice', async () => (await audioEnergy(callee)) > 0);
    video.srcObject = null;
  });

  it('is not shown without the wish, nor to who does not answer early', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob', TRUSTS_ALICE)];
    const { caller, callee } = await ringEarly(alice, bob);
    expect(boundTracks(caller)).to.be.empty;
    expect(callee.remoteStream.getTracks()).to.be.empty;
    await caller.hangUp();

    alice.earlyPicture = true;
    const carol = await phones.connect('carol');
    const rings = nextRing(carol);
    const second = await alice.dial('carol');
    await Promise.all([rings, reaches(second, 'ringing')]);

    expect(boundTracks(second)).to.be.empty;
    expect((await rings).peerConnection).to.equal(undefined);
  });

  it('is never that of the callee', async () => {
    const alice = await phones.connect('alice');
    const bob = await phones.connect('bob', { ...TRUSTS_ALICE, earlyPicture: true });
    await bob.media.open({ audio: true, video: true });

    const { callee } = await ringEarly(alice, bob);

    expect(boundTracks(callee)).to.be.empty;
  });

  it('is never the screen, which is shown only to those one talks to', async () => {
    const display = watchDisplay();
    const alice = await phones.connect('alice', { earlyPicture: true });
    const bob = await phones.connect('bob', TRUSTS_ALICE);
    await alice.media.shareScreen();

    const { caller, callee } = await ringEarly(alice, bob);
    expect(boundTracks(caller)).to.be.empty;

    await callee.accept();
    await reaches(caller, 'active');
    expect(boundTracks(caller)).to.include(alice.media.track('video'));
    display.restore();
  });

  it('ends with the call that is declined, and the camera is off', async () => {
    const alice = await phones.connect('alice', { earlyPicture: true });
    const bob = await phones.connect('bob', TRUSTS_ALICE);
    const { caller, callee } = await ringEarly(alice, bob);
    await until('bob may see alice', () => callee.remoteStream.getVideoTracks().length === 1);

    await callee.reject();

    await reaches(caller, 'ended');
    expect(alice.media.stream.getTracks()).to.be.empty;
  });
});
