import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import { typedEventTarget } from '../../src/base/typed-event-target.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import type { Signaling, SignalingEvents } from '../../src/signaling/signaling.js';
import { heard, part, press, settled, visiblePart, words } from '../support/element.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

const inner = (element: Element, tag: string) => element.shadowRoot?.querySelector(tag) as RtcPhoneElement;
const becomes = (element: Element, state: string) =>
  until(`${element.localName} is ${state}`, () => element.getAttribute('state') === state);

/** A complete phone of this browser, ready to call. */
async function show(number = freshNumber('ann'), attributes: Record<string, string> = {}) {
  const element = document.createElement('rtc-phone');
  element.setAttribute('number', number);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await fixture(html`${element}`);
  await becomes(element, 'ready');
  return element;
}

/** A service that refuses everybody. */
class Unreachable extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'unreachable';
  readonly state = { phase: 'offline' } as const;
  tries = 0;

  async connect(): Promise<void> {
    this.tries += 1;
    throw new PhoneError('bad-keys', 'x');
  }

  async send(): Promise<void> {}
  sendLast(): void {}
  close(): void {}
}

describe('<rtc-phone> with everything real', () => {
  it('calls, is answered, shows both sides and hangs up, all by buttons', async () => {
    const [ann, bob] = [await show(), await show()];
    const dialpad = inner(ann, 'rtc-dialpad');
    Object.assign(dialpad, { value: bob.number });
    await settled(dialpad);

    await press(dialpad, 'video');
    const [annsCall, bobsCall] = [inner(ann, 'rtc-call'), inner(bob, 'rtc-call')];
    await becomes(bobsCall, 'incoming');
    await becomes(annsCall, 'ringing');
    expect(words(bobsCall, 'number')).to.equal(ann.number);

    await press(bobsCall, 'answer-video');
    await Promise.all([becomes(annsCall, 'active'), becomes(bobsCall, 'active')]);
    for (const call of [annsCall, bobsCall]) {
      const video = visiblePart(call, 'video') as HTMLVideoElement;
      await until(
        'a picture is seen',
        () => video.videoWidth > 0 && getComputedStyle(video).visibility === 'visible',
      );
    }

    await press(annsCall, 'camera');
    await until('a face in place of the picture', () => part(bobsCall, 'avatar')?.checkVisibility() === true);
    expect(words(bobsCall, 'status')).to.contain('Camera is off');

    await press(bobsCall, 'hang-up');
    await Promise.all([becomes(annsCall, 'ended'), becomes(bobsCall, 'ended')]);
    expect(words(annsCall, 'status')).to.contain('They hung up');
    await until('the light is out', () => ann.phone?.media.track('audio') === null);
  });

  it('says that without keys it reaches this browser only', async () => {
    const element = await show();

    expect(words(element, 'notice')).to.equal('This phone reaches other tabs of this browser only.');
  });

  it('keeps the call when it is moved, and hangs up when it is gone', async () => {
    const ann = await show();
    const bob = await show(freshNumber('bob'), { 'auto-answer': ann.number ?? '' });
    const call = await ann.dial(bob.number ?? '', { video: false });
    await until('they talk', () => call.state.phase === 'active');

    const place = document.body.appendChild(document.createElement('div'));
    place.append(bob);
    await settled(bob);
    expect(bob.phone?.calls).to.have.length(1);

    const phone = bob.phone;
    place.remove();
    await until('the call is over', () => call.state.phase === 'ended');
    expect(phone?.state.phase).to.equal('offline');
    expect(bob.phone).to.equal(undefined);
  });

  it('comes back as a new phone when it is put on the page again', async () => {
    const ann = await show();
    const before = ann.phone;
    ann.remove();
    await until('the phone is closed', () => ann.phone === undefined);

    document.body.append(ann);

    await until('another phone is ready', () => ann.phone !== before && ann.phone?.state.phase === 'ready');
    ann.remove();
  });

  it('answers only the numbers it was told to answer by itself', async () => {
    const [friend, stranger] = [await show(), await show()];
    const bob = await show(freshNumber('bob'), { 'auto-answer': `x ${friend.number}` });

    const strangers = await stranger.dial(bob.number ?? '', { video: false });
    await until('it rings', () => strangers.state.phase === 'ringing');
    await strangers.hangUp();
    const friends = await friend.dial(bob.number ?? '', { video: false });

    await until('they talk', () => friends.state.phase === 'active');
  });

  it('becomes another phone with another number, but not in the middle of a call', async () => {
    const ann = await show();
    const bob = await show(freshNumber('bob'), { 'auto-answer': ann.number ?? '' });
    const call = await ann.dial(bob.number ?? '', { video: false });
    await until('they talk', () => call.state.phase === 'active');
    const before = ann.number;
    const after = freshNumber('ann2');

    ann.number = after;
    await settled(ann);
    expect(ann.phone?.number).to.equal(before);

    await ann.hangUp();
    await until(
      'the new phone is ready',
      () => ann.phone?.number === after && ann.phone.state.phase === 'ready',
    );
    expect(words(ann, 'number')).to.equal(after);
  });

  const mistakes: readonly [string, Record<string, string>, string][] = [
    ['unknown signaling', { number: 'ann', signaling: 'smoke' }, 'bad-option'],
    ['half of the keys', { number: 'ann', 'publish-key': 'pub' }, 'bad-option'],
    ['servers that are no JSON', { number: freshNumber('ann'), 'ice-servers': '[{' }, 'bad-option'],
    ['a number that is none', { number: '\u0007' }, 'bad-number'],
  ];
  for (const [what, attributes, code] of mistakes) {
    it(`says so when it is given ${what}`, async () => {
      const element = document.createElement('rtc-phone');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      const errors = heard(element, 'rtc-error');

      await fixture(html`${element}`);

      expect(errors).to.have.length(1);
      expect(errors[0]).to.have.property('code', code);
      expect(visiblePart(element, 'problem')).not.to.equal(null);
    });
  }

  it('says why it cannot connect, also around elements of the page, and tries again when told to', async () => {
    const signaling = new Unreachable();
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone number="ann" .signaling=${signaling}><b>Our page</b></rtc-phone>`,
    );
    const errors = heard(element, 'rtc-error');
    await becomes(element, 'failed');
    expect(words(element, 'trouble')).to.contain('The keys of this phone are not valid');

    visiblePart(element, 'trouble').querySelector('button')?.click();
    await until('it has tried again', () => signaling.tries === 2 && errors.length > 0);

    expect(element).to.have.attribute('state', 'failed');
  });

  it('opens the camera at once when it has autocam', async () => {
    const element = await show(freshNumber('ann'), { autocam: '' });

    await until('the preview is on', () => element.phone?.media.camera.status === 'on');
  });

  it('waits for a number', async () => {
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone></rtc-phone>`);
    expect(words(element, 'notice')).to.equal('This phone has no number yet.');
    expect(element).to.have.attribute('state', 'offline');

    element.number = freshNumber('ann');

    await becomes(element, 'ready');
  });

  it('cannot dial before it is a phone', async () => {
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone></rtc-phone>`);

    const error = await element.dial('1002').catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'no-phone');
  });

  it('takes servers as plain addresses or as JSON', async () => {
    const plain = await show(freshNumber('ann'), { 'ice-servers': 'stun:a.example stun:b.example' });
    expect(plain.phone?.iceServers).to.deep.equal([{ urls: 'stun:a.example' }, { urls: 'stun:b.example' }]);

    plain.setAttribute('ice-servers', '[{"urls":"turn:c.example","username":"u","credential":"p"}]');
    await settled(plain);
    expect(plain.phone?.iceServers).to.have.nested.property('[0].username', 'u');
  });

  it('never shows a secret in its attributes', async () => {
    const element = await fixture<RtcPhoneElement>(html`<rtc-phone></rtc-phone>`);

    Object.assign(element, { cipherKey: 'secret', token: 'secret' });
    await settled(element);

    for (const { value } of element.attributes) expect(value).not.to.equal('secret');
  });
});
