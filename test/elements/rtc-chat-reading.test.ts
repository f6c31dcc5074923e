import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PhoneError, type MessageRecord, type Phone } from '../../src/core.js';
import type { RtcChatElement } from '../../src/elements/rtc-chat.js';
import { makeMessage } from '../support/archive.js';
import { chatParts, showChat } from '../support/chat-element.js';
import { expectAccessible, hasPart, press, settled, visiblePart, words } from '../support/element.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

const DAY_MS = 24 * 60 * 60_000;

describe('What rtc-chat reads', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let bob: Phone;

  beforeEach(async () => {
    phones = new MemoryPhones();
    [alice, bob] = await Promise.all([
      phones.connect(freshNumber('alice')),
      phones.connect(freshNumber('bob')),
    ]);
  });

  afterEach(() => phones.close());

  /** Lines of bob's in alice's history, the last one just now. */
  async function fill(count: number, changes: Partial<MessageRecord> = {}) {
    for (let age = count - 1; age >= 0; age -= 1) {
      const message = {
        number: bob.number,
        at: Date.now() - age * 1_000,
        data: `line ${count - age}`,
        ...changes,
      };
      await alice.history.messages.add(makeMessage(message));
    }
  }

  const box = (element: RtcChatElement) => visiblePart(element, 'log');
  const distanceToEnd = (element: RtcChatElement) => {
    const { scrollHeight, clientHeight, scrollTop } = box(element);
    return scrollHeight - clientHeight - scrollTop;
  };

  it('shows the last thirty lines at their end, and thirty more on a press, where the eye already is', async () => {
    await fill(70);
    const { element, texts, one, focused } = await showChat(alice, bob.number);
    expect(texts()).to.deep.equal(Array.from({ length: 30 }, (_, index) => `line ${index + 41}`));
    expect(distanceToEnd(element)).to.be.lessThan(2);

    box(element).scrollTop = 0;
    const [before] = chatParts(element).all('bubble');
    const { top } = (before as HTMLElement).getBoundingClientRect();
    one('more').focus();
    await sendKeys({ press: 'Enter' });
    await until('there are more', () => texts().length === 60);
    await settled(element);
    expect(before?.textContent).to.equal('line 41');
    expect(before?.getBoundingClientRect().top).to.be.closeTo(top, 2);

    await press(element, 'more');
    await until('there are all', () => texts().length === 70);
    expect(hasPart(element, 'more')).to.equal(false);
    expect(focused()).to.equal(box(element));
  });

  it('stays at the end for somebody who is there, and tells another one of new lines', async () => {
    await fill(40);
    const { element, texts, write } = await showChat(alice, bob.number);
    await bob.chats.send(alice.number, 'one');
    await until('it is there', () => texts().includes('one'));
    await settled(element);
    expect(distanceToEnd(element)).to.be.lessThan(2);
    expect(hasPart(element, 'jump')).to.equal(false);

    box(element).scrollTop = 100;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { scrollTop } = box(element);
    await bob.chats.send(alice.number, 'two');
    await until('it is told', () => hasPart(element, 'jump'));
    expect(box(element).scrollTop).to.equal(scrollTop);
    await expectAccessible(element);
    await press(element, 'jump');
    expect(distanceToEnd(element)).to.be.lessThan(2);
    expect(hasPart(element, 'jump')).to.equal(false);

    box(element).scrollTop = 0;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await write('three');
    await until('it is there', () => texts().includes('three'));
    await settled(element);
    expect(distanceToEnd(element)).to.be.lessThan(2);
  });

  it('marks where what came meanwhile begins, and takes it for seen when it was in sight', async () => {
    await fill(1);
    await bob.chats.send(alice.number, 'while you were away');
    await until('it is there', async () => (await alice.history.messages.countUnseen()) === 1);

    const { element, one, write } = await showChat(alice, bob.number);

    expect(words(element, 'new')).to.equal('New messages');
    expect(one('new').nextElementSibling?.textContent).to.contain('while you were away');
    await until('it is seen', async () => (await alice.history.messages.countUnseen()) === 0);
    expect(hasPart(element, 'new')).to.equal(true);
    await expectAccessible(element);

    await write('back again');
    await until('there is nothing new', () => !hasPart(element, 'new'));
    expect(await bob.history.messages.countUnseen()).to.equal(1);
  });

  it('begins where what came meanwhile begins, and follows from there on', async () => {
    await fill(20);
    for (const number of Array(25).keys()) await bob.chats.send(alice.number, `new ${number}`);
    await until('all are there', async () => (await alice.history.messages.countUnseen()) === 25);

    const { element, one, texts } = await showChat(alice, bob.number);

    const { top } = box(element).getBoundingClientRect();
    expect(one('new').getBoundingClientRect().top).to.be.closeTo(top, 2);
    expect(hasPart(element, 'jump')).to.equal(false);
    box(element).scrollTop = box(element).scrollHeight;
    await bob.chats.send(alice.number, 'one more');
    await until('it is there', () => texts().includes('one more'));
    await settled(element);
    expect(distanceToEnd(element)).to.be.lessThan(2);
  });

  it('takes nothing for seen while nobody can see it', async () => {
    const place = await fixture(html`
      <div style="position: absolute; top: 300vh">
        <rtc-chat .phone=${alice} .number=${bob.number}></rtc-chat>
      </div>
    `);
    const element = place.querySelector('rtc-chat') as RtcChatElement;
    await bob.chats.send(alice.number, 'psst');
    await until('it is there', () => chatParts(element).texts().length === 1);
    expect(await alice.history.messages.countUnseen({ number: bob.number })).to.equal(1);
    expect(words(element, 'new')).to.equal('New messages');

    element.scrollIntoView();

    await until('it is seen', async () => (await alice.history.messages.countUnseen()) === 0);
    scrollTo(0, 0);
  });

  it('stands by day, and by who speaks', async () => {
    const now = Date.now();
    const add = (from: 'me' | 'them', at: number, data: string) =>
      alice.history.messages.add(makeMessage({ number: bob.number, from, at, data }));
    await add('them', now - 1.5 * DAY_MS - 1, 'a');
    await add('them', now, 'b');
    await add('them', now + 1, 'c');
    await add('me', now + 2, 'd');
    const { element, all } = await showChat(alice, bob.number);

    expect(all('day')).to.have.lengthOf(2);
    expect(all('day').at(-1)?.innerText).to.equal('Today');
    const times = all('meta').map((meta) => !meta.classList.contains('hidden'));
    expect(times).to.deep.equal([true, false, true, true]);
    expect(element.renderRoot.querySelector('time')?.dateTime).to.equal(
      new Date(now - 1.5 * DAY_MS - 1).toISOString(),
    );
  });

  it('shows each line once when it is deleted, repeated, or told by another tab', async () => {
    const { texts } = await showChat(alice, bob.number);
    const other = await phones.connect(alice.number);
    await bob.chats.send(alice.number, 'once');
    await until('it is there', () => texts().length === 1);
    await until('both have it', async () => (await other.history.messages.list()).length === 1);

    const [line] = await alice.history.messages.list();
    await other.history.messages.delete(line?.id ?? '');

    await until('it is gone', () => texts().length === 0);
  });

  it('says that a phone keeps no messages, and shows them as long as the page is there', async () => {
    const carol = await phones.connect(freshNumber('carol'), { history: false });
    const { element, texts, lines, write } = await showChat(carol, bob.number);
    expect(words(element, 'notice')).to.contain('keeps no messages');

    await bob.chats.send(carol.number, 'Hello Carol');
    await write('Hello Bob');

    await until('both are there', () => lines().includes('You: Hello Bob Delivered'));
    expect(texts()).to.deep.equal(['Hello Carol', 'Hello Bob']);
    await expectAccessible(element);
  });

  it('says so when what was said cannot be read, and reads it once more', async () => {
    await fill(1);
    const { messages } = alice.history;
    const list = messages.list.bind(messages);
    messages.list = () => Promise.reject(new PhoneError('failed', 'The disk is broken.'));
    const { element, texts } = await showChat(alice, bob.number);
    expect(element.getAttribute('state')).to.equal('unavailable');
    expect(words(element, 'problem')).to.contain('did not work');
    await expectAccessible(element);

    messages.list = list;
    await press(element, 'retry');

    await until('it is read', () => texts().length === 1);
    expect(hasPart(element, 'problem')).to.equal(false);
  });

  it('does not know what became of a line that was on its way when the page was closed', async () => {
    await fill(1, { from: 'me', status: 'sending', at: Date.now() - 5 * 60_000, id: 'a-line-of-before' });
    const { lines, element } = await showChat(alice, bob.number);
    expect(lines()).to.deep.equal(['You: line 1 Perhaps not sent']);
    await press(element, 'retry');
    await until('it is sent', () => lines()[0] === 'You: line 1 Delivered');
  });

  it('is loading as long as there is no phone', async () => {
    const element = await fixture<RtcChatElement>(html`<rtc-chat number="bob"></rtc-chat>`);

    expect(words(element, 'hint')).to.equal('Loading messages…');
    expect(words(element, 'obstacle')).to.equal('Waiting for the connection…');
    await expectAccessible(element);
  });
});
