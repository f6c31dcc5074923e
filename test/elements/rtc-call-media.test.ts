import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { part, press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall, type FakePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

/** The element in a call in which two talk. */
async function show(changes: Partial<FakeCall> = {}, prepare: (phone: FakePhone) => void = () => {}) {
  const call = makeCall({ state: { phase: 'active', since: Date.now() }, ...changes });
  const phone = makePhone(call);
  prepare(phone);
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  return { call, phone, element };
}

const video = (element: Element) => part(element, 'video') as HTMLVideoElement;

describe('<rtc-call> pictures, sound and devices', () => {
  const streams: MediaStream[] = [];
  const capture = async (constraints: MediaStreamConstraints) => {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    streams.push(stream);
    return stream;
  };
  const { play } = HTMLMediaElement.prototype;

  afterEach(() => {
    HTMLMediaElement.prototype.play = play;
    streams.splice(0).forEach((stream) => stream.getTracks().forEach((track) => track.stop()));
  });

  it('plays the picture of the other side, and its sound', async () => {
    const { element } = await show({ remoteStream: await capture({ video: true }) });

    await until('the picture has a size', () => video(element).videoWidth > 0);

    expect(getComputedStyle(video(element)).visibility).to.equal('visible');
    expect(video(element).muted).to.equal(false);
    expect(video(element).paused).to.equal(false);
    expect(part(element, 'avatar')).to.equal(null);
  });

  it('shows a face and says so when the other side switches its camera off', async () => {
    const { element, call } = await show();

    call.change({ remoteMedia: { audio: true, video: false } });
    await settled(element);

    expect(getComputedStyle(video(element)).visibility).to.equal('hidden');
    expect(visiblePart(element, 'avatar')).not.to.equal(null);
    expect(words(element, 'status')).to.contain('Camera is off');
  });

  it('says that the other side is muted', async () => {
    const { element } = await show({ remoteMedia: { audio: false, video: true } });

    expect(words(element, 'status')).to.contain('Muted');
  });

  it('does not speak of cameras in a voice call', async () => {
    const voice = { audio: true, video: false };
    const { element } = await show({ offered: voice, sending: voice, remoteMedia: voice });

    expect(words(element, 'status')).to.equal('0:00');
  });

  it('plays on when it is moved to another place of the page', async () => {
    const { element } = await show({ remoteStream: await capture({ video: true }) });
    await until('it plays', () => !video(element).paused);

    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);

    await until('it plays again', () => !video(element).paused && video(element).videoWidth > 0);
    place.remove();
  });

  it('shows the picture without sound where the browser blocks sound, until the person taps', async () => {
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      return this.muted ? play.call(this) : Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    };
    const { element } = await show({ remoteStream: await capture({ video: true }) });
    await until('it asks for a tap', () => part(element, 'hear')?.checkVisibility() === true);
    await until('the picture plays', () => !video(element).paused);
    expect(words(element, 'hear')).to.equal('Tap to hear');

    HTMLMediaElement.prototype.play = play;
    await press(element, 'hear');

    await until('the button is gone', () => part(element, 'hear') === null);
    expect(video(element).muted).to.equal(false);
  });

  it('mutes and unmutes', async () => {
    const { element, phone } = await show();
    expect(part(element, 'microphone')).to.have.attribute('aria-label', 'Mute');

    await press(element, 'microphone');
    phone.media.become({ microphone: { status: 'on', enabled: false } });
    await settled(element);
    expect(part(element, 'microphone')).to.have.attribute('aria-label', 'Unmute');

    await press(element, 'microphone');
    expect(phone.media.commands).to.deep.equal([
      ['setMicrophoneEnabled', false],
      ['setMicrophoneEnabled', true],
    ]);
  });

  it('tries a microphone again that has failed', async () => {
    const error = new PhoneError('media-busy', 'x');
    const { element, phone } = await show({}, ({ media }) => {
      media.microphone = { status: 'failed', enabled: true, error };
    });

    await press(element, 'microphone');

    expect(phone.media.commands).to.deep.equal([['setMicrophoneEnabled', true], ['retry']]);
  });

  it('switches the camera off for the whole phone, and on again', async () => {
    const { element, phone, call } = await show();

    await press(element, 'camera');
    phone.media.become({ camera: { status: 'off', enabled: false } });
    await settled(element);
    expect(part(element, 'camera')).to.have.attribute('aria-label', 'Turn camera on');

    await press(element, 'camera');
    expect(phone.media.commands).to.deep.equal([
      ['setCameraEnabled', false],
      ['setCameraEnabled', true],
    ]);
    expect(call.commands).to.deep.equal([]);
  });

  it('adds a picture to a voice call', async () => {
    const voice = { audio: true, video: false };
    const { element, phone, call } = await show({ offered: voice, sending: voice }, ({ media }) => {
      media.camera = { status: 'off', enabled: true };
    });

    await press(element, 'camera');

    expect(call.commands).to.deep.equal([['setVideo', true]]);
    expect(phone.media.commands).to.deep.equal([]);
  });

  it('says why a picture could not be added, and the call goes on', async () => {
    const voice = { audio: true, video: false };
    const { element, call } = await show({ offered: voice, sending: voice });
    call.failure = new PhoneError('media-denied', 'x');

    await press(element, 'camera');

    expect(words(element, 'problem')).to.contain('Allow it in the site settings');
    expect(element).to.have.attribute('state', 'active');
  });

  it('offers no camera before a voice call is answered', async () => {
    const voice = { audio: true, video: false };
    const { element } = await show({ offered: voice, sending: voice, state: { phase: 'ringing' } });

    expect(part(element, 'camera')).to.equal(null);
  });

  it('offers no devices without a phone that has them', async () => {
    const call = makeCall();
    const element = await fixture<RtcCallElement>(html`<rtc-call .call=${call}></rtc-call>`);

    expect(part(element, 'microphone')).to.equal(null);
    expect(visiblePart(element, 'hang-up')).not.to.equal(null);
  });
});
