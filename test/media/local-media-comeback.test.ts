import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { refusal, setPermission, watchCapture, type CaptureWatch } from './capture-watch.js';

const FACE = { audio: false, video: true };
const VOICE = { audio: true, video: false };
const BOTH = { audio: true, video: true };

describe('LocalMedia, when a device comes back by itself', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;

  beforeEach(async () => {
    await Promise.all([setPermission('camera', 'granted'), setPermission('microphone', 'granted')]);
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  /** What a browser does when the system takes picture or sound away for a while, or gives it back. */
  function interrupt(kind: 'audio' | 'video', muted: boolean): void {
    const track = media.track(kind);
    if (!track) throw new Error(`There is no ${kind} to interrupt.`);
    Object.defineProperty(track, 'muted', { value: muted, configurable: true });
    track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  const becomes = (device: 'microphone' | 'camera', status: string) =>
    new Promise<void>((resolve) => {
      const check = () => media[device].status === status && resolve();
      media.addEventListener('statechange', check);
      check();
    });

  for (const [device, kind] of [
    ['microphone', 'audio'],
    ['camera', 'video'],
  ] as const) {
    it(`says that the system withholds the ${device}, and that it is back`, async () => {
      await media.open(BOTH);
      const track = media.track(kind);
      let changes = 0;
      media.addEventListener('statechange', () => (changes += 1));

      interrupt(kind, true);
      expect(media[device]).to.include({ status: 'on', interrupted: true });

      interrupt(kind, false);
      expect(media[device]).to.include({ status: 'on' }).and.not.to.have.property('interrupted');
      expect(changes).to.equal(2);
      expect(media.track(kind)).to.equal(track);
      expect(capture.asked).to.deep.equal(['audio+video']);
    });

    it(`opens the ${device} again as soon as the person allows it in the settings of the browser`, async () => {
      const hold = await media.open({ audio: false, video: false, [kind]: true });
      await Promise.all([becomes(device, 'failed'), setPermission(device, 'denied')]);
      expect(hold.errors[kind]).to.have.property('code', 'media-denied');

      await Promise.all([becomes(device, 'on'), setPermission(device, 'granted')]);

      expect(hold.errors).to.deep.equal({});
      expect(capture.asked).to.deep.equal([kind, kind]);
    });
  }

  it('does not open a device that nobody waits for any more when it is allowed', async () => {
    const hold = await media.open(FACE);
    await Promise.all([becomes('camera', 'failed'), setPermission('camera', 'denied')]);
    hold.release();

    await setPermission('camera', 'granted');
    await media.open(VOICE);

    expect(capture.asked).to.deep.equal(['video', 'audio']);
  });

  it('keeps a share of what has failed, asks for nothing again, and brings it back when told to', async () => {
    capture.answer(() => refusal('NotReadableError'));
    await media.open(VOICE).catch(() => {});

    const hold = media.keep(VOICE);
    expect(hold.errors.audio).to.have.property('code', 'media-busy');
    expect(capture.asked).to.deep.equal(['audio']);

    capture.answer((wish, browser) => browser(wish));
    await media.retry();
    expect(hold.errors).to.deep.equal({});
    expect(media.track('audio')?.readyState).to.equal('live');

    hold.release();
    expect(media.track('audio')).to.equal(null);
  });

  it('opens for a kept share what is not open yet', async () => {
    const hold = media.keep(FACE);
    await becomes('camera', 'on');

    hold.release();
    expect(media.camera.status).to.equal('off');
  });
});
