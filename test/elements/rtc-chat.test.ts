import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError, type Phone } from '../../src/core.js';
import { setTexts } from '../../src/elements/base/texts.js';
import { chatParts, showChat } from '../support/chat-element.js';
import { expectAccessible, hasPart, heard, press, settled, words } from '../support/element.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { answerAll, freshNumber, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

const VOICE = { audio: true, video: false };

describe('rtc-chat', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let bob: Phone;

  beforeEach(async () => {
    phones = new MemoryPhones();
    [alice, bob] = await Promise.all([
      phones.connect(freshNumber('alice')),
      phones.connect(freshNumber('bob'), {}, answerAll),
    ]);
  });

  afterEach(() => phones.close());

  it('carries text both ways, and shows whose it is and that it has arrived', async () => {
    const mine = await showChat(alice, bob.number);
    const theirs = await showChat(bob, alice.number);
    expect(words(mine.element, 'hint')).to.equal('No messages yet');
    await expectAccessible(mine.element);

    await mine.write('Hello Bob');
    await until('it is there', () => theirs.texts().length === 1);
    await theirs.write('Hello\nAlice');
    await until('both have arrived', () => mine.lines().length === 2 && mine.all('fate').length === 1);
    await until('both have arrived', () => theirs.lines().length === 2 && theirs.all('fate').length === 1);

    const { number: her } = alice;
    const { number: his } = bob;
    await until('it is known', () => mine.lines()[0] === 'You: Hello Bob Delivered');
    expect(mine.lines()).to.deep.equal(['You: Hello Bob Delivered', `${his}: Hello Alice`]);
    await until('it is known', () => theirs.lines()[1] === 'You: Hello Alice Delivered');
    expect(theirs.lines()).to.deep.equal([`${her}: Hello Bob`, 'You: Hello Alice Delivered']);
    expect(theirs.texts()[1]).to.equal('Hello\nAlice');
    expect(mine.element.getAttribute('state')).to.equal('ready');
    await expectAccessible(mine.element);
  });

  it('has the words to write in the middle of their field', async () => {
    const { field } = await showChat(alice, bob.number);

    const { paddingBlockStart, lineHeight } = getComputedStyle(field());
    const needed = 2 * parseFloat(paddingBlockStart) + parseFloat(lineHeight);
    expect(needed).to.be.closeTo(field().clientHeight, 1);
  });

  it('says to a screen reader what comes, and nothing that the person has said', async () => {
    const { said, write } = await showChat(alice, bob.number);

    await write('Hello Bob');
    await bob.chats.send(alice.number, 'Hello Alice');

    await until('it is said', () => said().length > 0);
    expect(said()).to.deep.equal([`${bob.number}: Hello Alice`]);
  });

  it('sends by Enter, begins a line by Shift and Enter, and keeps an empty field to itself', async () => {
    const { element, field, texts, focused } = await showChat(alice, bob.number);

    field().focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: 'one' });
    await sendKeys({ press: 'Shift+Enter' });
    await sendKeys({ type: 'two' });
    expect(field().value).to.equal('one\ntwo');
    await sendKeys({ press: 'Enter' });

    await until('it is shown', () => texts().length === 1);
    expect(texts()).to.deep.equal(['one\ntwo']);
    expect(field().value).to.equal('');
    expect(focused()).to.equal(field());
    expect(words(element, 'send')).to.equal('');
    expect(element.renderRoot.querySelector('[part=send]')?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('leaves Enter to an input method that composes a word', async () => {
    const { field, type, texts } = await showChat(alice, bob.number);
    await type('にほ');

    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }));

    expect(field().value).to.equal('にほ');
    expect(texts()).to.deep.equal([]);
  });

  it('says near the limit how much is left, and sends nothing that is too long, nor cuts it', async () => {
    const { element, type, field, write } = await showChat(alice, bob.number);
    await type('x'.repeat(3_800));
    expect(
      hasPart(element, 'limit') && !element.renderRoot.querySelector('#limit')?.checkVisibility(),
    ).to.equal(true);

    await type('x'.repeat(3_990));
    expect(words(element, 'limit')).to.equal('10 characters left');
    await write('x'.repeat(4_012));

    expect(words(element, 'limit')).to.equal('12 characters too many');
    expect(field().value).to.have.lengthOf(4_012);
    expect(field().ariaInvalid).to.equal('true');
    await expectAccessible(element);
  });

  it('says that a line waits for somebody who is away, and delivers it when they come', async () => {
    const carol = freshNumber('carol');
    const { lines, write, element } = await showChat(alice, carol);

    await write('Call me');
    await until('it is kept', () => lines()[0] === 'You: Call me Will be delivered when they are back');
    await expectAccessible(element);

    const theirs = await showChat(await phones.connect(carol), alice.number);
    await until('it is there', () => theirs.texts().includes('Call me'));
  });

  it('shows what failed with the reason, and sends it once more on a press', async () => {
    const { element, lines, write, focused, field } = await showChat(alice, bob.number);
    const { route } = phones.network;
    phones.network.route = () => {
      throw new PhoneError('forbidden', 'The token has run out.');
    };
    const told = oneEvent(element, 'rtc-error');

    await write('Hello');

    await told;
    await until('it has failed', () => lines()[0] === 'You: Hello Not sent');
    expect(words(element, 'problem')).to.contain('sign in again');
    await expectAccessible(element);

    phones.network.route = route;
    const retry = element.renderRoot.querySelector<HTMLElement>('.meta button');
    retry?.focus();
    await sendKeys({ press: 'Enter' });
    await until('it is delivered', () => lines()[0] === 'You: Hello Delivered');
    expect(hasPart(element, 'problem')).to.equal(false);
    expect(focused()).to.equal(field());
    expect(await bob.history.messages.countUnseen()).to.equal(1);
  });

  it('gives back what could not become a line at all', async () => {
    const { element, field, write } = await showChat(alice, alice.number);

    await write('Note to myself');

    await until('it is back', () => field().value === 'Note to myself');
    expect(words(element, 'problem')).to.contain('your own number');
  });

  it('leaves the sending to a page that wants to do it', async () => {
    const { element, write, field } = await showChat(alice, bob.number);
    const asked: unknown[] = [];
    element.addEventListener('rtc-chat-request', (event) => {
      event.preventDefault();
      asked.push(event.detail);
    });

    await write('Hello');
    await settled(element);

    expect(asked).to.deep.equal([{ number: bob.number, text: 'Hello' }]);
    expect(field().value).to.equal('');
    expect(await alice.history.messages.list()).to.deep.equal([]);
  });

  it('is with whoever the call is with, and goes by the call', async () => {
    const { element, write, lines } = await showChat(alice);
    expect(words(element, 'hint')).to.contain('A chat begins with a call.');
    expect(hasPart(element, 'input')).to.equal(false);
    await expectAccessible(element);

    const call = await alice.dial(bob.number, VOICE);
    await reaches(call, 'active');
    await until('there is somebody', () => words(element, 'title') === `Chat with ${bob.number}`);
    await write('In the call');
    await until('it is there', () => lines()[0] === 'You: In the call Delivered');
    await call.hangUp();

    await settled(element);
    expect(lines()).to.deep.equal(['You: In the call Delivered']);
  });

  it('keeps what was begun for one person from another one', async () => {
    const { element, type, field } = await showChat(alice, bob.number);
    await type('For Bob alone');

    element.number = freshNumber('carol');
    await settled(element);
    expect(field().value).to.equal('');

    element.number = bob.number;
    await settled(element);
    expect(field().value).to.equal('For Bob alone');
  });

  it('says why nothing can be sent while the phone is not connected', async () => {
    const { element, write, field } = await showChat(alice, bob.number);
    alice.close();
    await settled(element);

    await write('Hello');

    expect(words(element, 'obstacle')).to.equal('This phone is not connected.');
    expect(field().value).to.equal('Hello');
    await expectAccessible(element);
  });

  it('speaks the words of the page, and names the days in its language', async () => {
    const { element, one } = await showChat(alice, bob.number);
    element.lang = 'de';
    setTexts({ chat: { delivered: 'Zugestellt' } });
    try {
      await alice.chats.send(bob.number, 'Hallo');
      await until('it is shown', () => words(element, 'fate') === 'Zugestellt');
      expect(one('day').textContent).to.equal('heute');
    } finally {
      setTexts({ chat: { delivered: 'Delivered' } });
    }
  });
});

describe('rtc-chat in a room', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  it('is with everybody there, names who speaks, and keeps apart what was said to one alone', async () => {
    const name = freshNumber('standup');
    const numbers = ['ann', 'bea', 'cem'].map((each) => freshNumber(each));
    const all = await Promise.all(numbers.map((number) => phones.connect(number)));
    const [ann, bea, cem] = all as [Phone, Phone, Phone];
    const first = await showChat(ann);
    await Promise.all(all.map((phone) => phone.places.join(name, VOICE)));
    const isFull = ({ places: { room } }: Phone) =>
      room?.calls.filter(({ state }) => state.phase === 'active').length === 2;
    await until('all talk', () => all.every(isFull));
    const [second, third] = [await showChat(bea), await showChat(cem)];
    expect(words(first.element, 'members')).to.equal(numbers.slice(1).join(' '));
    const news = heard(third.element, 'rtc-error');

    await first.write('Good morning');
    await until('all have it', () => [second, third].every(({ texts }) => texts().length === 1));
    await second.write('Hi Ann');
    await until('all have it', () => [first, third].every(({ texts }) => texts().length === 2));
    await bea.chats.send(cem.number, 'Between us');
    await until(
      'it is kept',
      async () => (await cem.history.messages.list({ number: bea.number })).length > 0,
    );

    expect(third.lines()).to.deep.equal([`${ann.number}: Good morning`, `${bea.number}: Hi Ann`]);
    await until('all have it', () => first.lines()[0] === 'You: Good morning Delivered');
    const apart = await showChat(cem, bea.number);
    expect(apart.texts()).to.deep.equal(['Between us']);
    expect(news).to.deep.equal([]);
    await expectAccessible(third.element);

    const { element } = await showChat(ann);
    bea.places.room?.leave();
    cem.places.room?.leave();
    await until('nobody is left', () => words(element, 'obstacle') === 'Nobody else is here yet.');
    expect(chatParts(element).texts()).to.deep.equal(['Good morning', 'Hi Ann']);
    await press(element, 'send');
  });
});
