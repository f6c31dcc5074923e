import { expect } from '@open-wc/testing';

import { LocalMedia } from '../../src/media/local-media.js';
import { until } from '../support/until.js';
import { refusal, watchCapture, type CaptureWatch } from './capture-watch.js';
import { hum, listenFor, watchDisplay, type DisplayWatch } from './display-watch.js';

const BOTH = { audio: true, video: true };
const VOICE = { audio: true, video: false };
const NO_ONE = { status: 'off' };

describe('LocalMedia, sharing a screen', () => {
  let capture: CaptureWatch;
  let display: DisplayWatch;
  let media: LocalMedia;
  let life: AbortController;

  beforeEach(() => {
    life = new AbortController();
    capture = watchCapture();
    display = watchDisplay();
    media = new LocalMedia();
  });

  afterEach(() => {
    media.close();
    life.abort();
    capture.restore();
    display.restore();
    expect([...capture.live, ...display.live], 'tracks still live after close()').to.deep.equal([]);
  });

  it('asks for a screen that text can be read on, and for no sound', async () => {
    await media.shareScreen();

    expect(display.asked).to.have.lengthOf(1);
    expect(display.asked[0]).to.have.property('audio', false);
    expect(media.track('video')).to.include({ contentHint: 'detail', readyState: 'live' });
    expect(media.screen).to.include({ status: 'on' }).and.satisfy(Object.isFrozen);
  });

  it('is lent by the real browser too', async () => {
    display.restore();

    await media.shareScreen({ audio: true });

    expect(media.track('video')?.getSettings()).to.have.property('displaySurface');
    expect(media.screen).to.include({ status: 'on', audio: true });
    media.stopSharing();
    expect(media.screen).to.deep.equal(NO_ONE);
  });

  it('opens neither camera nor microphone', async () => {
    await media.shareScreen();

    expect(capture.asked).to.deep.equal([]);
    expect(media.camera.status).to.equal('off');
  });

  it('takes the place of the camera in calls, not in the preview, and gives it back', async () => {
    await media.open(BOTH);
    const camera = media.track('video');

    await media.shareScreen();
    expect(media.track('video')).to.equal(display.live[0]);
    expect(media.stream.getVideoTracks()).to.deep.equal([camera]);

    media.stopSharing();
    expect(media.track('video')).to.equal(camera);
    expect(display.live).to.deep.equal([]);
  });

  it('lets the camera be switched off and on meanwhile', async () => {
    await media.open(BOTH);
    await media.shareScreen();

    await media.setCameraEnabled(false);
    expect(capture.live.map(({ kind }) => kind)).to.deep.equal(['audio']);
    expect(media.track('video')).to.equal(display.live[0]);

    await media.setCameraEnabled(true);
    expect(media.track('video')).to.equal(display.live[0]);
    media.stopSharing();
    expect(media.track('video')).to.deep.include({ readyState: 'live', label: media.camera.label });
  });

  it('ends with the button of the browser', async () => {
    await media.open(BOTH);
    await media.shareScreen({ audio: true });

    display.pressStop();

    expect(media.screen).to.deep.equal(NO_ONE);
    expect(media.track('video')?.label).to.equal(media.camera.label);
    expect(media.track('audio')?.label).to.equal(media.microphone.label);
  });

  it('leaves no picture when the camera was not on', async () => {
    await media.open(VOICE);
    await media.shareScreen();

    display.pressStop();

    expect(media.track('video')).to.equal(null);
  });

  it('changes to another screen, and keeps the one there is when none is chosen', async () => {
    await media.shareScreen();
    const first = media.track('video');

    display.answer = () => refusal('NotAllowedError');
    const error = await media.shareScreen().catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'media-dismissed');
    expect(media.track('video')).to.equal(first);
    expect(media.screen.status).to.equal('on');
  });

  it('tells when the picture is withheld, of a hidden window', async () => {
    await media.shareScreen();
    const track = media.track('video');

    Object.defineProperty(track, 'muted', { value: true, configurable: true });
    track?.dispatchEvent(new Event('mute'));

    expect(media.screen).to.include({ status: 'on', interrupted: true });
  });

  describe('with sound', () => {
    beforeEach(() => capture.answer(async () => new MediaStream([hum(440, life.signal)])));

    it('is one track with the voice, and mute takes only the voice', async () => {
      await media.open(VOICE);
      await media.shareScreen({ audio: true });
      await until('the sounds are mixed', () => media.track('audio') !== capture.live[0]);
      const mixed = media.track('audio');
      if (!mixed) throw new Error('There is no sound.');
      const loudness = listenFor(mixed, life.signal);

      await until('both are heard', () => loudness(440) > 100 && loudness(880) > 100);
      media.setMicrophoneEnabled(false);
      await until('only the screen is heard', () => loudness(440) < 50 && loudness(880) > 100);
      media.setMicrophoneEnabled(true);
      await until('both are heard again', () => loudness(440) > 100 && loudness(880) > 100);
    });

    it('takes a microphone that comes later into the same track', async () => {
      await media.shareScreen({ audio: true });
      await until('the sound is mixed', () => media.track('audio') !== display.live[1]);
      const mixed = media.track('audio');
      if (!mixed) throw new Error('There is no sound.');

      await media.open(VOICE);

      expect(media.track('audio')).to.equal(mixed);
      const loudness = listenFor(mixed, life.signal);
      await until('both are heard', () => loudness(440) > 100 && loudness(880) > 100);
    });

    it('goes on without, when only the sound ends', async () => {
      await media.open(VOICE);
      await media.shareScreen({ audio: true });

      const sound = display.live.find(({ kind }) => kind === 'audio');
      sound?.stop();
      sound?.dispatchEvent(new Event('ended'));

      expect(media.screen).to.include({ status: 'on' }).and.not.to.have.property('audio');
      expect(media.track('audio')).to.equal(capture.live[0]);
    });

    it('sends the voice alone where the browser cannot mix the two', async () => {
      const { createMediaStreamSource } = AudioContext.prototype;
      await media.open(VOICE);
      AudioContext.prototype.createMediaStreamSource = () => {
        throw new DOMException('another sample rate', 'NotSupportedError');
      };

      await media.shareScreen({ audio: true });
      AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;

      expect(media.track('audio')).to.equal(capture.live[0]);
      expect(media.screen.status).to.equal('on');
    });

    it('sends the voice alone where the browser lets nothing be mixed', async () => {
      const { AudioContext } = globalThis;
      await media.open(VOICE);
      globalThis.AudioContext = class extends AudioContext {
        override get state(): AudioContextState {
          return 'suspended';
        }
      };

      await media.shareScreen({ audio: true });
      globalThis.AudioContext = AudioContext;

      expect(media.track('audio')).to.equal(capture.live[0]);
    });
  });

  describe('says why there is none', () => {
    for (const [name, message, code] of [
      ['NotAllowedError', 'Permission denied by user', 'media-dismissed'],
      ['NotAllowedError', 'Permission denied by system', 'media-denied'],
      ['InvalidStateError', 'must be called from a user gesture', 'bad-state'],
      ['NotFoundError', '', 'media-missing'],
      ['NotReadableError', '', 'media-busy'],
      ['AbortError', '', 'media-failed'],
    ] as const) {
      it(`${code}: ${name} ${message}`, async () => {
        display.answer = () => Promise.reject(new DOMException(message, name));

        const error = await media.shareScreen().catch((reason: unknown) => reason);

        expect(error).to.include({ name: 'PhoneError', code });
        expect(media.screen).to.deep.equal(NO_ONE);
      });
    }

    it('unsupported: a browser that lends no screens, as on phones', async () => {
      display.restore();
      const { getDisplayMedia } = MediaDevices.prototype;
      Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia');

      const error = await media.shareScreen().catch((reason: unknown) => reason);
      MediaDevices.prototype.getDisplayMedia = getDisplayMedia;

      expect(error).to.have.property('code', 'unsupported');
    });
  });

  describe('that ends before it began', () => {
    it('stops what comes too late, and says so', async () => {
      const choose = display.delay();
      const sharing = media.shareScreen().catch((reason: unknown) => reason);
      expect(media.screen.status).to.equal('starting');

      media.stopSharing();
      expect(media.screen).to.deep.equal(NO_ONE);
      choose();

      expect(await sharing).to.have.property('code', 'bad-state');
      await until(
        'the screen was lent and given back',
        () => display.asked.length === 1 && display.live.length === 0,
      );
    });

    it('asks once for two who ask at the same time', async () => {
      const choose = display.delay();
      const both = [media.shareScreen(), media.shareScreen()];
      choose();
      await Promise.all(both);

      expect(display.asked).to.have.lengthOf(1);
    });

    it('shares nothing when a listener stops it as soon as it is asked', async () => {
      media.addEventListener('statechange', () => media.stopSharing(), { once: true });

      const error = await media.shareScreen().catch((reason: unknown) => reason);

      expect(error).to.have.property('code', 'bad-state');
      await media.shareScreen();
      expect(media.screen.status).to.equal('on');
    });
  });

  it('lasts as long as anybody keeps it', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    media.keepScreen(one.signal);
    media.keepScreen(other.signal);
    await media.shareScreen();

    one.abort();
    expect(media.screen.status).to.equal('on');
    other.abort();
    expect(display.live).to.deep.equal([]);
  });

  it('is refused and stopped when closed', async () => {
    await media.shareScreen({ audio: true });

    media.close();
    const error = await media.shareScreen().catch((reason: unknown) => reason);

    expect(display.live).to.deep.equal([]);
    expect(error).to.have.property('code', 'bad-state');
  });
});
