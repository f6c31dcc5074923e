import { expect } from '@open-wc/testing';

import { mixCall } from '../../src/media/call-mix.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, play, reaches } from '../support/phones.js';
import { until } from '../support/until.js';
import { watchCapture } from './capture-watch.js';
import { hum, listenFor, paint } from './display-watch.js';

const BOTH = { audio: true, video: true };

describe('mixCall', () => {
  const life = new AbortController();
  const phones = new MemoryPhones();
  const capture = watchCapture();

  after(() => {
    phones.close();
    life.abort();
    capture.restore();
  });

  it('is both voices and the picture of the other side, as long as it is wanted', async () => {
    // Browsers let a page without a click make sounds only while it listens.
    const real = await navigator.mediaDevices.getUserMedia({ audio: true });
    const voices = [440, 880];
    capture.answer(
      async () =>
        new MediaStream([hum(voices.shift() ?? 0, life.signal), paint('rgb(0, 0, 255)', life.signal)]),
    );
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const [hers, his] = [await alice.dial('bob', BOTH), await rings];
    await his.accept();
    await Promise.all([reaches(hers, 'active'), reaches(his, 'active')]);
    const video = play(hers);
    document.body.append(video);
    const recording = new AbortController();

    const stream = mixCall(hers, alice.media, recording.signal);
    const [sound] = stream.getAudioTracks();
    if (!sound) throw new Error('There is no sound.');
    const loudness = listenFor(sound, life.signal);

    expect(stream.getVideoTracks()).to.deep.equal(hers.remoteStream.getVideoTracks());
    await until('both are heard', () => loudness(440) > 100 && loudness(880) > 100);
    const recorder = new MediaRecorder(stream);
    const recorded = new Promise<BlobEvent>((resolve) => recorder.addEventListener('dataavailable', resolve));
    recorder.start(100);
    expect((await recorded).data.size).to.be.above(0);
    recorder.stop();

    await hers.hold();
    await until('only the other one is heard', () => loudness(440) < 50);
    recording.abort();
    expect(sound.readyState).to.equal('ended');
    expect(hers.remoteStream.getVideoTracks()[0]?.readyState).to.equal('live');
    video.remove();
    for (const track of real.getTracks()) track.stop();
  });
});
