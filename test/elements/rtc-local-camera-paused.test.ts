import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcLocalCameraElement } from '../../src/elements/rtc-local-camera.js';
import '../../src/elements/rtc-local-camera.js';
import '../../src/elements/rtc-snapshot.js';
import type { DeviceState } from '../../src/media/local-media.js';
import { expectAccessible, hasPart, part, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

const ON: DeviceState = { status: 'on', enabled: true };
const PAUSED: DeviceState = { ...ON, interrupted: true };

async function show() {
  const phone = makePhone();
  const element = await fixture<RtcLocalCameraElement>(
    html`<rtc-local-camera .phone=${asPhone(phone)}></rtc-local-camera>`,
  );
  return { phone, element };
}

describe('<rtc-local-camera> in trouble', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
  });

  it('says that the system withholds the picture, instead of a black one, and shows it when it is back', async () => {
    const { phone, element } = await show();

    phone.media.become({ camera: PAUSED });
    await settled(element);
    expect(words(element, 'status'))
      .to.contain('Your camera is paused')
      .and.to.contain('comes back by itself');
    expect(part(element, 'video')?.checkVisibility()).to.equal(false);
    expect(part(element, 'camera')).to.have.attribute('aria-label', 'Turn camera off');
    expect(element).to.have.attribute('state', 'paused');
    await expectAccessible(element);

    phone.media.become({ camera: ON });
    await settled(element);
    expect(part(element, 'video')?.checkVisibility()).to.equal(true);
    expect(element).to.have.attribute('state', 'on');
  });

  it('marks a microphone that the system has muted', async () => {
    const { phone, element } = await show();
    expect(hasPart(element, 'muted')).to.equal(false);

    phone.media.become({ microphone: PAUSED });
    await settled(element);

    expect(words(element, 'muted')).to.equal('Muted');
  });

  it('lets no photo be taken of a picture that is withheld', async () => {
    const phone = makePhone();
    phone.media.camera = PAUSED;
    const element = await fixture<HTMLElementTagNameMap['rtc-snapshot']>(
      html`<rtc-snapshot .phone=${asPhone(phone)}></rtc-snapshot>`,
    );

    expect(visiblePart(element, 'take')).to.have.attribute('aria-disabled', 'true');
  });

  it('gives a number to devices that have no name', async () => {
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind }) => kind === 'audioinput',
    );
    navigator.mediaDevices.enumerateDevices = () =>
      Promise.resolve(
        devices.slice(0, 2).map(({ deviceId, kind, groupId }) => {
          const device = { deviceId, kind, groupId, label: '' };
          return { ...device, toJSON: () => device };
        }),
      );
    const { element } = await show();

    await until('there is a choice', () => element.renderRoot.querySelectorAll('option').length === 2);

    const names = [...element.renderRoot.querySelectorAll('option')].map(({ text }) => text);
    expect(names).to.deep.equal(['Microphone 1', 'Microphone 2']);
  });

  it('loses no focus when the button that had it is of no use any more', async () => {
    const { phone, element } = await show();
    visiblePart(element, 'camera').focus();

    phone.media.become({
      camera: { status: 'failed', enabled: true, error: new PhoneError('media-blocked', 'x') },
    });
    await settled(element);

    expect(element.shadowRoot?.activeElement?.part.value).to.equal('microphone');
  });
});
