import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { Phone } from '../../src/core.js';
import '../../src/elements/rtc-dialpad.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import type { RtcContactsElement } from '../../src/elements/rtc-contacts.js';
import { showContacts } from '../support/contacts-element.js';
import { expectAccessible, hasPart, heard, press, settled, words } from '../support/element.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { answerAll, freshNumber, nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('rtc-contacts', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  const bob = { number: 'bob', name: 'Bob Miller', note: 'Sales' };
  const carol = { number: 'carol' };

  beforeEach(async () => {
    phones = new MemoryPhones();
    alice = await phones.connect(freshNumber('alice'));
  });

  afterEach(() => phones.close());

  it('shows who is available, busy, away or offline, as it changes', async () => {
    const { element, rows } = await showContacts(alice, [bob, carol]);
    const reads = (...wanted: readonly string[]) =>
      until(wanted.join(), () => JSON.stringify(rows()) === JSON.stringify(wanted));
    await reads('BM Bob Miller Offline Sales', 'C carol Offline');
    expect(element.getAttribute('state')).to.equal('ready');
    await expectAccessible(element);

    const phone = await phones.connect('bob', { presence: true }, answerAll);
    await reads('BM Bob Miller Available Sales', 'C carol Offline');
    phone.presence.away = true;
    await reads('BM Bob Miller Away Sales', 'C carol Offline');
    phone.presence.away = false;
    const other = await phones.connect(freshNumber('dave'));
    const call = await other.dial('bob', { video: false });
    await reads('BM Bob Miller Busy Sales', 'C carol Offline');
    await expectAccessible(element);
    await call.hangUp();
    await reads('BM Bob Miller Available Sales', 'C carol Offline');
    phone.close();
    await reads('BM Bob Miller Offline Sales', 'C carol Offline');
  });

  it('takes numbers from its attribute, each once', async () => {
    const element = await fixture<RtcContactsElement>(
      html`<rtc-contacts numbers=" bob  carol bob " .phone=${alice}></rtc-contacts>`,
    );
    const names = () =>
      [...element.renderRoot.querySelectorAll("[part='name']")].map(({ textContent }) => textContent);

    expect(names()).to.deep.equal(['bob', 'carol']);
    element.setAttribute('numbers', 'dave');
    await settled(element);
    expect(names()).to.deep.equal(['dave']);
    await until('it is known', () => words(element, 'status') === 'Offline');
  });

  it('calls, with picture or by voice', async () => {
    const phone = await phones.connect('bob', { presence: true });
    const { element, button } = await showContacts(alice, [bob]);
    await until('he is there', () => words(element, 'status') === 'Available');
    const asked = heard(element, 'rtc-dial-request');
    const rings = nextRing(phone);

    expect(button('voice').ariaLabel).to.equal('Voice call: Bob Miller');
    button('voice').click();

    const call = await rings;
    expect(asked).to.deep.equal([{ number: 'bob', audio: true, video: false }]);
    expect(call.offered).to.deep.equal({ audio: true, video: false });
    await until('it is shown', () => words(element, 'status') === 'In a call with you');
    expect(button('voice').ariaDisabled).to.equal('true');
    await expectAccessible(element);
  });

  it('says before it rings that somebody seems to be offline, and calls anyway', async () => {
    const { element, button, all, focused } = await showContacts(alice, [bob]);
    await until('he is not there', () => words(element, 'status') === 'Offline');
    const asked = heard(element, 'rtc-dial-request');

    button('video').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(words(element, 'question')).to.contain('They seem to be offline.');
    expect(focused()).to.equal(all('anyway')[0]);
    expect(asked).to.deep.equal([]);
    await expectAccessible(element);

    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(hasPart(element, 'question')).to.equal(false);
    expect(focused()).to.equal(button('video'));

    await sendKeys({ press: 'Enter' });
    await settled(element);
    await sendKeys({ press: 'Enter' });
    await until('it is dialled', () => alice.calls.length === 1);
    expect(asked).to.deep.equal([{ number: 'bob', audio: true, video: true }]);
  });

  it('asks no longer when they come meanwhile', async () => {
    const { element, button, focused } = await showContacts(alice, [bob]);
    await until('he is not there', () => words(element, 'status') === 'Offline');
    button('voice').click();
    await settled(element);

    await phones.connect('bob', { presence: true });

    await until('nothing is asked', () => !hasPart(element, 'question'));
    expect(focused()).to.equal(button('voice'));
    expect(alice.calls).to.deep.equal([]);
  });

  it('lets the person choose somebody, where the page wants that', async () => {
    const { element, button, all } = await showContacts(alice, [bob, carol]);
    expect(hasPart(element, 'select')).to.equal(false);
    element.selectable = true;
    await settled(element);
    const chosen = heard(element, 'rtc-contact-selected');

    button('select', 1).click();
    await settled(element);

    expect(chosen).to.deep.equal([{ number: 'carol' }]);
    expect(element.selected).to.equal('carol');
    expect(all('select').map(({ ariaCurrent }) => ariaCurrent)).to.deep.equal(['false', 'true']);
    await expectAccessible(element);
  });

  it('goes from row to row by the arrow keys', async () => {
    const { button, focused } = await showContacts(alice, [bob, carol]);

    button('voice').focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal(button('voice', 1));
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal(button('voice'));
  });

  it('says that there is nobody in the list', async () => {
    const { element } = await showContacts(alice, []);

    expect(words(element, 'hint')).to.equal('No contacts yet');
    expect(element.matches(':state(empty)')).to.equal(true);
    await expectAccessible(element);
  });

  it('says why nobody can be called without a connection', async () => {
    const { element, rows, button } = await showContacts(undefined, [carol]);
    expect(rows()).to.deep.equal(['C carol']);
    expect(words(element, 'hint')).to.equal('Waiting for the connection…');
    expect(element.getAttribute('state')).to.equal('loading');
    const asked = heard(element, 'rtc-dial-request');

    element.phone = alice;
    element.requestUpdate();
    await until('it is known', () => words(element, 'status') === 'Offline');
    alice.close();
    await until('it is told', () => words(element, 'hint') === 'This phone is not connected.');

    button('video').click();
    await settled(element);
    expect(rows()).to.deep.equal(['C carol']);
    expect(element.getAttribute('state')).to.equal('offline');
    expect(asked).to.deep.equal([]);
    await expectAccessible(element);
  });

  it('says that a service does not tell who is there, and calls all the same', async () => {
    const { network } = phones;
    const number = freshNumber('mute');
    const mute = network.signaling(number);
    Object.defineProperty(mute, 'group', { value: undefined });
    const phone = await phones.connect(number, { signaling: mute });
    const { element, rows, button } = await showContacts(phone, [carol]);

    expect(rows()).to.deep.equal(['C carol']);
    expect(words(element, 'hint')).to.contain('does not tell who can be called');
    expect(element.getAttribute('state')).to.equal('unsupported');
    await expectAccessible(element);

    button('voice').click();
    await until('it is dialled', () => phone.calls.length === 1);
  });

  it('says so when a number makes no sense', async () => {
    const { element } = await showContacts(alice, [{ number: 'b\u0000b' }]);

    expect(words(element, 'problem')).to.contain('not a number that can be called');
  });
});

describe('rtc-dialpad', () => {
  const phones = new MemoryPhones();

  after(() => phones.close());

  it('says before it rings that a number seems to be offline, where somebody watches it', async () => {
    const alice = await phones.connect(freshNumber('alice'));
    const watched = await showContacts(alice, [{ number: 'bob' }]);
    await until('he is not there', () => words(watched.element, 'status') === 'Offline');
    const element = await fixture<RtcDialpadElement>(
      html`<rtc-dialpad compact .phone=${alice} value="bob"></rtc-dialpad>`,
    );

    expect(words(element, 'hint')).to.equal('They seem to be offline. You can call anyway.');
    await expectAccessible(element);
    element.value = 'carol';
    await settled(element);
    expect(words(element, 'hint')).to.equal('');

    element.value = ' bob ';
    await settled(element);
    expect(words(element, 'hint')).to.contain('offline');
    await phones.connect('bob', { presence: true });
    await until('he is there', () => words(element, 'hint') === '');
    await press(element, 'voice');
    const { call } = alice;
    if (call) await reaches(call, 'ringing');
    expect(call?.number).to.equal('bob');
  });
});
