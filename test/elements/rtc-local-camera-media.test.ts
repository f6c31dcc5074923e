import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-local-camera.js';
import type { RtcLocalCameraElement } from '../../src/elements/rtc-local-camera.js';
import { replug, unstubDevices } from '../media/capture-watch.js';
import { expectAccessible, hasPart, heard, press, settled, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakePhone } from '../support/fake-phone.js';
import { until } from '../support/until.js';

async function show(phone: FakePhone = makePhone(), resolution?: string) {
  const element = await fixture<RtcLocalCameraElement>(
    html`<rtc-local-camera .phone=${asPhone(phone)} .resolution=${resolution}></rtc-local-camera>`,
  );
  return { element, phone, media: phone.media };
}

describe('rtc-local-camera, its picture', () => {
  const asked = ({ media }: FakePhone) => media.commands;

  for (const [resolution, quality] of [
    ['720p', { width: 1280, height: 720 }],
    ['360P', { width: 640, height: 360 }],
    ['1080p@15', { width: 1920, height: 1080, frameRate: 15 }],
    ['800x600', { width: 800, height: 600 }],
  ] as const) {
    it(`is ${resolution} where the page says so`, async () => {
      const { phone } = await show(makePhone(), resolution);

      expect(asked(phone)).to.deep.equal([['setQuality', quality]]);
    });
  }

  it('is another one as soon as the page says so, and the usual one when it says nothing any more', async () => {
    const { element, phone } = await show(makePhone(), '720p');

    element.setAttribute('resolution', '360p');
    await settled(element);
    element.removeAttribute('resolution');
    await settled(element);
    element.requestUpdate();
    await settled(element);

    expect(asked(phone).slice(1)).to.deep.equal([
      ['setQuality', { width: 640, height: 360 }],
      ['setQuality', {}],
    ]);
  });

  it('is left alone where the page says nothing, and asked of each phone that comes', async () => {
    const { element, phone } = await show();
    expect(asked(phone)).to.deep.equal([]);

    element.resolution = '720p';
    const next = makePhone();
    element.phone = asPhone(next);
    await settled(element);

    expect(asked(next)).to.deep.equal([['setQuality', { width: 1280, height: 720 }]]);
  });

  for (const resolution of ['very fine', '720', '999p', 'x', '0x0@', '720p@fast']) {
    it(`cannot be "${resolution}", and the element says so`, async () => {
      const phone = makePhone();
      const { element } = await show(phone);
      const errors = heard(element, 'rtc-error');

      element.resolution = resolution;
      await settled(element);

      expect(errors).to.have.lengthOf(1);
      expect(errors[0]).to.have.property('code', 'bad-option');
      expect(words(element, 'problem')).to.contain('not set up correctly');
      expect(asked(phone)).to.deep.equal([]);
      await expectAccessible(element);
    });
  }
});

describe('rtc-local-camera, in a call', () => {
  afterEach(unstubDevices);

  it('shows when the person is heard', async () => {
    const call = makeCall({ state: { phase: 'active', since: 0 } });
    const { element } = await show(makePhone(call));

    call.speak(true);
    expect(element).not.to.have.attribute('speaking');
    call.speak(true, 'local');

    expect(element).to.have.attribute('speaking');
    expect(element.matches(':state(speaking)')).to.equal(true);
    call.speak(false, 'local');
    expect(element).not.to.have.attribute('speaking');
  });

  it('turns to the other camera at a press, where there is one', async () => {
    const camera = (deviceId: string): MediaDeviceInfo => ({
      deviceId,
      kind: 'videoinput',
      label: deviceId,
      groupId: '',
      toJSON: () => ({}),
    });
    await replug([camera('front')]);
    const { element, media } = await show();
    await settled(element);
    expect(hasPart(element, 'flip')).to.equal(false);

    await replug([camera('front'), camera('back')]);
    await until('there is a button', () => hasPart(element, 'flip'));
    await expectAccessible(element);
    await press(element, 'flip');
    await until('it is asked', () => media.commands.length > 0);

    expect(media.commands).to.deep.equal([['flip']]);
  });
});
