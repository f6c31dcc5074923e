import { ContextProvider } from '@lit/context';
import { expect, fixture, html } from '@open-wc/testing';

import { customElement } from '../../src/elements/base/custom-element.js';
import { phoneContext } from '../../src/elements/base/phone-context.js';
import '../../src/elements/rtc-call.js';
import '../../src/elements/rtc-dialpad.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import { setTexts, texts, type SomeTexts } from '../../src/elements/base/texts.js';
import { cdp } from '../support/cdp.js';
import { press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';

describe('all elements', () => {
  const show = () => fixture<RtcDialpadElement>(html`<rtc-dialpad></rtc-dialpad>`);

  it('keep their looks in another document, and when they come back', async () => {
    const element = await show();
    const colour = () => getComputedStyle(visiblePart(element, 'video')).backgroundColor;
    const before = colour();
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="elsewhere"></iframe>`);
    const home = element.parentElement;

    frame.contentDocument?.body.append(element);
    expect(colour()).to.equal(before);

    home?.append(element);
    expect(colour()).to.equal(before);
  });

  it('find a phone that comes to the page later than they', async () => {
    const place = await fixture<HTMLElement>(html`<div><rtc-dialpad></rtc-dialpad></div>`);
    const dialpad = place.querySelector('rtc-dialpad');
    const phone = asPhone(makePhone());
    expect(dialpad?.phone).to.equal(undefined);

    const provider = new ContextProvider(place, { context: phoneContext });
    provider.setValue(phone);
    place.dispatchEvent(new CustomEvent('rtc-phone-changed', { bubbles: true, composed: true }));

    expect(dialpad?.phone).to.equal(phone);
  });

  it('take other words at once, and keep those that were not replaced', async () => {
    const element = await show();
    const { keypad, video } = texts().dialpad;

    setTexts({ dialpad: { video: 'Videoanruf' }, dismiss: 'Weg' });
    await settled(element);
    expect(words(element, 'video')).to.equal('Videoanruf');
    expect(visiblePart(element, 'keypad')).to.have.attribute('aria-label', keypad);

    setTexts({ dialpad: { video }, dismiss: 'Dismiss' });
    await settled(element);
    expect(words(element, 'video')).to.equal(video);
  });

  it('keep a word for which a translation has none', async () => {
    const element = await show();
    const { video } = texts().dialpad;

    // As translations come, from a file with holes.
    setTexts(JSON.parse('{"dialpad":{"video":null},"call":null,"dismiss":{},"phone":"x"}') as SomeTexts);
    await settled(element);

    expect(words(element, 'video')).to.equal(video);
    expect(texts()).to.have.nested.property('call.mute', 'Mute');
    expect(texts()).to.have.nested.property('phone.ready', 'Ready');
    expect(texts().dismiss).to.equal('Dismiss');
  });

  it('are registered once, when the kit is loaded twice', () => {
    const first = customElements.get('rtc-dialpad');

    customElement('rtc-dialpad')(class extends HTMLElement {});

    expect(customElements.get('rtc-dialpad')).to.equal(first);
  });

  it('follow the colours of the page', async () => {
    const element = await show();
    const ground = () => getComputedStyle(visiblePart(element, 'input')).backgroundColor;

    document.documentElement.style.colorScheme = 'light';
    expect(ground()).to.equal('rgb(255, 255, 255)');
    document.documentElement.style.colorScheme = 'dark';
    expect(ground()).to.equal('rgb(23, 25, 31)');
    document.documentElement.style.colorScheme = '';

    element.style.setProperty('--rtc-surface', 'rgb(1, 2, 3)');
    expect(ground()).to.equal('rgb(1, 2, 3)');
  });

  it('have borders where the system takes the colours away', async () => {
    const element = await show();
    await cdp('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });

    expect(getComputedStyle(visiblePart(element, 'voice')).borderTopStyle).to.equal('solid');

    await cdp('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'none' }] });
  });

  it('have targets that a finger can hit', async () => {
    const element = await show();
    element.value = '1';
    await settled(element);
    await press(element, 'video');

    for (const button of element.shadowRoot?.querySelectorAll('button') ?? []) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.className).to.be.at.least(44);
    }
  });

  it('hide when they are told to', async () => {
    const element = await show();

    element.hidden = true;

    expect(element.checkVisibility()).to.equal(false);
  });
});
