import { expect, fixture, html } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { expectAccessible, heard, part, settled, visiblePart, words } from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakePhone } from '../support/fake-phone.js';

const ACTIVE = { phase: 'active', since: 0 } as const;

/** A complete phone with a core that does what the test says. */
const show = (phone: FakePhone) =>
  fixture<RtcPhoneElement>(html`<rtc-phone .phone=${asPhone(phone)}></rtc-phone>`);
const inner = (element: Element, tag: keyof HTMLElementTagNameMap) => {
  const found = element.shadowRoot?.querySelector(tag);
  if (!found) throw new Error(`no ${tag}`);
  return found as RtcPhoneElement;
};
const dialpadIn = (element: Element): RtcDialpadElement => {
  const dialpad = element.querySelector('rtc-dialpad');
  if (!dialpad) throw new Error('no rtc-dialpad');
  return dialpad;
};

describe('<rtc-phone>', () => {
  it('is a complete phone when left empty, or when an editor has put nothing of worth into it', async () => {
    const empty = await show(makePhone());
    expect(inner(empty, 'rtc-dialpad').checkVisibility()).to.equal(true);

    const edited = await fixture<RtcPhoneElement>(
      html`<rtc-phone>
        <p>&nbsp;</p>
        <br />
      </rtc-phone>`,
    );
    expect(inner(edited, 'rtc-local-camera').checkVisibility()).to.equal(true);
  });

  it('lends its phone to the elements inside it, and shows nothing itself', async () => {
    const phone = makePhone();
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone .phone=${asPhone(phone)}><rtc-dialpad value="1002"></rtc-dialpad></rtc-phone>`,
    );
    const dialpad = dialpadIn(element);

    expect(dialpad.phone).to.equal(phone);
    expect(part(element, 'phone')).to.equal(null);

    dialpad.remove();
    await settled(element);
    expect(visiblePart(element, 'phone')).not.to.equal(null);
  });

  it('lends its phone to an element elsewhere that names it, whichever comes first', async () => {
    const phone = makePhone();
    const dialpad = await fixture<RtcDialpadElement>(
      html`<rtc-dialpad for="far" value="1002"></rtc-dialpad>`,
    );
    expect(dialpad.phone).to.equal(undefined);

    const element = await fixture(html`<rtc-phone id="far" .phone=${asPhone(phone)}></rtc-phone>`);
    await settled(dialpad);
    expect(dialpad.phone).to.equal(phone);

    element.addEventListener('rtc-dial-request', (event) => event.preventDefault());
    visiblePart(dialpad, 'video').click();
    expect(phone.commands).to.deep.equal([]);
  });

  it('takes its phone back from an element that is moved out of it', async () => {
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone .phone=${asPhone(makePhone())}><rtc-dialpad></rtc-dialpad></rtc-phone>`,
    );
    const dialpad = dialpadIn(element);

    element.after(dialpad);
    await settled(dialpad);

    expect(dialpad.phone).to.equal(undefined);
    dialpad.remove();
  });

  it('does what the page asks for by an event, unless somebody cancels it', async () => {
    const phone = makePhone();
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone .phone=${asPhone(phone)}><button>Call us</button></rtc-phone>`,
    );
    const ask = (number: string) =>
      element.querySelector('button')?.dispatchEvent(
        new CustomEvent('rtc-dial-request', {
          detail: { number },
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    const refuse = (event: Event) => event.preventDefault();

    ask('1002');
    await settled(element);
    document.addEventListener('rtc-dial-request', refuse, { once: true });
    ask('1003');
    await settled(element);

    expect(phone.commands).to.deep.equal([['dial', '1002', {}]]);
  });

  it('says in words and by an event why it could not do what the page asked for', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const errors = heard(element, 'rtc-error');
    phone.failure = new PhoneError('self-call', 'x');

    element.dispatchEvent(
      new CustomEvent('rtc-dial-request', { detail: { number: '1001' }, cancelable: true }),
    );
    await settled(element);

    expect(words(element, 'problem')).to.contain('your own number');
    expect(errors).to.have.length(1);
  });

  it('asks only the nearest of two phones', async () => {
    const [outer, near] = [makePhone(), makePhone()];
    const element = await fixture<RtcPhoneElement>(html`
      <rtc-phone .phone=${asPhone(outer)}>
        <rtc-phone .phone=${asPhone(near)}><rtc-dialpad value="1002"></rtc-dialpad></rtc-phone>
      </rtc-phone>
    `);
    const dialpad = dialpadIn(element);

    visiblePart(dialpad, 'voice').click();
    await settled(dialpad);

    expect(near.commands).to.have.length(1);
    expect(outer.commands).to.have.length(0);
  });

  it('tells how it stands, and once each time that it is ready', async () => {
    const phone = makePhone();
    phone.state = { phase: 'connecting' };
    const element = await show(phone);
    const ready = heard(element, 'rtc-ready');
    const changes = heard(element, 'rtc-phone-changed');

    phone.become({ phase: 'ready' });
    await settled(element);
    expect(words(element, 'status')).to.equal('Ready');
    expect(element).to.have.attribute('state', 'ready');

    phone.become({ phase: 'ready' });
    phone.become({ phase: 'reconnecting', attempt: 1 });
    phone.become({ phase: 'ready' });
    expect(ready).to.deep.equal([{ number: '1001' }, { number: '1001' }]);
    expect(changes).to.have.length(3);
  });

  it('tells the whole story of a call', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const told: string[] = [];
    for (const type of [
      'incoming',
      'call-changed',
      'call-started',
      'call-ended',
      'message-received',
      'photo-received',
    ]) {
      element.addEventListener(`rtc-${type}`, ({ detail }: CustomEventInit) =>
        told.push(`${type} ${detail.state?.phase ?? ''}`.trim()),
      );
    }

    const call = makeCall({ direction: 'incoming', state: { phase: 'incoming' } });
    phone.begin(call);
    call.become({ phase: 'connecting' });
    call.become(ACTIVE);
    call.dispatchEvent(new MessageEvent('message', { data: 'hi' }));
    call.dispatchEvent(new CustomEvent('photo', { detail: new Blob() }));
    call.become({ phase: 'reconnecting', since: 0 });
    call.become(ACTIVE);
    call.become({ phase: 'ended', reason: 'left', by: 'remote', at: 0 });

    expect(told).to.deep.equal([
      'incoming',
      'call-changed incoming',
      'call-changed connecting',
      'call-changed active',
      'call-started',
      'message-received',
      'photo-received',
      'call-changed reconnecting',
      'call-changed active',
      'call-changed ended',
      'call-ended',
    ]);
  });

  it('tells what camera, microphone and screen do', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const told = heard(element, 'rtc-media-changed');

    phone.media.become({ camera: { status: 'off', enabled: false }, screen: { status: 'on' } });

    const { microphone, camera, screen } = phone.media;
    expect(told).to.deep.equal([{ microphone, camera, screen }]);
  });

  it('shows no card for a call that the page answers itself, until it has done so', async () => {
    const phone = makePhone();
    const element = await show(phone);
    element.addEventListener('rtc-incoming', (event) => event.preventDefault());
    const call = makeCall({ direction: 'incoming', state: { phase: 'incoming' } });

    expect(phone.begin(call), 'the core may answer by itself').to.equal(false);
    await settled(element);
    expect(inner(element, 'rtc-call')).to.have.attribute('state', 'idle');

    call.become(ACTIVE);
    await settled(inner(element, 'rtc-call'));
    expect(inner(element, 'rtc-call')).to.have.attribute('state', 'active');
  });

  it('makes room for the call: no keypad in it, oneself small in the corner if there is something to see', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const camera = inner(element, 'rtc-local-camera');
    const wide = camera.getBoundingClientRect().width;

    phone.begin(makeCall({ state: ACTIVE }));
    await settled(element);
    expect(inner(element, 'rtc-dialpad').checkVisibility()).to.equal(false);
    expect(camera.getBoundingClientRect().width).to.be.lessThan(wide / 2);

    phone.media.become({ camera: { status: 'off', enabled: false } });
    await settled(element);
    expect(getComputedStyle(camera).visibility).to.equal('hidden');
  });

  it('shows oneself again as soon as a ringing call is answered', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const call = makeCall({ direction: 'incoming', state: { phase: 'incoming' } });
    phone.begin(call);
    await settled(element);
    expect(getComputedStyle(inner(element, 'rtc-local-camera')).visibility).to.equal('hidden');

    call.become(ACTIVE);
    await settled(element);

    expect(getComputedStyle(inner(element, 'rtc-local-camera')).visibility).to.equal('visible');
    expect(inner(element, 'rtc-snapshot').checkVisibility()).to.equal(true);
  });

  it('takes the focus along when a call hides the keypad', async () => {
    const phone = makePhone();
    const element = await show(phone);
    const dialpad = inner(element, 'rtc-dialpad');
    Object.assign(dialpad, { value: '1002' });
    dialpad.focus();

    visiblePart(dialpad, 'video').click();
    await settled(element);

    expect(element.shadowRoot?.activeElement).to.equal(inner(element, 'rtc-call'));
  });

  it('leaves a phone of the page alone when it goes', async () => {
    const phone = makePhone();
    const element = await show(phone);

    element.phone = undefined;
    await settled(element);

    expect(phone.commands).to.deep.equal([]);
  });

  it('is accessible when ready, in trouble and in a call', async () => {
    const phone = makePhone();
    const element = await show(phone);
    await expectAccessible(element);

    phone.become({ phase: 'failed', error: new PhoneError('bad-keys', 'x') });
    await settled(element);
    expect(words(element, 'trouble')).to.contain('The keys of this phone are not valid');
    await expectAccessible(element);

    phone.become({ phase: 'ready' });
    phone.begin(makeCall({ state: ACTIVE, remoteMedia: { audio: true, video: false } }));
    await settled(element);
    await expectAccessible(element);
  });
});
