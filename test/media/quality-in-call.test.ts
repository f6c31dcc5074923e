import { expect } from '@open-wc/testing';

import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';
import { showsCamera } from './display-watch.js';

const FACE = { audio: false, video: true };

describe('The quality of the picture in a call', () => {
  const phones = new MemoryPhones();

  after(() => phones.close());

  it('changes for the other side while it looks, without a negotiation', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const [hers, his] = [await alice.dial('bob', FACE), await rings];
    await his.accept();
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    const video = play(his);
    document.body.append(video);
    await until('bob sees alice', () => showsCamera(video));
    let negotiations = 0;
    hers.peerConnection?.addEventListener('signalingstatechange', () => (negotiations += 1));

    for (const [width, height] of [
      [320, 180],
      [640, 360],
    ] as const) {
      const before = await decodedFrames(his);
      await alice.media.setQuality({ width, height });
      await until(
        `bob sees ${width} x ${height}`,
        async () => video.videoWidth === width && (await decodedFrames(his)) > before + 3,
      );
      expect(video.videoHeight).to.equal(height);
      expect(showsCamera(video)).to.equal(true);
    }
    video.remove();
    expect(negotiations).to.equal(0);
  });
});
