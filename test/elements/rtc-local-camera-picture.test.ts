import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcLocalCameraElement } from '../../src/elements/rtc-local-camera.js';
import '../../src/elements/rtc-local-camera.js';
import { setTexts, texts } from '../../src/elements/base/texts.js';
import { LocalMedia } from '../../src/media/local-media.js';
import type { Phone } from '../../src/phone/phone.js';
import { asPhone, makePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

const opened: LocalMedia[] = [];

/** A phone that does nothing, with real devices. */
function makeRealPhone(media = new LocalMedia()): Phone {
  opened.push(media);
  return asPhone(Object.assign(makePhone(), { media }));
}

async function show(phone: Phone, { autostart = false } = {}) {
  const element = await fixture<RtcLocalCameraElement>(
    html`<rtc-local-camera .phone=${phone} ?autostart=${autostart}></rtc-local-camera>`,
  );
  const video = element.renderRoot.querySelector('video') as HTMLVideoElement;
  const button = element.renderRoot.querySelector<HTMLButtonElement>('[part=camera]') as HTMLButtonElement;
  const select = (name: string) =>
    element.renderRoot.querySelector<HTMLSelectElement>(`select[aria-label=${name}]`) ?? undefined;
  const isPlaying = () => video.checkVisibility() && !video.paused && video.videoWidth > 0;
  return { element, video, button, select, isPlaying };
}

const track = ({ media }: Phone) => media.track('video');

describe('rtc-local-camera, the picture', () => {
  afterEach(() => {
    for (const media of opened.splice(0)) media.close();
  });

  it('opens no camera by itself', async () => {
    const phone = makeRealPhone();
    const { element } = await show(phone);

    await nextFrame();

    expect(phone.media.camera.status).to.equal('off');
    expect(element.getAttribute('state')).to.equal('off');
  });

  it('shows a moving, silent mirror image from the press of the button until the next', async () => {
    const phone = makeRealPhone();
    const { video, button, isPlaying } = await show(phone);

    button.click();
    await until('the picture plays', isPlaying);

    expect(video.muted).to.equal(true);
    expect(getComputedStyle(video).scale).to.equal('-1 1');
    const lent = track(phone);
    expect(lent?.readyState).to.equal('live');

    button.click();
    await until('the picture is gone', () => !video.checkVisibility());
    expect(lent?.readyState).to.equal('ended');
  });

  it('opens the camera by itself with autostart', async () => {
    const { isPlaying } = await show(makeRealPhone(), { autostart: true });

    await until('the picture plays', isPlaying);
  });

  it('opens the camera when autostart is set later', async () => {
    const { element, isPlaying } = await show(makeRealPhone());

    element.autostart = true;

    await until('the picture plays', isPlaying);
  });

  it('shows the picture also when a call has opened the camera, and leaves it to the call', async () => {
    const phone = makeRealPhone();
    const { element, isPlaying } = await show(phone);

    await phone.media.open({ audio: false, video: true });
    await until('the picture plays', isPlaying);
    await element.start();
    element.stop();
    element.remove();
    await nextFrame();

    expect(track(phone)?.readyState).to.equal('live');
  });

  it('gives the camera back when it leaves the page, even before it came', async () => {
    const phone = makeRealPhone();
    const { element, isPlaying } = await show(phone, { autostart: true });
    await until('the picture plays', isPlaying);
    const lent = track(phone);

    element.remove();
    await until('the camera was given back', () => lent?.readyState === 'ended');
    document.body.append(element);
    await element.updateComplete;
    element.remove();

    await until('the camera is off', () => phone.media.camera.status === 'off');
  });

  it('opens no camera for a press right before it left the page', async () => {
    const phone = makeRealPhone();
    const { element, button } = await show(phone);
    const asked: unknown[] = [];
    navigator.mediaDevices.getUserMedia = async (wish) => {
      asked.push(wish);
      throw new DOMException('by the test', 'NotAllowedError');
    };

    button.click();
    element.remove();
    await nextFrame();
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');

    expect(asked).to.deep.equal([]);
    expect(phone.media.camera.status).to.equal('off');
  });

  it('plays on when it is moved in the page', async () => {
    const phone = makeRealPhone();
    const { element, isPlaying } = await show(phone, { autostart: true });
    await until('the picture plays', isPlaying);
    const lent = track(phone);

    element.parentElement?.append(document.createElement('p'), element);
    await until('the picture plays', isPlaying);

    expect(track(phone)).to.equal(lent);
    expect(lent?.readyState).to.equal('live');
  });

  it('plays on when it is back on the page while a call has the camera', async () => {
    const phone = makeRealPhone();
    await phone.media.open({ audio: false, video: true });
    const { element, video, isPlaying } = await show(phone);
    await until('the picture plays', isPlaying);
    const { parentElement } = element;

    element.remove();
    await until('the picture stands', () => video.srcObject === null || video.paused);
    parentElement?.append(element);

    await until('the picture plays again', isPlaying);
  });

  it('goes on with the camera of the next phone, unless the person had switched it off', async () => {
    const [first, second, third] = [makeRealPhone(), makeRealPhone(), makeRealPhone()];
    const { element, button, isPlaying } = await show(first, { autostart: true });
    await until('the picture plays', isPlaying);

    element.phone = second;
    await until('the second phone has a picture', () => track(second) !== null);
    expect(track(first)).to.equal(null);

    button.click();
    await until('the second camera is off', () => track(second) === null);
    element.phone = third;
    await element.updateComplete;
    await nextFrame();
    expect(third.media.camera.status).to.equal('off');
  });

  it('is no mirror for a camera that looks away from the person', async () => {
    const media = new LocalMedia();
    const { video, isPlaying } = await show(makeRealPhone(media), { autostart: true });
    await until('the picture plays', isPlaying);
    const lent = media.track('video') as MediaStreamTrack;

    lent.getSettings = () => ({ facingMode: 'environment' });
    media.dispatchEvent(new Event('trackchange'));

    await until('the picture is as others see it', () => getComputedStyle(video).scale === 'none');
  });

  it('rejects start() with the reason, and tries anew the next time', async () => {
    const media = new LocalMedia();
    const { element, isPlaying } = await show(makeRealPhone(media));
    const { open } = media;
    media.open = () => Promise.reject(new PhoneError('media-busy', 'busy'));

    const error: unknown = await element.start().catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'media-busy');

    media.open = open;
    await element.start();
    await until('the picture plays', isPlaying);
  });

  it('lets the person choose where there is a choice, and shows what is in use', async () => {
    const phone = makeRealPhone();
    const { element, select, isPlaying } = await show(phone, { autostart: true });
    await until('the picture plays', isPlaying);
    await until('there is a choice', () => select('Microphone') !== undefined);
    expect(select('Camera'), 'there is but one').to.equal(undefined);
    await phone.media.open({ audio: true, video: false });
    await until('the device is shown', () => select('Microphone')?.value === phone.media.microphone.deviceId);
    const menu = select('Microphone') as HTMLSelectElement;
    const other = [...menu.options].find(({ selected }) => !selected)?.value ?? '';

    const asked = oneEvent(element, 'rtc-device-request');
    menu.value = other;
    menu.dispatchEvent(new Event('change'));

    expect((await asked).detail).to.deep.equal({ kind: 'audio', deviceId: other });
    await until('the other one is used', () => phone.media.microphone.deviceId === other);
    await element.updateComplete;
    expect(menu.value).to.equal(other);
    await expect(element).to.be.accessible();
  });

  it('goes back to the device in use when another cannot be had', async () => {
    const media = new LocalMedia();
    const { element, select } = await show(makeRealPhone(media));
    await media.open({ audio: true, video: false });
    await until('the device is shown', () => select('Microphone')?.value === media.microphone.deviceId);
    const menu = select('Microphone') as HTMLSelectElement;
    media.use = () => Promise.reject(new PhoneError('media-busy', 'busy'));

    const told = oneEvent(element, 'rtc-error');
    menu.selectedIndex = menu.options.length - 1;
    menu.dispatchEvent(new Event('change'));

    expect((await told).detail).to.have.property('code', 'media-busy');
    await until('the menu is back', () => menu.value === media.microphone.deviceId);
    expect(element.renderRoot.querySelector('[role=alert]')?.textContent).to.contain('Another program');
  });

  it('shows the device in use also when the page answers the choice in its own way', async () => {
    const media = new LocalMedia();
    const { element, select } = await show(makeRealPhone(media));
    await media.open({ audio: true, video: false });
    await until('the device is shown', () => select('Microphone')?.value === media.microphone.deviceId);
    const menu = select('Microphone') as HTMLSelectElement;
    element.addEventListener('rtc-device-request', (event) => event.preventDefault());

    menu.selectedIndex = menu.options.length - 1;
    menu.dispatchEvent(new Event('change'));

    await until('the menu is back', () => menu.value === media.microphone.deviceId);
  });

  it('speaks the words of the page', async () => {
    const { off } = texts().camera;
    const { element } = await show(makeRealPhone());

    setTexts({ camera: { off: 'Deine Kamera ist aus' } });
    await element.updateComplete;

    expect(element.renderRoot.querySelector('[role=status]')?.textContent).to.equal('Deine Kamera ist aus');
    setTexts({ camera: { off } });
  });
});
