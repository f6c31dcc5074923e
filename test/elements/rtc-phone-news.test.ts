import { expect, fixture, html } from '@open-wc/testing';

import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { heard } from '../support/element.js';
import { asPhone, makeCall, makePhone } from '../support/fake-phone.js';
import { removePhones, showPhone } from '../support/living-phone.js';
import { until } from '../support/until.js';

/** A phone in a call, with an element around. */
async function show() {
  const call = makeCall({ number: 'bob', state: { phase: 'active', since: 0 } });
  const phone = makePhone();
  const element = await fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
  phone.begin(call);
  return { element, phone, call };
}

describe('<rtc-phone> and what the page hears', () => {
  afterEach(removePhones);

  it('tells who has sent a message, in a call and without one', async () => {
    const { element, phone, call } = await show();
    const messages = heard(element, 'rtc-message-received');

    call.dispatchEvent(new MessageEvent('message', { data: { a: 1 } }));
    phone.dispatchEvent(new CustomEvent('message', { detail: { from: 'carol', data: 0, at: 7 } }));

    expect(messages[0]).to.include({ from: 'bob', call });
    expect(messages[0]).to.have.deep.property('data', { a: 1 });
    expect(messages[1]).to.deep.equal({ from: 'carol', data: 0, at: 7 });
  });

  it('tells of a photo that nobody has asked for, and fetches nothing of it', async () => {
    const { element, phone } = await show();
    const offers = heard(element, 'rtc-photo-offered');
    let fetched = 0;
    const detail = { from: 'carol', size: 9, at: 0, accept: () => (fetched += 1) };

    phone.dispatchEvent(new CustomEvent('photooffered', { detail }));

    expect(offers).to.deep.equal([detail]);
    expect(fetched).to.equal(0);
  });

  it('tells that a call was put on hold, and once only', async () => {
    const { element, call } = await show();
    const changes = heard(element, 'rtc-call-changed');

    call.change({ held: true });
    call.change({ sending: { audio: false, video: false } });
    call.change({ remoteMedia: { audio: false, video: false, held: true } });
    call.change({ held: false });

    expect(changes).to.have.length(3);
  });

  it('declines for the page what it does not let in', async () => {
    const { element, phone } = await show();
    element.addEventListener('rtc-screen', (event) => event.preventDefault());
    const ring = new CustomEvent('screen', { detail: { number: 'mallory' }, cancelable: true });

    phone.dispatchEvent(ring);

    expect(ring.defaultPrevented).to.equal(true);
  });

  it('tells of a room that the page has joined by itself, and of its end', async () => {
    const ann = await showPhone('ann');
    const news = heard(document, 'rtc-room-changed') as { readonly room: { readonly isOpen: boolean } }[];

    const room = await ann.phone?.places.join(`tea-${ann.number}`, { audio: true, video: false });
    await until('the page hears of it', () => news.some((each) => each.room === room));
    room?.leave();

    expect(news.at(-1)?.room).to.include({ isOpen: false });
  });
});
