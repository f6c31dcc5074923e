import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError, type PhoneErrorCode } from '../../src/base/errors.js';
import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import type { DeviceState } from '../../src/media/local-media.js';
import { expectAccessible, hasPart, press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';

const ON: DeviceState = { status: 'on', enabled: true };
const failed = (code: PhoneErrorCode): DeviceState => ({
  status: 'failed',
  enabled: true,
  error: new PhoneError(code, 'x'),
});

/** The element in a call in which two talk, with devices that stand so. */
async function show(
  devices: { microphone?: DeviceState; camera?: DeviceState },
  changes: Partial<FakeCall> = {},
) {
  const call = makeCall({ state: { phase: 'active', since: Date.now() }, ...changes });
  const phone = makePhone(call);
  Object.assign(phone.media, devices);
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  const retry = async () => {
    visiblePart(element, 'trouble').querySelector('button')?.click();
    await settled(element);
  };
  return { call, phone, element, retry };
}

describe('<rtc-call> when a device of this person is lost', () => {
  it('says that nobody hears the person, why, and brings the microphone back by one press', async () => {
    const { element, phone, retry } = await show({});
    expect(hasPart(element, 'trouble')).to.equal(false);

    phone.media.become({ microphone: failed('media-missing') });
    await settled(element);
    expect(words(element, 'trouble')).to.equal(
      'They cannot hear you. No camera or microphone was found. Connect one and try again. Try again',
    );
    expect(visiblePart(element, 'trouble')).to.have.attribute('role', 'alert');
    expect(element).to.have.attribute('state', 'active');
    await expectAccessible(element);

    await retry();
    expect(phone.media.commands).to.deep.equal([['setMicrophoneEnabled', true], ['retry']]);

    phone.media.become({ microphone: ON });
    await settled(element);
    expect(hasPart(element, 'trouble')).to.equal(false);
  });

  it('says that nobody sees the person while another program has the camera', async () => {
    const { element, phone, retry } = await show({ camera: failed('media-busy') });
    expect(words(element, 'trouble')).to.contain('They cannot see you. Another program uses');

    await retry();

    expect(phone.media.commands).to.deep.equal([['setCameraEnabled', true], ['retry']]);
  });

  it('says in one line that a permission was withdrawn for both', async () => {
    const { element } = await show({ microphone: failed('media-denied'), camera: failed('media-denied') });

    expect(words(element, 'trouble')).to.contain('They cannot hear you. They cannot see you. Camera or');
    expect(words(element, 'trouble').match(/not allowed/g)).to.have.length(1);
  });

  it('offers no other try where none can help', async () => {
    const { element } = await show({ camera: failed('media-blocked') });

    expect(visiblePart(element, 'trouble').querySelector('button')).to.equal(null);
  });

  it('says that the system has paused a device, without cutting in, and that it is back', async () => {
    const { element, phone } = await show({ camera: { ...ON, interrupted: true } });
    expect(words(element, 'trouble')).to.equal('Your camera is paused by the system or another program.');
    expect(visiblePart(element, 'trouble')).to.have.attribute('role', 'status');

    phone.media.become({ camera: ON, microphone: { ...ON, interrupted: true } });
    await settled(element);
    expect(words(element, 'trouble')).to.equal('Your microphone is paused by the system or another program.');

    phone.media.become({ microphone: ON });
    await settled(element);
    expect(hasPart(element, 'trouble')).to.equal(false);
  });

  it('says nothing of devices that the person does not use', async () => {
    const { element, phone } = await show(
      { microphone: { ...failed('media-missing'), enabled: false }, camera: failed('media-missing') },
      { sending: { audio: true, video: false } },
    );
    expect(hasPart(element, 'trouble')).to.equal(false);

    phone.media.become({ microphone: failed('media-missing') });
    await settled(element);
    expect(words(element, 'trouble')).to.contain('They cannot hear you');
  });

  for (const state of [
    { phase: 'incoming' },
    { phase: 'ended', reason: 'hung-up', by: 'local', at: 0 },
  ] as const) {
    it(`says nothing of devices while the call is ${state.phase}`, async () => {
      const { element } = await show({ microphone: failed('media-missing') }, { state });

      expect(hasPart(element, 'trouble')).to.equal(false);
    });
  }

  it('does not say twice what a press has shown again', async () => {
    const { element, phone, retry } = await show({ camera: failed('media-busy') });
    phone.media.failure = new PhoneError('media-busy', 'x');

    await retry();

    expect(hasPart(element, 'problem')).to.equal(false);
    expect(visiblePart(element, 'trouble')).not.to.equal(null);
  });

  it('says what the call itself reports, unless its end does', async () => {
    const { element, call } = await show({});
    const report = (code: PhoneErrorCode) =>
      call.dispatchEvent(new CustomEvent('error', { detail: new PhoneError(code, 'x') }));

    report('no-route');
    await settled(element);
    expect(hasPart(element, 'problem')).to.equal(false);

    report('not-delivered');
    await settled(element);
    expect(words(element, 'problem')).to.contain('The other side could not be told.');
    await press(element, 'hang-up');
  });
});
