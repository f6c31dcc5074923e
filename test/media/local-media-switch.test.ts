import { expect } from '@open-wc/testing';

import { listDevices } from '../../src/media/devices.js';
import { LocalMedia } from '../../src/media/local-media.js';
import { refusal, replug, unstubDevices, watchCapture, type CaptureWatch } from './capture-watch.js';

const BOTH = { audio: true, video: true };
const VOICE = { audio: true, video: false };
const FACE = { audio: false, video: true };

describe('LocalMedia, what a person switches', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;
  let microphones: string[];

  beforeEach(async () => {
    capture = watchCapture();
    media = new LocalMedia();
    const devices = await listDevices();
    microphones = devices
      .filter(({ kind, id }) => kind === 'microphone' && id !== 'default')
      .map(({ id }) => id);
  });

  afterEach(() => {
    media.close();
    capture.restore();
    unstubDevices();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  const microphoneInUse = () => media.track('audio')?.getSettings().deviceId;
  const [first, second] = [() => microphones[0] ?? '', () => microphones[1] ?? ''];

  describe('the microphone', () => {
    it('is muted and stays open', async () => {
      await media.open(VOICE);
      let changes = 0;
      media.addEventListener('statechange', () => (changes += 1));

      media.setMicrophoneEnabled(false);

      expect(media.track('audio')).to.include({ enabled: false, readyState: 'live' });
      expect(media.microphone).to.include({ status: 'on', enabled: false });
      expect(changes).to.equal(1);
    });

    it('opens muted when it was muted before', async () => {
      media.setMicrophoneEnabled(false);

      await media.open(VOICE);

      expect(media.track('audio')?.enabled).to.equal(false);
      media.setMicrophoneEnabled(true);
      expect(media.track('audio')?.enabled).to.equal(true);
    });
  });

  describe('the camera', () => {
    it('is really released when switched off, and opened again when switched on', async () => {
      await media.open(BOTH);
      const tracks: (MediaStreamTrack | null)[] = [];
      media.addEventListener('trackchange', () => tracks.push(media.track('video')));

      await media.setCameraEnabled(false);
      expect(capture.live).to.deep.equal([media.track('audio')]);
      expect(media.camera).to.deep.include({ status: 'off', enabled: false });
      expect(media.stream.getVideoTracks()).to.deep.equal([]);

      await media.setCameraEnabled(true);
      expect(media.camera).to.include({ status: 'on', enabled: true });
      expect(tracks).to.deep.equal([null, media.track('video')]);
      expect(media.stream.getVideoTracks()).to.deep.equal([media.track('video')]);
    });

    it('stays off for a hold that comes while it is switched off, and is not missing there', async () => {
      await media.setCameraEnabled(false);

      const hold = await media.open(BOTH);

      expect(capture.asked).to.deep.equal(['audio']);
      expect(hold.errors).to.deep.equal({});
    });

    it('opens nothing when switched on while nobody wants video', async () => {
      await media.setCameraEnabled(false);
      await media.open(VOICE);

      await media.setCameraEnabled(true);

      expect(capture.asked).to.deep.equal(['audio']);
    });

    it('does not come on when it is switched off while the browser asks', async () => {
      await media.open(VOICE);
      const answer = capture.delay();
      const opening = media.open(FACE);

      await media.setCameraEnabled(false);
      answer();
      await Promise.all([opening, capture.last]);

      expect(media.camera.status).to.equal('off');
      expect(capture.live).to.deep.equal([media.track('audio')]);
    });

    it('says why when it cannot be had again', async () => {
      await media.open(BOTH);
      await media.setCameraEnabled(false);
      capture.answer(() => refusal('NotReadableError'));

      const error = await media.setCameraEnabled(true).catch((reason: unknown) => reason);

      expect(error).to.have.property('code', 'media-busy');
      expect(media.camera).to.deep.include({ status: 'failed', enabled: true, error });
    });
  });

  describe('the device', () => {
    it('is replaced while it is open', async () => {
      await media.open(BOTH);
      const old = media.track('audio');
      media.setMicrophoneEnabled(false);

      await media.use('audio', second());

      expect(microphoneInUse()).to.equal(second());
      expect(old?.readyState).to.equal('ended');
      expect(media.track('audio')?.enabled).to.equal(false);
      expect(media.microphone).to.include({ status: 'on', deviceId: second(), label: 'Fake Audio Input 2' });
    });

    it('is remembered for the next opening', async () => {
      await media.use('audio', second());
      expect(capture.asked).to.deep.equal([]);
      expect(media.microphone.deviceId).to.equal(second());

      await media.open(VOICE);

      expect(microphoneInUse()).to.equal(second());
    });

    it('is left alone when it is in use already', async () => {
      await media.use('audio', second());
      await media.open(VOICE);

      await media.use('audio', second());

      expect(capture.asked).to.deep.equal(['audio']);
    });

    it('is the default one again for an empty id', async () => {
      await media.use('audio', second());
      await media.open(VOICE);

      await media.use('audio', '');

      expect(microphoneInUse()).to.equal('default');
    });

    it('is the last one chosen, whatever the browser answers in between', async () => {
      await media.open(VOICE);
      const answer = capture.delay();
      const choices = [media.use('audio', first()), media.use('audio', second())];

      answer();
      await Promise.all(choices);

      expect(microphoneInUse()).to.equal(second());
      expect(capture.live).to.deep.equal([media.track('audio')]);
    });

    it('is the default one while the chosen one is gone, and the chosen one when it comes back', async () => {
      await media.use('audio', 'pulled-out');
      await media.open(BOTH);
      expect(microphoneInUse()).to.equal('default');
      expect(media.camera.status).to.equal('on');

      await media.use('audio', second());
      await media.use('audio', 'pulled-out');
      expect(microphoneInUse()).to.equal('default');
    });

    it('goes back to the chosen one when that is plugged in again', async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      await media.use('audio', second());
      capture.answer((wish, browser) =>
        JSON.stringify(wish).includes(second()) ? refusal('OverconstrainedError') : browser(wish),
      );
      await media.open(VOICE);
      const standIn = microphoneInUse();

      capture.answer((wish, browser) => browser(wish));
      const replaced = new Promise((resolve) => {
        media.addEventListener('trackchange', () => media.track('audio') && resolve(null));
      });
      await replug(devices);
      await replaced;

      expect(standIn).to.equal('default');
      expect(microphoneInUse()).to.equal(second());
    });

    it('stays the old one when the new one cannot be had', async () => {
      await media.use('audio', first());
      await media.open(VOICE);
      capture.answer((wish, browser) =>
        JSON.stringify(wish).includes(second()) ? refusal('NotReadableError') : browser(wish),
      );

      const error = await media.use('audio', second()).catch((reason: unknown) => reason);

      expect(error).to.have.property('code', 'media-busy');
      expect(microphoneInUse()).to.equal(first());
      expect(media.microphone.status).to.equal('on');
    });
  });
});
