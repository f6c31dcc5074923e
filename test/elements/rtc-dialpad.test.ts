import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import '../../src/elements/rtc-dialpad.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import type { PhoneState } from '../../src/phone/phone.js';
import { expectAccessible, heard, part, press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakePhone } from '../support/fake-phone.js';

describe('<rtc-dialpad>', () => {
  const show = (phone: FakePhone, value = '') =>
    fixture<RtcDialpadElement>(html`<rtc-dialpad .phone=${asPhone(phone)} .value=${value}></rtc-dialpad>`);
  const input = (element: Element) => visiblePart(element, 'input') as HTMLInputElement;
  const key = (element: Element, name: string) =>
    [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.key') ?? [])].find(
      ({ ariaLabel, textContent }) => ariaLabel === name || textContent.trim().startsWith(name),
    );

  it('calls a typed number with picture when the person presses Enter', async () => {
    const phone = makePhone();
    const element = await show(phone);

    element.focus();
    await sendKeys({ type: 'ann 7' });
    await sendKeys({ press: 'Enter' });

    expect(phone.commands).to.deep.equal([['dial', 'ann 7', { audio: true, video: true }]]);
  });

  it('calls by voice only when asked to', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');

    await press(element, 'voice');

    expect(phone.commands).to.deep.equal([['dial', '1002', { audio: true, video: false }]]);
  });

  it('has a name for every key, and writes where the caret is', async () => {
    const element = await show(makePhone(), '13');
    input(element).setSelectionRange(1, 1);

    key(element, '2')?.click();
    key(element, 'Star')?.click();
    await settled(element);

    expect(element.value).to.equal('12*3');
    expect(input(element)).to.have.value('12*3');
  });

  it('is one stop of the Tab key, in which arrows move between the keys', async () => {
    const element = await show(makePhone());

    element.focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' }); // There is no key above: nothing happens.
    await sendKeys({ press: 'Space' });
    expect(element.value).to.equal('2');

    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'video'));
  });

  it('deletes character by character, then keeps the focus in the field', async () => {
    const element = await show(makePhone(), '12');
    input(element).setSelectionRange(2, 2);

    visiblePart(element, 'backspace').focus();
    await press(element, 'backspace');
    expect(element.value).to.equal('1');

    await press(element, 'backspace');
    expect(element.value).to.equal('');
    expect(part(element, 'backspace')).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(input(element));
  });

  it('points to the field when it is empty', async () => {
    const phone = makePhone();
    const element = await show(phone);

    const errors = heard(element, 'rtc-error');
    await press(element, 'video');

    expect(phone.commands).to.deep.equal([]);
    expect(words(element, 'problem')).to.equal('Enter a number to call.');
    expect(errors[0]).to.have.property('code', 'bad-number');
    expect(element.shadowRoot?.activeElement).to.equal(input(element));
  });

  it('keeps the number and says what is wrong when it cannot be called', async () => {
    const phone = makePhone();
    const element = await show(phone, 'no,number');
    const errors = heard(element, 'rtc-error');
    phone.failure = new PhoneError('bad-number', 'x');

    await press(element, 'video');

    expect(words(element, 'problem')).to.contain('not a number that can be called');
    expect(visiblePart(element, 'problem').role).to.equal('alert');
    expect(input(element)).to.have.value('no,number');
    expect(input(element)).to.have.attribute('aria-invalid', 'true');
    expect(errors).to.have.length(1);

    input(element).dispatchEvent(new Event('input'));
    await settled(element);
    expect(part(element, 'problem')).to.equal(null);
  });

  const obstacles: readonly [PhoneState, string][] = [
    [{ phase: 'connecting' }, 'Waiting for the connection…'],
    [{ phase: 'reconnecting', attempt: 2 }, 'Waiting for the connection…'],
    [{ phase: 'offline' }, 'This phone is not connected.'],
    [{ phase: 'failed', error: new PhoneError('bad-keys', 'x') }, 'This phone is not connected.'],
  ];
  for (const [state, reason] of obstacles) {
    it(`says why no call can be made while the phone is ${state.phase}`, async () => {
      const phone = makePhone();
      const element = await show(phone, '1002');

      phone.become(state);
      await settled(element);
      await press(element, 'video');

      expect(words(element, 'hint')).to.equal(reason);
      expect(part(element, 'video')).to.have.attribute('aria-disabled', 'true');
      expect(element).to.have.attribute('state', 'blocked');
      expect(phone.commands).to.deep.equal([]);
    });
  }

  it('makes no second call during one, and can call again after it', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');

    const call = makeCall();
    phone.begin(call);
    await settled(element);
    expect(words(element, 'hint')).to.equal('You are in a call.');

    call.become({ phase: 'ended', reason: 'hung-up', by: 'remote', at: 0 });
    await settled(element);
    expect(words(element, 'hint')).to.equal('');
    expect(element.matches(':state(ready)')).to.equal(true);
  });

  it('asks once, however often the person presses while the browser asks for the camera', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');
    let allow = () => {};
    phone.until = new Promise((resolve) => (allow = resolve));

    await press(element, 'video');
    await press(element, 'video');
    expect(words(element, 'hint')).to.equal('Calling… Your browser may ask for camera and microphone.');
    expect(phone.commands).to.have.length(1);

    allow();
    await settled(element);
    expect(words(element, 'hint')).to.equal('You are in a call.');
  });

  it('lets the page answer a request in its own way', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');
    element.addEventListener('rtc-dial-request', (event) => event.preventDefault());

    await press(element, 'video');

    expect(phone.commands).to.deep.equal([]);
    expect(part(element, 'problem')).to.equal(null);
  });

  it('says that there is no phone when there is none, and lets the problem be dismissed', async () => {
    const element = await fixture<RtcDialpadElement>(html`<rtc-dialpad value="1002"></rtc-dialpad>`);

    await press(element, 'video');
    expect(words(element, 'problem')).to.contain('There is no phone here');

    part(element, 'problem')?.querySelector('button')?.click();
    await settled(element);
    expect(part(element, 'problem')).to.equal(null);
  });

  it('takes whatever a page sets as its value', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');

    element.removeAttribute('value');
    Object.assign(element, { value: null });
    await press(element, 'video');
    expect(words(element, 'problem')).to.equal('Enter a number to call.');

    Object.assign(element, { value: 1003 });
    await settled(element);
    await press(element, 'video');
    expect(phone.commands).to.deep.equal([['dial', '1003', { audio: true, video: true }]]);
  });

  it('shows no keys when compact', async () => {
    const element = await fixture<RtcDialpadElement>(html`<rtc-dialpad compact></rtc-dialpad>`);

    expect(part(element, 'keypad')).to.equal(null);
  });

  it('is accessible, also when blocked or with a problem', async () => {
    const phone = makePhone();
    const element = await show(phone, '1002');
    await expectAccessible(element);

    phone.failure = new PhoneError('media-denied', 'x');
    await press(element, 'voice');
    await expectAccessible(element);

    phone.become({ phase: 'connecting' });
    await settled(element);
    await expectAccessible(element);
  });
});
