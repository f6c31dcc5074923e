import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError, type PhoneErrorCode } from '../../src/base/errors.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { hasPart, heard, press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone } from '../support/fake-phone.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

/** A phone of this browser. */
async function show(properties: Partial<RtcPhoneElement> = {}) {
  const element = Object.assign(document.createElement('rtc-phone'), {
    number: freshNumber('ann'),
    ...properties,
  });
  await fixture(html`${element}`);
  await until('the phone is ready', () => element.getAttribute('state') === 'ready');
  return element;
}

describe('<rtc-phone> and its options', () => {
  for (const option of ['autoAnswer', 'earlyConnection'] as const) {
    const name = option === 'autoAnswer' ? 'auto-answer' : 'early-connection';

    it(`trusts by \`${name}\` only those it names, and nobody when it may be meant for everybody`, async () => {
      const element = await show({ [option]: ' carol  dave ' });
      const errors = heard(element, 'rtc-error');
      expect(element.phone?.[option]).to.deep.equal(['carol', 'dave']);

      for (const value of ['', 'true']) {
        element.setAttribute(name, 'carol');
        await settled(element);
        expect(element.phone?.[option]).to.deep.equal(['carol']);
        element.setAttribute(name, value);
        await settled(element);
        expect(element.phone?.[option]).to.deep.equal([]);
      }
      Object.assign(element, { [option]: true });
      await settled(element);
      expect(element.phone?.[option]).to.deep.equal([]);
      expect(errors.map((error) => (error as PhoneError).code)).to.deep.equal(Array(3).fill('bad-option'));

      element.removeAttribute(name);
      Object.assign(element, { [option]: ['erin'] });
      await settled(element);
      expect(element.phone?.[option]).to.deep.equal(['erin']);
    });
  }

  it('takes a function that fetches servers, without another phone', async () => {
    const element = await show();
    const { phone } = element;
    const fetchServers = () => Promise.resolve([{ urls: 'stun:a.example' }]);

    Object.assign(element, { iceServers: fetchServers });
    await settled(element);

    expect(element.phone === phone).to.equal(true);
    expect(element.phone?.iceServers).to.equal(fetchServers);
  });

  it('becomes another phone when it is to call by relays alone', async () => {
    const element = await show();
    const { phone } = element;

    element.toggleAttribute('relay-only', true);
    await settled(element);

    expect(element.phone === phone).to.equal(false);
  });

  it('is offline for everybody who keeps it when it was taken off the page', async () => {
    const element = await show();

    element.remove();

    await until('it is offline', () => element.getAttribute('state') === 'offline');
    expect(element.matches(':state(offline)')).to.equal(true);
    expect(element.phone).to.equal(undefined);
  });

  it('takes the focus when an ended call is put away', async () => {
    const phone = makePhone(makeCall({ state: { phase: 'ended', reason: 'hung-up', by: 'remote', at: 0 } }));
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
    const call = element.shadowRoot?.querySelector('rtc-call');
    if (!call) throw new Error('The phone shows no call.');
    visiblePart(call, 'close').focus();

    await press(call, 'close');

    expect(element.shadowRoot?.activeElement?.part.value).to.equal('phone');
  });

  it('has its number on the screen before there is a phone, and also when there can be none', async () => {
    const element = document.createElement('rtc-phone');
    element.number = freshNumber('ann');
    document.body.append(element);
    await Promise.resolve();
    expect(element.phone).to.equal(undefined);
    expect(words(element, 'number')).to.equal(element.number);
    expect(words(element, 'status')).to.equal('Connecting…');

    Object.assign(element, { signaling: 'smoke' });
    await settled(element);
    expect(element.phone).to.equal(undefined);
    expect(words(element, 'status')).to.equal('Offline');
    expect(words(element, 'problem')).to.contain('This phone is not set up correctly.');
    expect(hasPart(element, 'notice')).to.equal(false);
    element.remove();
  });

  it('says once that somebody uses another secret, and tells once that somebody sends rubbish', async () => {
    const phone = makePhone();
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
    const errors = heard(element, 'rtc-error');
    const receive = async (code: PhoneErrorCode) => {
      const detail = { from: 'mallory', error: new PhoneError(code, 'x'), count: 1 };
      phone.dispatchEvent(new CustomEvent('refused', { detail }));
      await settled(element);
    };

    await receive('bad-seal');
    expect(words(element, 'problem')).to.contain('Somebody called with another secret.');
    visiblePart(element, 'problem').querySelector('button')?.click();
    for (const code of ['bad-seal', 'bad-message', 'bad-message', 'bad-seal'] as const) await receive(code);

    expect(hasPart(element, 'problem')).to.equal(false);
    expect(errors.map((error) => (error as PhoneError).code)).to.deep.equal(['bad-seal', 'bad-message']);
  });

  it('says what failed though nobody waited for it, as answering by itself', async () => {
    const phone = makePhone();
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
    const errors = heard(element, 'rtc-error');
    const detail = new PhoneError('media-denied', 'x');

    phone.dispatchEvent(new CustomEvent('error', { detail }));
    await settled(element);

    expect(errors).to.deep.equal([detail]);
    expect(words(element, 'problem')).to.contain('Camera or microphone is not allowed.');
  });
});
