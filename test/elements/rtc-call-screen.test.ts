import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError, type PhoneErrorCode } from '../../src/base/errors.js';
import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { replug, unstubDevices } from '../media/capture-watch.js';
import { expectAccessible, hasPart, heard, part, press, settled, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall, type FakePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

async function show(changes: Partial<FakeCall> = {}, prepare: (phone: FakePhone) => void = () => {}) {
  const call = makeCall({ state: { phase: 'active', since: Date.now() }, ...changes });
  const phone = makePhone(call);
  prepare(phone);
  const element = await fixture<RtcCallElement>(
    html`<rtc-call style="inline-size: 50rem" .phone=${asPhone(phone)}></rtc-call>`,
  );
  return { call, phone, media: phone.media, element };
}

const status = (element: Element) => element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';

describe('<rtc-call> and a shared screen', () => {
  it('shares one at a press, with its sound if the person allows that, and ends it at the next', async () => {
    const { element, media } = await show();
    expect(part(element, 'share')?.ariaPressed).to.equal('false');

    await press(element, 'share');
    await until('it is pressed', () => part(element, 'share')?.ariaPressed === 'true');
    await press(element, 'share');
    await until('it is not', () => part(element, 'share')?.ariaPressed === 'false');

    expect(media.commands).to.deep.equal([['shareScreen', { audio: true }], ['stopSharing']]);
  });

  it('reminds the person for as long as others see it, in words and aloud, and lets them stop', async () => {
    const { element, media } = await show();
    expect(hasPart(element, 'sharing')).to.equal(false);

    media.become({ screen: { status: 'on', label: 'Window 1' } });
    await settled(element);
    expect(words(element, 'sharing')).to.equal('You are sharing your screen Stop sharing');
    expect(status(element)).to.contain('You are sharing your screen');
    await expectAccessible(element);

    await press(element, 'stop-sharing');
    await until('the reminder is gone', () => !hasPart(element, 'sharing'));
    expect(media.commands).to.deep.equal([['stopSharing']]);
    expect(status(element)).not.to.contain('sharing');
  });

  it('leaves the sharing to a page that wants to do it', async () => {
    const { element, media } = await show();
    element.addEventListener('rtc-screen-share-request', (event) => event.preventDefault());
    const requests = heard(element, 'rtc-screen-share-request');

    await press(element, 'share');

    expect(requests).to.deep.equal([{ sharing: true, audio: true }]);
    expect(media.commands).to.deep.equal([]);
  });

  it('takes it for an answer when the person chooses none', async () => {
    const { element, media } = await show();
    const errors = heard(element, 'rtc-error');
    media.failure = new PhoneError('media-dismissed', 'none');

    await press(element, 'share');
    await until('the person was asked', () => media.failure === undefined);
    await settled(element);

    expect(hasPart(element, 'problem')).to.equal(false);
    expect(errors).to.deep.equal([]);
    expect(part(element, 'share')?.ariaPressed).to.equal('false');
  });

  for (const [code, says] of [
    ['media-denied', 'system settings'],
    ['media-blocked', 'allow="display-capture"'],
    ['media-failed', 'could not be shared'],
  ] satisfies [PhoneErrorCode, string][]) {
    it(`says in words about a screen that it is ${code}`, async () => {
      const { element, media } = await show();
      const errors = heard(element, 'rtc-error');
      media.failure = new PhoneError(code, code);

      await press(element, 'share');

      await until('it says so', () => words(element, 'problem').includes(says));
      expect(errors).to.have.lengthOf(1);
    });
  }

  it('says in the usual words what fails with a camera', async () => {
    const { element, phone, media } = await show();
    media.become({ camera: { status: 'off', enabled: false } });
    await settled(element);
    phone.media.failure = new PhoneError('media-denied', 'no');

    await press(element, 'camera');
    await settled(element);

    expect(words(element, 'problem')).to.contain('Camera or microphone is not allowed');
  });

  it('offers none where the browser has none, before there is a call, nor to somebody who only watches', async () => {
    const without = await show({}, ({ media }) => (media.canShareScreen = false));
    const ringing = await show({ state: { phase: 'ringing' } });
    const watching = await show({ sending: { audio: false, video: false } });

    for (const { element } of [without, ringing, watching]) expect(hasPart(element, 'share')).to.equal(false);
  });

  it('shows the whole screen of the other side, and nothing of it cut off', async () => {
    const { element, call } = await show();
    const fit = () => getComputedStyle(part(element, 'video') as Element).objectFit;
    expect(fit()).to.equal('cover');

    call.change({ remoteMedia: { audio: true, video: true, screen: true } });
    await settled(element);

    expect(fit()).to.equal('contain');
  });
});

describe('<rtc-call> and two cameras', () => {
  const camera = (deviceId: string): MediaDeviceInfo => ({
    deviceId,
    kind: 'videoinput',
    label: deviceId,
    groupId: '',
    toJSON: () => ({}),
  });

  afterEach(unstubDevices);

  it('turns to the other one at a press', async () => {
    await replug([camera('front'), camera('back')]);
    const { element, media } = await show();
    await until('there is a button', () => hasPart(element, 'flip'));
    await expectAccessible(element);

    await press(element, 'flip');
    await until('it is asked', () => media.commands.length > 0);

    expect(media.commands).to.deep.equal([['flip']]);
  });

  it('has no button for more on a narrow card where there is nothing more', async () => {
    await replug([camera('front')]);
    const { element, call } = await show({}, ({ media }) => Object.assign(media, { canShareScreen: false }));
    element.style.inlineSize = '20rem';
    expect(part(element, 'more')?.checkVisibility()).to.equal(true);

    call.change({ held: true });
    await settled(element);

    expect(part(element, 'more')?.checkVisibility()).to.equal(false);
  });

  it('has no such button with one camera, nor while it is off', async () => {
    await replug([camera('front'), camera('back')]);
    const { element, media } = await show();
    await until('there is a button', () => hasPart(element, 'flip'));

    media.become({ camera: { status: 'off', enabled: false } });
    await settled(element);
    expect(hasPart(element, 'flip')).to.equal(false);

    media.become({ camera: { status: 'on', enabled: true } });
    await until('it is back', () => hasPart(element, 'flip'));
    await replug([camera('front')]);
    await until('it is gone', () => !hasPart(element, 'flip'));
  });
});
