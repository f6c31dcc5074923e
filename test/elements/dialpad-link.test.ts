import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-dialpad.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import { press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';

const inputOf = (element: Element) => visiblePart(element, 'input') as HTMLInputElement;

describe('<rtc-dialpad> with a link to a number', () => {
  const address = location.href;
  afterEach(() => history.replaceState(null, '', address));

  async function show(search: string, phone = makePhone()) {
    const url = new URL(address);
    for (const [name, value] of new URLSearchParams(search)) url.searchParams.set(name, value);
    history.replaceState(null, '', url);
    const element = await fixture<RtcDialpadElement>(
      html`<rtc-dialpad link-param="call" .phone=${asPhone(phone)}></rtc-dialpad>`,
    );
    await settled(element);
    return { element, phone };
  }

  it('fills it in, and calls nobody before the person presses a button', async () => {
    const { element, phone } = await show('call=bob%20%C3%A4');
    expect(inputOf(element).value).to.equal('bob ä');
    expect(phone.commands).to.deep.equal([]);

    await press(element, 'voice');
    expect(phone.commands).to.deep.equal([['dial', 'bob ä', { audio: true, video: false }]]);
  });

  it('takes no other parameter, and nothing without being told to', async () => {
    const { element } = await show('number=bob');
    expect(element.value).to.equal('');

    history.replaceState(null, '', `${address}&call=bob`);
    const plain = await fixture<RtcDialpadElement>(html`<rtc-dialpad></rtc-dialpad>`);
    expect(plain.value).to.equal('');
  });

  it('leaves a number alone that is there already, and an empty field that the person has emptied', async () => {
    const { element } = await show('call=bob');
    await press(element, 'backspace');
    element.value = '';
    await settled(element);
    expect(inputOf(element).value).to.equal('');

    const other = await fixture<RtcDialpadElement>(
      html`<rtc-dialpad value="ann" link-param="call"></rtc-dialpad>`,
    );
    expect(other.value).to.equal('ann');
  });

  it('shows what is no number as what it is: text', async () => {
    const { element, phone } = await show('call=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E');

    expect(inputOf(element).value).to.equal('<img src=x onerror=alert(1)>');
    expect(words(element, 'problem')).to.equal('');
    expect(phone.commands).to.deep.equal([]);
  });
});
