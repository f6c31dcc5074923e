import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError } from '../../src/base/errors.js';
import '../../src/elements/rtc-call.js';
import type { RtcCallElement } from '../../src/elements/rtc-call.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import {
  expectAccessible,
  hasPart,
  heard,
  part,
  press,
  settled,
  visiblePart,
  words,
} from '../support/element.js';
import { asPhone, makeCall, makePhone, type FakeCall } from '../support/fake-phone.js';
import { inside, removePhones, showAnswering, showPhone } from '../support/living-phone.js';
import { until } from '../support/until.js';

const active = () => ({ phase: 'active', since: Date.now() }) as const;

/** The element in a call with bob, with these calls beside it. */
async function show(others: readonly Partial<FakeCall>[], changes: Partial<FakeCall> = {}) {
  const call = makeCall({ number: 'bob', state: active(), ...changes });
  const beside = others.map((each) => makeCall({ state: active(), ...each }));
  const phone = Object.assign(makePhone(call), { others: beside });
  const element = await fixture<RtcCallElement>(html`<rtc-call .phone=${asPhone(phone)}></rtc-call>`);
  return { element, phone, call, beside };
}

const ringing = (number: string): Partial<FakeCall> => ({
  number,
  direction: 'incoming',
  state: { phase: 'incoming' },
});

const announced = (element: Element) => element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';

describe('<rtc-call> with more than one call', () => {
  it('shows who calls meanwhile, says it politely, and leaves the focus where it is', async () => {
    const { element, phone, beside } = await show([]);
    visiblePart(element, 'microphone').focus();
    const carol = makeCall(ringing('carol'));

    phone.surround([...beside, carol]);
    await settled(element);

    expect(words(element, 'waiting')).to.contain('carol Incoming video call');
    expect(announced(element)).to.contain('carol: Incoming video call.');
    expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.equal('');
    expect(element.shadowRoot?.activeElement).to.have.attribute('part', 'microphone');
    expect(element).to.have.attribute('state', 'active');

    carol.become({ phase: 'ended', reason: 'cancelled', by: 'remote', at: 0 });
    phone.surround([]);
    await settled(element);
    expect(hasPart(element, 'waiting')).to.equal(false);
  });

  it('declines who calls meanwhile', async () => {
    const { element, beside } = await show([ringing('carol')]);

    await press(element, 'decline-waiting');

    expect(beside[0]?.commands).to.deep.equal([['reject']]);
  });

  it('puts the call on hold before it answers the other one', async () => {
    const { element, call, beside } = await show([ringing('carol')]);

    await press(element, 'answer-hold');
    await until('it is answered', () => beside[0]?.commands.length === 1);

    expect(call.commands).to.deep.equal([['hold']]);
    expect(beside[0]?.commands).to.deep.equal([['accept', { audio: true, video: true }]]);
  });

  it('ends the call when the other one has been answered, and answers without a picture where none was sent', async () => {
    const voice = { audio: true, video: false };
    const { element, call, beside } = await show([ringing('carol')], { sending: voice });

    await press(element, 'answer-end');
    await until('it is over', () => call.commands.length === 2);

    expect(call.commands).to.deep.equal([['hold'], ['hangUp']]);
    expect(beside[0]?.commands).to.deep.equal([['accept', voice]]);
  });

  it('goes on with the call when the other one cannot be answered, and says why', async () => {
    const { element, call, beside } = await show([ringing('carol')]);
    Object.assign(beside[0] ?? {}, { failure: new PhoneError('media-denied', 'x') });
    const errors = heard(element, 'rtc-error') as PhoneError[];

    await press(element, 'answer-end');
    await until('it says why', () => hasPart(element, 'problem'));

    expect(call.commands).to.deep.equal([['hold'], ['resume']]);
    expect(errors.map(({ code }) => code)).to.deep.equal(['media-denied']);
  });

  it('does not offer to hold a call that nobody has answered yet', async () => {
    const { element } = await show([ringing('carol')], { state: { phase: 'ringing' } });

    expect(hasPart(element, 'answer-hold')).to.equal(false);
    expect(words(element, 'answer-end')).to.equal('End & answer');
  });

  it('lets the page answer in its own way', async () => {
    const { element, call, beside } = await show([ringing('carol')]);
    const asked: unknown[] = [];
    element.addEventListener('rtc-accept-request', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });

    await press(element, 'answer-hold');

    expect(asked).to.deep.equal([{ call: beside[0], audio: true, video: true, others: 'hold' }]);
    expect(call.commands).to.deep.equal([]);
  });

  it('holds and goes on, and says so on both sides', async () => {
    const { element, call } = await show([]);

    await press(element, 'hold');
    await until('it is on hold', () => words(element, 'status').includes('On hold'));
    expect(hasPart(element, 'avatar')).to.equal(true);
    await press(element, 'resume');
    await until('it goes on', () => !words(element, 'status').includes('On hold'));
    expect(call.commands).to.deep.equal([['hold'], ['resume']]);

    call.change({ remoteMedia: { audio: false, video: false, held: true } });
    await settled(element);
    expect(words(element, 'status')).to.contain('They put you on hold');
    expect(words(element, 'status')).not.to.contain('Muted');
  });

  it('lists who waits, and turns to them', async () => {
    const { element, phone, beside } = await show([
      { number: 'carol', held: true },
      { number: 'dave', held: true },
    ]);
    expect(words(element, 'others')).to.equal('C carol On hold Switch D dave On hold Switch Talk to all');

    await press(element, 'switch');
    await until('it has turned to her', () => phone.commands.length > 0);
    expect(phone.commands).to.deep.equal([['switchTo', 'carol']]);
    await press(element, 'together');
    await until('all go on', () => beside.every(({ held }) => !held));
  });

  it('lays nothing on the buttons that answer, however narrow it is and whoever waits', async () => {
    const { element } = await show([ringing('carol'), { number: 'dan', held: true }], {
      remoteMedia: { audio: true, video: true },
    });
    element.style.inlineSize = '340px';
    await Promise.all(element.shadowRoot?.getAnimations().map(({ finished }) => finished) ?? []);

    for (const name of ['answer-hold', 'answer-end', 'decline-waiting']) {
      const button = visiblePart(element, name);
      const { left, top, width, height } = button.getBoundingClientRect();
      const hit = element.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2);
      expect(hit === button, name).to.equal(true);
    }
  });

  it('keeps its buttons of less weight behind one where it is narrow', async () => {
    const { element } = await show([]);
    element.style.inlineSize = '320px';
    await settled(element);
    expect(part(element, 'hold')?.checkVisibility()).to.equal(false);

    visiblePart(element, 'more').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);

    expect(part(element, 'more')).to.have.attribute('aria-expanded', 'true');
    expect(part(element, 'hold')?.checkVisibility()).to.equal(true);
  });

  it('is accessible with somebody who calls and somebody who waits, in light and dark', async () => {
    const { element } = await show([ringing('carol'), { number: 'dave', held: true }]);

    await expectAccessible(element);
  });
});

describe('<rtc-phone call-waiting>', () => {
  afterEach(removePhones);

  const stateOf = (phone: RtcPhoneElement) => inside(phone, 'rtc-call').getAttribute('state');

  it('answers a second call, swaps the two, hears both at once, and adds a third', async () => {
    const [ann, bob, carol, dave] = await Promise.all([
      showPhone('ann', { 'call-waiting': '' }),
      showAnswering('bob'),
      showPhone('carol'),
      showAnswering('dave'),
    ]);
    await ann.dial(bob.number ?? '');
    await until('ann talks to bob', () => stateOf(ann) === 'active');

    await carol.dial(ann.number ?? '');
    await until('carol waits', () => hasPart(inside(ann, 'rtc-call'), 'answer-hold'));
    await press(inside(ann, 'rtc-call'), 'answer-hold');
    await until('ann talks to carol', () => words(inside(ann, 'rtc-call'), 'number') === carol.number);
    await until('bob is told', () =>
      words(inside(bob, 'rtc-call'), 'status').includes('They put you on hold'),
    );

    await press(inside(ann, 'rtc-call'), 'switch');
    await until('carol is told', () =>
      words(inside(carol, 'rtc-call'), 'status').includes('They put you on hold'),
    );
    expect(words(inside(ann, 'rtc-call'), 'number')).to.equal(bob.number);

    await press(inside(ann, 'rtc-call'), 'together');
    await until('both are in the picture', () => ann.shadowRoot?.querySelector('rtc-grid') !== null);
    const grid = inside(ann, 'rtc-grid');
    await until('both have a tile', () => grid.shadowRoot?.querySelectorAll('rtc-call-tile').length === 2);

    await press(grid, 'add');
    const dialpad = inside(ann, 'rtc-dialpad');
    await until('the keypad is there', () => ann.shadowRoot?.activeElement === dialpad);
    dialpad.value = dave.number ?? '';
    await settled(dialpad);
    await press(dialpad, 'video');
    await until('there are three', () => grid.shadowRoot?.querySelectorAll('rtc-call-tile').length === 3);
    await settled(ann);
    expect(dialpad.checkVisibility()).to.equal(false);

    await press(grid, 'hang-up');
    await until('all calls are over', () => ann.phone?.calls.length === 0);
  });

  it('is busy without the attribute, and takes a limit at any time', async () => {
    const [ann, bob, carol] = await Promise.all([showPhone('ann'), showAnswering('bob'), showPhone('carol')]);
    await ann.dial(bob.number ?? '');
    const refused = await carol.dial(ann.number ?? '');
    await until('carol hears that ann is busy', () => refused.state.phase === 'ended');
    expect(refused.state).to.include({ reason: 'busy' });

    ann.toggleAttribute('call-waiting', true);
    ann.setAttribute('max-calls', '1');
    await settled(ann);
    const again = await carol.dial(ann.number ?? '');
    await until('it is busy again', () => again.state.phase === 'ended');

    ann.setAttribute('max-calls', '2');
    await settled(ann);
    await carol.dial(ann.number ?? '');
    await until('carol waits', () => hasPart(inside(ann, 'rtc-call'), 'answer-hold'));
  });

  it('asks the page about a ring before anybody hears it, and takes its time', async () => {
    const [ann, bob] = await Promise.all([showPhone('ann'), showPhone('bob')]);
    const incoming = heard(ann, 'rtc-incoming');
    const questions: ((isWelcome: boolean) => void)[] = [];
    ann.addEventListener('rtc-screen', (event) => {
      expect(event.detail).to.include({ number: bob.number, audio: true, video: false });
      event.detail.decide(new Promise((resolve) => questions.push(resolve)));
    });

    const declined = await bob.dial(ann.number ?? '', { video: false });
    await until('the page is asked', () => questions.length === 1);
    questions[0]?.(false);
    await until('bob hears it', () => declined.state.phase === 'ended');
    expect(declined.state).to.include({ reason: 'declined' });
    expect(incoming).to.deep.equal([]);
  });

  it('shows others that it is there, busy or away, as the attributes say', async () => {
    const [ann, bob] = await Promise.all([showPhone('ann', { presence: '' }), showPhone('bob')]);
    const number = ann.number ?? '';
    const contacts = bob.phone?.presence.watch([number]);
    await until('ann is available', () => contacts?.statusOf(number) === 'available');

    ann.toggleAttribute('away', true);
    await until('ann is away', () => contacts?.statusOf(number) === 'away');
    ann.removeAttribute('presence');
    await until('ann keeps to herself', () => contacts?.statusOf(number) === 'offline');
  });
});
