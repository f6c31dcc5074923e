import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { LocalMedia } from '../../src/media/local-media.js';
import { refusal, watchCapture, type CaptureWatch } from './capture-watch.js';

const BOTH = { audio: true, video: true };
const VOICE = { audio: true, video: false };
const FACE = { audio: false, video: true };

describe('LocalMedia', () => {
  let capture: CaptureWatch;
  let media: LocalMedia;

  beforeEach(() => {
    capture = watchCapture();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    capture.restore();
    expect(capture.live, 'tracks still live after close()').to.deep.equal([]);
  });

  it('opens nothing until it is asked to', () => {
    const { microphone, camera } = media;

    expect(capture.asked).to.deep.equal([]);
    expect([microphone, camera]).to.deep.equal([
      { status: 'off', enabled: true },
      { status: 'off', enabled: true },
    ]);
    expect(media.stream.getTracks()).to.deep.equal([]);
  });

  it('opens both kinds with one question, and says which devices they are', async () => {
    const opening = media.open(BOTH);
    const meanwhile = [media.microphone.status, media.camera.status];
    const hold = await opening;

    expect(meanwhile).to.deep.equal(['starting', 'starting']);
    expect(capture.asked).to.deep.equal(['audio+video']);
    expect(hold.errors).to.deep.equal({});
    expect(media.microphone).to.include({ status: 'on', label: 'Fake Default Audio Input' });
    expect(media.camera).to.include({ status: 'on', label: 'fake_device_0' });
    expect(media.camera.deviceId).to.equal(media.track('video')?.getSettings().deviceId);
    expect(media.camera).to.satisfy(Object.isFrozen);
  });

  it('asks for a clean voice and a picture that suits a call', async () => {
    await media.open(BOTH);

    expect(capture.constraints[0]?.audio).to.include({ echoCancellation: true, noiseSuppression: true });
    expect(media.track('video')?.getSettings()).to.include({ width: 1280, height: 720 });
  });

  it('keeps one stream for ever, with the live tracks in it', async () => {
    const { stream } = media;
    let seen: MediaStreamTrack[] = [];
    media.addEventListener('trackchange', () => {
      seen = media.stream.getTracks();
    });

    const hold = await media.open(BOTH);
    expect(seen).to.have.members([media.track('audio'), media.track('video')]);

    hold.release();
    expect(seen).to.deep.equal([]);
    expect(media.stream).to.equal(stream);
  });

  it('shares open devices, and stops each with the last hold that wants it', async () => {
    const preview = await media.open(FACE);
    const camera = media.track('video');
    const call = await media.open(BOTH);

    expect(capture.asked).to.deep.equal(['video', 'audio']);
    expect(media.track('video')).to.equal(camera);

    preview.release();
    expect(media.camera.status).to.equal('on');

    call.release();
    expect([media.microphone.status, media.camera.status]).to.deep.equal(['off', 'off']);
    expect(capture.live).to.deep.equal([]);
  });

  it('lets a hold be released twice without taking from another', async () => {
    const first = await media.open(VOICE);
    await media.open(VOICE);

    first.release();
    first.release();

    expect(media.microphone.status).to.equal('on');
  });

  it('asks once for two that open at the same time', async () => {
    await Promise.all([media.open(BOTH), media.open(BOTH), media.open(VOICE)]);

    expect(capture.asked).to.deep.equal(['audio+video']);
  });

  it('opens nothing for a choice of nothing', async () => {
    const hold = await media.open({ audio: false, video: false });

    expect(capture.asked).to.deep.equal([]);
    expect(hold.errors).to.deep.equal({});
  });

  it('stops a track that comes after the wish was aborted, the moment it comes', async () => {
    const answer = capture.delay();
    const wish = new AbortController();
    const opening = media.open(BOTH, wish.signal).catch((reason: unknown) => reason);

    wish.abort();
    const reason = await opening;
    answer();
    await capture.last;

    expect(reason).to.equal(wish.signal.reason);
    expect(capture.live).to.deep.equal([]);
    expect(media.camera.status).to.equal('off');
  });

  it('does not ask again when somebody new waits for a question still open', async () => {
    const answer = capture.delay();
    const wish = new AbortController();
    const first = media.open(BOTH, wish.signal).catch(() => {});
    wish.abort();
    await first;

    const second = media.open(VOICE);
    answer();
    await second;

    expect(capture.asked).to.deep.equal(['audio+video']);
    expect(capture.live).to.deep.equal([media.track('audio')]);
  });

  it('refuses an aborted signal without asking', async () => {
    const reason = await media.open(BOTH, AbortSignal.abort('late')).catch((error: unknown) => error);

    expect(reason).to.equal('late');
    expect(capture.asked).to.deep.equal([]);
  });

  describe('a hold that changes', () => {
    it('gives back what it no longer wants and opens what is new', async () => {
      const hold = await media.open(BOTH);

      await hold.change(VOICE);
      expect(media.camera.status).to.equal('off');
      expect(capture.live).to.deep.equal([media.track('audio')]);

      await hold.change(BOTH);
      expect(capture.asked).to.deep.equal(['audio+video', 'video']);
      expect(capture.live).to.have.length(2);
    });

    it('wants no more than it had when the new device is refused', async () => {
      const hold = await media.open(VOICE);
      capture.answer(() => refusal('NotReadableError'));

      const error = await hold.change(BOTH).catch((reason: unknown) => reason);

      expect(error).to.be.instanceOf(PhoneError).with.property('code', 'media-busy');
      expect(hold.choice).to.deep.equal(VOICE);
      expect(media.microphone.status).to.equal('on');
    });

    it('follows the latest wish while the browser asks', async () => {
      const hold = await media.open(VOICE);
      const answer = capture.delay();
      const on = hold.change(BOTH);

      const off = hold.change(VOICE);
      answer();
      await Promise.all([on, off, capture.last]);

      expect(media.camera.status).to.equal('off');
      expect(capture.live).to.deep.equal([media.track('audio')]);
    });

    it('has no effect once it is released', async () => {
      const hold = await media.open(VOICE);
      hold.release();

      const error = await hold.change(BOTH).catch((reason: unknown) => reason);

      expect(error).to.have.property('code', 'bad-state');
      expect(capture.live).to.deep.equal([]);
    });
  });

  describe('closed', () => {
    it('has stopped every track, and opens none', async () => {
      await media.open(BOTH);

      media.close();
      const error = await media.open(VOICE).catch((reason: unknown) => reason);

      expect(capture.live).to.deep.equal([]);
      expect(media.stream.getTracks()).to.deep.equal([]);
      expect(error).to.be.instanceOf(PhoneError).with.property('code', 'bad-state');
      expect(capture.asked).to.deep.equal(['audio+video']);
    });

    it('rejects whoever waits, and stops what comes too late', async () => {
      const answer = capture.delay();
      const opening = media.open(BOTH).catch((reason: unknown) => reason);

      media.close();
      const error = await opening;
      answer();
      await capture.last;

      expect(error).to.have.property('code', 'bad-state');
      expect(capture.live).to.deep.equal([]);
    });

    it('listens to no device any more', async () => {
      await media.open(VOICE);
      let listed = 0;
      navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]).finally(() => (listed += 1));

      media.close();
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');

      expect(listed).to.equal(0);
    });
  });
});
