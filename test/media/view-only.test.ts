import { expect } from '@open-wc/testing';

import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';
import { setPermission, watchCapture } from './capture-watch.js';
import { showsCamera } from './display-watch.js';

const NOTHING = { audio: false, video: false };
const BOTH = { audio: true, video: true };

describe('A call in which one person only watches', () => {
  const capture = watchCapture();
  const phones = new MemoryPhones();

  after(async () => {
    phones.close();
    capture.restore();
    await Promise.all([setPermission('camera', 'granted'), setPermission('microphone', 'granted')]);
  });

  it('asks that person for nothing, not even before it rings, and shows the other', async () => {
    await Promise.all([setPermission('camera', 'prompt'), setPermission('microphone', 'prompt')]);
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];

    const rings = nextRing(bob);
    const hers = await alice.dial('bob', NOTHING);
    const his = await rings;
    await reaches(hers, 'ringing');
    expect(capture.asked).to.deep.equal([]);
    await his.accept(BOTH);
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);

    const video = play(hers);
    document.body.append(video);
    await until('alice sees bob', async () => showsCamera(video) && (await decodedFrames(hers)) > 3);
    video.remove();
    expect(capture.asked).to.deep.equal(['audio+video']);
    expect(capture.live).to.have.members([bob.media.track('audio'), bob.media.track('video')]);
    expect([alice.media.microphone.status, alice.media.camera.status]).to.deep.equal(['off', 'off']);
    expect(his.remoteMedia).to.deep.equal(NOTHING);
  });

  it('asks nothing of a person who answers so either', async () => {
    const before = capture.asked.length;
    const [carol, dave] = [await phones.connect('carol'), await phones.connect('dave')];

    const rings = nextRing(dave);
    const hers = await carol.dial('dave', BOTH);
    const his = await rings;
    await his.accept(NOTHING);
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);

    const video = play(his);
    document.body.append(video);
    await until('dave sees carol', async () => showsCamera(video) && (await decodedFrames(his)) > 3);
    video.remove();
    expect(capture.asked.slice(before)).to.deep.equal(['audio+video']);
    expect([dave.media.microphone.status, dave.media.camera.status]).to.deep.equal(['off', 'off']);
  });
});
