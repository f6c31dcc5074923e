import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { MAX_DATA_BYTES } from '../../src/wire/limits.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('In a call', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  async function talk(choice = { audio: true, video: true }) {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob', choice);
    const callee = await rings;
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    return { alice, bob, caller, callee };
  }

  const collect = (call: Call): unknown[] => {
    const got: unknown[] = [];
    call.addEventListener('message', ({ data }) => got.push(data));
    return got;
  };

  it('each side hears when the other mutes or switches the camera off', async () => {
    const { alice, callee } = await talk();
    await until('bob knows what alice sends', () => callee.remoteMedia.audio && callee.remoteMedia.video);

    alice.media.setMicrophoneEnabled(false);
    await until('bob sees the muted microphone', () => !callee.remoteMedia.audio);
    await alice.media.setCameraEnabled(false);
    await until('bob sees the closed camera', () => !callee.remoteMedia.video);
    expect(alice.media.track('video')).to.equal(null);
    await alice.media.setCameraEnabled(true);

    await until('bob sees the open camera', () => callee.remoteMedia.video);
    play(callee);
    const frames = await decodedFrames(callee);
    await until('the picture is back', async () => (await decodedFrames(callee)) > frames + 2);
  });

  it('a voice call becomes a video call, and one that only one of them films', async () => {
    const { bob, caller, callee } = await talk({ audio: true, video: false });
    expect(bob.media.camera.status).to.equal('off');

    await callee.setVideo(true);

    await until('alice knows', () => caller.remoteMedia.video);
    play(caller);
    await until('alice sees bob', async () => (await decodedFrames(caller)) > 2);
    expect(caller.sending.video).to.equal(false);

    await callee.setVideo(false);
    await until('alice knows that it is over', () => !caller.remoteMedia.video);
    expect(bob.media.camera.status).to.equal('off');
    expect(caller.state.phase).to.equal('active');
  });

  it('messages arrive once and in order, both ways at the same time', async () => {
    const { caller, callee } = await talk();
    const [atCaller, atCallee] = [collect(caller), collect(callee)];
    const numbers = Array.from({ length: 50 }, (_none, index) => index);

    await Promise.all(numbers.flatMap((n) => [caller.send(n), callee.send(n)]));

    expect(atCallee).to.deep.equal(numbers);
    expect(atCaller).to.deep.equal(numbers);
  });

  it('messages take the way of signaling while there is no channel', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    const got = collect(callee);
    const sent = new Promise<void[]>((resolve) => {
      caller.addEventListener('statechange', () => {
        if (caller.state.phase === 'connecting')
          resolve(Promise.all([caller.send('one'), caller.send('two')]));
      });
    });

    await Promise.all([callee.accept(), sent]);

    expect(got).to.deep.equal(['one', 'two']);
    const types = phones.network.sent.map(({ payload }) => 'type' in payload && payload.type);
    expect(types).to.include.members(['data', 'received']);
  });

  it('says clearly what cannot be sent', async () => {
    const { caller } = await talk();
    const errorOf = (data: unknown) => caller.send(data).catch((error: unknown) => error);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;

    expect(await errorOf('x'.repeat(MAX_DATA_BYTES))).to.have.property('code', 'too-large');
    expect(await errorOf(circle)).to.have.property('code', 'bad-message');
    expect(await errorOf(undefined)).to.have.property('code', 'bad-message');
    await caller.hangUp();
    expect(await errorOf('late')).to.have.property('code', 'bad-state');
  });

  it('tells the sender that a message did not arrive when the call ends before', async () => {
    const { caller, callee } = await talk();
    phones.network.route = () => {};
    callee.peerConnection?.close();
    const sent = caller.send('lost').catch((error: unknown) => error);

    await caller.hangUp();

    expect(await sent).to.have.property('code', 'not-delivered');
  });

  it('a photo arrives intact, and a fake one does not leave', async () => {
    const { caller, callee } = await talk();
    const canvas = new OffscreenCanvas(320, 240);
    canvas.getContext('2d')?.fillRect(0, 0, 160, 240);
    const photo = await canvas.convertToBlob({ type: 'image/jpeg' });
    const arrives = new Promise<Blob>((resolve) => {
      callee.addEventListener('photo', ({ detail }) => resolve(detail), { once: true });
    });

    await caller.sendPhoto(photo);
    const arrived = await arrives;
    const svg = await caller
      .sendPhoto(new Blob(['<svg/>'], { type: 'image/png' }))
      .catch((error: unknown) => error);

    expect(arrived.type).to.equal('image/jpeg');
    expect(await arrived.arrayBuffer()).to.deep.equal(await photo.arrayBuffer());
    expect(svg).to.have.property('code', 'bad-message');
  });

  it('a page that is closed says goodbye by both ways', async () => {
    const { caller, callee } = await talk();
    const before = phones.network.sent.length;

    window.dispatchEvent(new PageTransitionEvent('pagehide'));

    expect(caller.state).to.include({ phase: 'ended', reason: 'left', by: 'local' });
    expect(callee.state).to.include({ phase: 'ended', reason: 'left' });
    expect(phones.network.sent[before]?.payload).to.include({ type: 'bye', reason: 'left' });
  });
});
