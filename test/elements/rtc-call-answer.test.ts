import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import '../../src/elements/rtc-call.js';
import '../../src/elements/rtc-phone.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import { expectAccessible, part, press, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';

const VOICE = { audio: true, video: false };

/** The element of a phone at which somebody calls. */
async function show(changes: Partial<FakeCall> = {}) {
  const phone = makePhone();
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  const call = makeCall({ direction: 'incoming', state: { phase: 'incoming' }, ...changes });
  phone.begin(call);
  await settled(element);
  return { element, call, phone };
}

describe('<rtc-call> answering', () => {
  it('says who calls and what kind of call it is, to eyes and ears', async () => {
    const { element } = await show({ number: 'ann' });

    expect(words(element, 'status')).to.equal('Incoming video call');
    expect(words(element, 'number')).to.equal('ann');
    expect(element.shadowRoot?.querySelector('[role=alert]')).to.have.trimmed.text(
      'Incoming video call: ann',
    );
  });

  it('answers with picture', async () => {
    const { element, call } = await show();

    await press(element, 'answer-video');

    expect(call.commands).to.deep.equal([['accept', { audio: true, video: true }]]);
  });

  it('answers without', async () => {
    const { element, call } = await show();

    await press(element, 'answer-voice');

    expect(call.commands).to.deep.equal([['accept', VOICE]]);
  });

  it('offers no picture where none was offered', async () => {
    const { element, call } = await show({ offered: VOICE });
    expect(words(element, 'status')).to.equal('Incoming voice call');
    expect(part(element, 'answer-video')).to.equal(null);

    await press(element, 'answer-voice');

    expect(call.commands).to.deep.equal([['accept', VOICE]]);
  });

  it('declines', async () => {
    const { element, call } = await show();

    await press(element, 'decline');

    expect(call.commands).to.deep.equal([['reject']]);
  });

  it('rings on and says why when the camera was refused, so that one can answer by voice', async () => {
    const { element, call } = await show();
    call.failure = new PhoneError('media-denied', 'x');

    await press(element, 'answer-video');
    expect(words(element, 'problem')).to.contain('Allow it in the site settings');

    await press(element, 'answer-voice');
    expect(call.commands.at(-1)).to.deep.equal(['accept', VOICE]);
    expect(part(element, 'problem')).to.equal(null);
  });

  it('answers once, however often the person presses', async () => {
    const { element, call, phone } = await show();
    call.until = new Promise(() => {});
    phone.media.become({ camera: { status: 'starting', enabled: true } });

    await press(element, 'answer-video');
    await press(element, 'answer-video');
    await press(element, 'answer-voice');

    expect(call.commands).to.have.length(1);
    expect(words(element, 'status')).to.equal('Waiting for camera and microphone…');
  });

  it('takes the focus to the card and to no button: a key that was meant for the page must not answer', async () => {
    const { element, call } = await show();
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'stage'));

    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Escape' });
    expect(call.commands).to.deep.equal([]);

    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'decline'));
  });

  it('shows every button in full in the narrowest phone, however long the number and the trouble', async () => {
    const phone = makePhone();
    const place = await fixture<HTMLElement>(
      html`<div><rtc-phone .phone=${asPhone(phone)}></rtc-phone></div>`,
    );
    place.style.inlineSize = '280px';
    const around = place.querySelector('rtc-phone');
    phone.begin(makeCall({ number: 'n'.repeat(64), direction: 'incoming', state: { phase: 'incoming' } }));
    await around?.updateComplete;
    const element = around?.shadowRoot?.querySelector('rtc-call') as RtcCallElement;
    element.fail(new PhoneError('media-denied', 'x'));
    await settled(element);

    const box = around?.getBoundingClientRect() ?? new DOMRect();
    for (const name of ['decline', 'answer-voice', 'answer-video']) {
      const { top, bottom, left, right } = visiblePart(element, name).getBoundingClientRect();
      expect([top > box.top, bottom < box.bottom, left > box.left, right < box.right]).not.to.include(false);
    }
  });

  it('leaves the focus to somebody who is busy elsewhere on the page', async () => {
    const field = await fixture<HTMLInputElement>(html`<input aria-label="name" />`);
    field.focus();

    await show();

    expect(document.activeElement).to.equal(field);
  });

  it('keeps the focus on the card when the pressed button goes away', async () => {
    const { element, call } = await show();
    visiblePart(element, 'answer-video').focus();

    await press(element, 'answer-video');
    call.become({ phase: 'connecting' });
    await settled(element);

    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'stage'));
  });

  it('is accessible in every state of a call', async () => {
    const { element, call } = await show({ number: 'Ann Lee' });
    await expectAccessible(element);
    const since = Date.now();
    call.remoteMedia = { audio: false, video: false };

    for (const state of [
      { phase: 'ringing' },
      { phase: 'active', since },
      { phase: 'reconnecting', since },
      { phase: 'ended', reason: 'hung-up', by: 'remote', at: since },
    ] as const) {
      call.become(state);
      await settled(element);
      await expectAccessible(element);
    }
  });
});
