import { expect } from '@open-wc/testing';

import type { Call, Phone } from '../../src/core.js';
import { watchCapture, type CaptureWatch } from '../media/capture-watch.js';
import { paint, showsCamera, showsScreen } from '../media/display-watch.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

/** Two cameras, told apart by what they show. */
const GREEN = 'rgb(20, 200, 20)';
const RED = 'rgb(220, 20, 20)';

describe('A camera in a call', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;
  let life: AbortController;
  let alice: Phone;
  let his: Call;
  let video: HTMLVideoElement;
  let negotiations: number;

  beforeEach(async () => {
    life = new AbortController();
    phones = new MemoryPhones();
    capture = watchCapture();
    capture.answer(async (wish) => {
      const { deviceId } = wish.video as { deviceId?: { exact?: string } };
      return new MediaStream([paint(deviceId?.exact === 'red' ? RED : GREEN, life.signal)]);
    });
    let bob: Phone;
    [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const hers = await alice.dial('bob', { audio: false, video: true });
    his = await rings;
    await his.accept({ audio: false, video: false });
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    video = play(his);
    // A page that listens to nobody may play what makes no sound.
    video.muted = true;
    document.body.append(video);
    await video.play();
    negotiations = 0;
    hers.peerConnection?.addEventListener('signalingstatechange', () => (negotiations += 1));
  });

  afterEach(() => {
    video.remove();
    phones.close();
    life.abort();
    capture.restore();
    expect(capture.live).to.deep.equal([]);
  });

  /** New frames arrive at the other side, and look so. */
  async function isSeen(looks: typeof showsScreen): Promise<void> {
    const before = await decodedFrames(his);
    await until('it is seen', async () => looks(video) && (await decodedFrames(his)) > before + 3);
  }

  it('is seen by the other side as soon as it is switched to, and so is the first one again', async () => {
    await isSeen(showsCamera);

    await alice.media.use('video', 'red');
    await isSeen(showsScreen);

    await alice.media.use('video', '');
    await isSeen(showsCamera);
    expect(negotiations).to.equal(0);
  });

  it('is seen again when it was stopped, as the one that was chosen meanwhile', async () => {
    await isSeen(showsCamera);

    await alice.media.setCameraEnabled(false);
    await until('bob is told', () => !his.remoteMedia.video);
    expect(capture.live, 'a light that is on').to.deep.equal([]);
    await alice.media.use('video', 'red');
    await alice.media.setCameraEnabled(true);

    await isSeen(showsScreen);
    expect(his.remoteMedia.video).to.equal(true);
    expect(negotiations).to.equal(0);
  });
});
