import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import {
  refusal,
  replug,
  setPermission,
  unstubDevices,
  watchCapture,
  type CaptureWatch,
} from './capture-watch.js';

const BOTH = { audio: true, video: true };
const NOTHING = { audio: false, video: false };
const FACE = { audio: false, video: true };
const VOICE = { audio: true, video: false };

describe('LocalMedia, when a device is lost', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;
  let devices: readonly MediaDeviceInfo[];

  beforeEach(async () => {
    await Promise.all([setPermission('camera', 'granted'), setPermission('microphone', 'granted')]);
    capture = watchCapture();
    media = new LocalMedia();
    devices = await navigator.mediaDevices.enumerateDevices();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    unstubDevices();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  /** What a browser does when the plug is pulled; these fake devices have none. */
  function pull(kind: 'audio' | 'video'): void {
    const track = media.track(kind);
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  }

  /** Resolves when the device stands so. */
  const becomes = (device: 'microphone' | 'camera', status: string) =>
    new Promise<void>((resolve) => {
      const check = () => media[device].status === status && resolve();
      media.addEventListener('statechange', check);
      check();
    });

  const without = (kind: MediaDeviceKind) => devices.filter((device) => device.kind !== kind);

  it('opens the default device in its place, once', async () => {
    await media.open(BOTH);
    const tracks: (MediaStreamTrack | null)[] = [];
    media.addEventListener('trackchange', () => tracks.push(media.track('audio')));

    pull('audio');
    expect(media.microphone.status).to.equal('starting');
    await becomes('microphone', 'on');
    expect(tracks).to.deep.equal([null, media.track('audio')]);

    pull('audio');
    await becomes('microphone', 'failed');
    expect(media.microphone.error).to.have.property('code', 'media-failed');
    expect(capture.asked).to.deep.equal(['audio+video', 'audio']);
    expect(capture.live).to.deep.equal([media.track('video')]);
  });

  it('is missing when there is no other, and comes back with the next plug', async () => {
    const hold = await media.open(BOTH);
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(without('audioinput'));
    pull('audio');
    await becomes('microphone', 'failed');
    expect(hold.errors.audio).to.have.property('code', 'media-missing');
    expect(media.track('audio')).to.equal(null);

    await replug(devices);
    await becomes('microphone', 'on');

    expect(hold.errors).to.deep.equal({});
    expect(capture.asked).to.deep.equal(['audio+video', 'audio']);
  });

  it('is opened again when another program lets go of it and devices change', async () => {
    capture.answer((wish, browser) => (wish.video ? refusal('NotReadableError') : browser(wish)));
    const hold = await media.open(BOTH);
    expect(hold.errors.video).to.have.property('code', 'media-busy');

    capture.answer((wish, browser) => browser(wish));
    await replug(devices);
    await becomes('camera', 'on');

    expect(hold.errors).to.deep.equal({});
  });

  for (const [name, kind] of [
    ['microphone', 'audio'],
    ['camera', 'video'],
  ] as const) {
    for (const setting of ['denied', 'prompt'] as const) {
      it(`is not asked for again when the person set the ${name} to ${setting}`, async () => {
        const hold = await media.open({ ...NOTHING, [kind]: true });
        const taken = becomes(name, 'failed');

        await setPermission(name, setting);
        await taken;
        await replug(devices);

        expect(hold.errors[kind]).to.have.property('code', 'media-denied');
        expect(media.stream.getTracks()).to.deep.equal([]);
        expect(capture.asked).to.deep.equal([kind]);
      });
    }
  }

  it('is not opened, and nothing has failed, for somebody who let go meanwhile', async () => {
    const hold = await media.open(VOICE);
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(without('audioinput'));
    pull('audio');

    hold.release();
    await media.open(FACE);

    expect(media.microphone.status).to.equal('off');
    expect(capture.asked).to.deep.equal(['audio', 'video']);
  });

  it('is not opened by a plug when it failed for somebody who got nothing and left', async () => {
    capture.answer(() => refusal('NotFoundError'));
    await media.open(VOICE).catch(() => {});
    expect(media.microphone.status).to.equal('failed');

    await replug(devices);

    expect(capture.asked).to.deep.equal(['audio']);
  });
});
