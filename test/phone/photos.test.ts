import { expect } from '@open-wc/testing';

import type { Call, PhoneOptions } from '../../src/core.js';
import { MAX_PHOTO_BYTES } from '../../src/media/photo.js';
import { MAX_INLINE_PHOTO_BYTES } from '../../src/wire/limits.js';
import { closePhones, makePair, nextRing, reaches } from '../support/phones.js';
import { bytesOf, falsePhotos, noisyPhoto } from '../support/photos.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What a page without types may do. */
const NO_FILE = 'https://example.com/photo.jpg' as unknown as Blob;

describe('A photo', () => {
  const { createDataChannel } = RTCPeerConnection.prototype;
  let server: OwnPubNub;
  let channels: RTCDataChannel[];

  beforeEach(async () => {
    channels = [];
    RTCPeerConnection.prototype.createDataChannel = function create(label, init) {
      const channel = createDataChannel.call(this, label, init);
      if (label === 'bytes') channels.push(channel);
      return channel;
    };
    server = await OwnPubNub.start();
  });

  afterEach(() => {
    RTCPeerConnection.prototype.createDataChannel = createDataChannel;
    closePhones();
  });

  async function talk(options: Partial<PhoneOptions> = {}) {
    const all = { origin: server.origin, ...server.keys, ...options };
    const { alice, bob } = await makePair('pubnub', { alice: all, bob: all });
    const rings = nextRing(bob);
    const hers = await alice.dial(bob.number, { audio: true, video: false });
    const his = await rings;
    await his.accept();
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    await until('the channels are open', () => channels.every(({ readyState }) => readyState === 'open'));
    return { alice, bob, hers, his, photos: photosOf(his) };
  }

  function photosOf(call: Call): Blob[] {
    const photos: Blob[] = [];
    call.addEventListener('photo', ({ detail }) => photos.push(detail));
    return photos;
  }

  async function arrives(photos: readonly Blob[], photo: Blob): Promise<void> {
    await until('it is there', () => photos.length === 1);
    expect(await bytesOf(photos[0])).to.deep.equal(await bytesOf(photo));
    expect(photos[0]?.type).to.equal(photo.type);
  }

  const sealings: Record<string, Partial<PhoneOptions>> = { '': {}, ', sealed': { cipherKey: 'a secret' } };
  for (const [sealed, options] of Object.entries(sealings)) {
    it(`of 1280 x 720 arrives byte for byte over the data channel, and the service has no part in it${sealed}`, async () => {
      const { hers, photos } = await talk(options);
      const photo = await noisyPhoto(1280, 720);
      const told: [number, number][] = [];
      const before = await server.counts();

      await hers.sendPhoto(photo, { onProgress: (...progress) => told.push(progress) });

      await arrives(photos, photo);
      expect(told.at(-1)).to.deep.equal([photo.size, photo.size]);
      expect(told.map(([sent]) => sent)).to.deep.equal(told.map(([sent]) => sent).toSorted((a, b) => a - b));
      const after = await server.counts();
      expect([after.publishes, after.requests['files']]).to.deep.equal([
        before.publishes,
        before.requests['files'],
      ]);
    });

    it(`of 1280 x 720 arrives byte for byte as a file of the service, when the data channel is closed${sealed}`, async () => {
      const { hers, his, photos } = await talk(options);
      const photo = await noisyPhoto(1280, 720);
      expect(photo.size).to.be.greaterThan(MAX_INLINE_PHOTO_BYTES);
      const told: [number, number][] = [];
      for (const channel of channels) channel.close();

      await hers.sendPhoto(photo, { onProgress: (...progress) => told.push(progress) });

      await arrives(photos, photo);
      expect(told.at(0)).to.deep.equal([0, photo.size]);
      expect(told.at(-1)).to.deep.equal([photo.size, photo.size]);
      expect((await server.counts()).requests['files']).to.equal(4);
      expect([hers.state.phase, his.state.phase]).to.deep.equal(['active', 'active']);
    });

    it(`that is small arrives within one message, when the data channel is closed${sealed}`, async () => {
      const { hers, photos } = await talk(options);
      const photo = await noisyPhoto(120, 80);
      expect(photo.size).to.be.within(1_000, MAX_INLINE_PHOTO_BYTES);
      for (const channel of channels) channel.close();

      await hers.sendPhoto(photo);

      await arrives(photos, photo);
      expect((await server.counts()).requests['files']).to.equal(undefined);
    });
  }

  it('that is none leaves the page by no way', async () => {
    const { alice, bob, hers } = await talk();
    const false_ = { ...falsePhotos(), 'an address': NO_FILE };
    const huge = new Blob([new Uint8Array([0xff, 0xd8, 0xff]), new Uint8Array(MAX_PHOTO_BYTES)]);
    const ways = (photo: Blob): Promise<unknown>[] => [
      hers.sendPhoto(photo),
      alice.sendPhoto(bob.number, photo),
      alice.sendPhoto('carol', photo),
      alice.sendPhoto([hers], photo),
    ];
    const watch = watchRequests();
    await server.clear();

    for (const [what, photo] of [...Object.entries(false_), ['a huge one', huge] as const]) {
      const code = photo === huge ? 'too-large' : 'bad-message';
      for (const way of ways(photo)) {
        const error = await way.catch((reason: unknown) => reason);
        expect(error, what).to.have.property('code', code);
      }
    }

    const asked = (await server.log()).filter(
      ({ operation }) => !['subscribe', 'heartbeat'].includes(operation),
    );
    expect(asked).to.deep.equal([]);
    expect(watch.stop()).to.deep.equal([]);
  });

  it('that the other side only calls so is not shown, and nothing is asked for its sake', async () => {
    const { hers, photos } = await talk();
    const [channel] = channels;
    const watch = watchRequests();
    const real = await noisyPhoto(64, 64);

    for (const photo of Object.values(falsePhotos())) {
      channel?.send(JSON.stringify({ bytes: photo.size }));
      channel?.send(await photo.arrayBuffer());
    }
    await hers.sendPhoto(real);

    await arrives(photos, real);
    expect(watch.stop()).to.deep.equal([]);
  });

  it('of somebody who is in no call with us is on offer until it is accepted or declined', async () => {
    const all = { origin: server.origin, ...server.keys };
    const { alice, bob } = await makePair('pubnub', { alice: all, bob: all });
    const photo = await noisyPhoto(640, 360);
    let changes = 0;
    bob.addEventListener('offerschange', () => (changes += 1));

    await alice.sendPhoto(bob.number, photo);
    await alice.sendPhoto(bob.number, photo);
    await until('both are there', () => bob.offeredPhotos.length === 2);
    expect(await fetched()).to.equal(0);

    const [first, second] = bob.offeredPhotos;
    expect(await bytesOf(await first?.accept())).to.deep.equal(await bytesOf(photo));
    expect(await fetched()).to.be.greaterThan(0);
    expect(bob.offeredPhotos).to.deep.equal([second]);
    second?.decline();
    second?.decline();
    expect(bob.offeredPhotos).to.deep.equal([]);
    expect(changes).to.equal(4);
  });

  /** How often a file was asked for. */
  async function fetched(): Promise<number> {
    return (await server.log()).filter(({ path }) => /\/channels\/[^/]+\/files\//.test(path)).length;
  }
});

/** Notes the requests of this page. Stopping gives what was noted. */
function watchRequests(): { stop(): string[] } {
  const { fetch } = window;
  const asked: string[] = [];
  const before = performance.getEntriesByType('resource').length;
  window.fetch = (...given) => {
    asked.push(String(given[0] instanceof Request ? given[0].url : given[0]));
    return fetch(...given);
  };
  return {
    stop: () => {
      window.fetch = fetch;
      const loaded = performance.getEntriesByType('resource').slice(before);
      // The test's own questions to the server are no requests of the kit.
      return [...asked, ...loaded.map(({ name }) => name)].filter((url) => !url.includes('/_dev/'));
    },
  };
}
