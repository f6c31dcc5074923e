import { expect } from '@open-wc/testing';

import { Inbox, type Letter } from '../../src/signaling/inbox.js';
import type { Message } from '../../src/wire/message.js';
import { FakeClock } from '../support/fake-clock.js';

const ring: Message = { type: 'ring', audio: true, video: true, sdp: 'zAA' };
const bye: Message = { type: 'bye', reason: 'cancelled' };
const data = (n: number): Message => ({ type: 'data', n, data: n });
const letter = (seq: number, message: Message, more: Partial<Letter> = {}): Letter => ({
  from: 'alice',
  device: 'device-1',
  call: 'call-0001',
  ageMs: 0,
  seq,
  message,
  ...more,
});

describe('Inbox', () => {
  const lives: AbortController[] = [];
  let clock: FakeClock | undefined;

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    for (const life of lives.splice(0)) life.abort();
  });

  function makeInbox() {
    const delivered: Letter[] = [];
    const life = new AbortController();
    lives.push(life);
    const inbox = new Inbox((each) => delivered.push(each), life.signal);
    return { inbox, delivered, seqs: () => delivered.map(({ seq }) => seq) };
  }

  it('delivers in the order of writing, whatever the order of arrival', () => {
    const { inbox, seqs } = makeInbox();

    for (const seq of [2, 0, 3, 1]) inbox.take(letter(seq, data(seq + 1)));

    expect(seqs()).to.deep.equal([0, 1, 2, 3]);
  });

  it('delivers once, however often a letter comes', () => {
    const { inbox, seqs } = makeInbox();

    const receipts = [0, 0, 1, 0, 1].map((seq) => inbox.take(letter(seq, data(seq + 1))));

    expect(seqs()).to.deep.equal([0, 1]);
    expect(receipts).to.deep.equal(['taken', 'repeat', 'taken', 'repeat', 'repeat']);
  });

  it('counts each device and each call for itself', () => {
    const { inbox, delivered } = makeInbox();

    inbox.take(letter(0, ring));
    inbox.take(letter(0, ring, { device: 'device-2' }));
    inbox.take(letter(0, ring, { call: 'call-0002' }));
    inbox.take(letter(0, ring, { from: 'carol' }));

    expect(delivered).to.have.lengthOf(4);
  });

  it('waits for a missing letter, but not for ever', () => {
    clock = new FakeClock();
    const { inbox, seqs } = makeInbox();

    inbox.take(letter(1, data(1)));
    inbox.take(letter(2, data(2)));
    clock.advance(3_999);
    expect(seqs()).to.deep.equal([]);
    clock.advance(1);

    expect(seqs()).to.deep.equal([1, 2]);
  });

  it('lets a goodbye overtake, and nothing come after it', () => {
    const { inbox, delivered } = makeInbox();

    inbox.take(letter(5, bye));
    const late = inbox.take(letter(0, ring));

    expect(delivered.map(({ message }) => message.type)).to.deep.equal(['bye']);
    expect(late).to.equal('repeat');
  });

  it('never rings for a call that was called off in the same breath', () => {
    const { inbox, delivered } = makeInbox();
    const refused: string[] = [];

    inbox.takeAll([letter(0, ring), letter(1, bye)], (_letter, why) => refused.push(why));

    expect(delivered.map(({ message }) => message.type)).to.deep.equal(['bye']);
    expect(refused).to.deep.equal(['stale']);
  });

  it('never rings for a caller who has given up long ago', () => {
    const { inbox, delivered } = makeInbox();

    expect(inbox.take(letter(0, ring, { ageMs: 45_001 }))).to.equal('stale');
    expect(inbox.take(letter(0, ring, { call: 'call-0002', ageMs: 44_999 }))).to.equal('taken');
    expect(delivered).to.have.lengthOf(1);
  });

  it('waits no longer for a missing letter because others come behind it', () => {
    clock = new FakeClock();
    const { inbox, seqs } = makeInbox();

    for (let seq = 1; seq <= 4; seq += 1) {
      inbox.take(letter(seq, data(seq)));
      clock.advance(1_000);
    }

    expect(seqs()).to.deep.equal([1, 2, 3, 4]);
  });

  it('waits anew for each gap', () => {
    clock = new FakeClock();
    const { inbox, seqs } = makeInbox();

    inbox.take(letter(1, data(1)));
    clock.advance(3_000);
    inbox.take(letter(3, data(3)));
    inbox.take(letter(0, data(0)));
    expect(seqs()).to.deep.equal([0, 1]);
    clock.advance(3_999);
    inbox.take(letter(2, data(2)));

    expect(seqs()).to.deep.equal([0, 1, 2, 3]);
  });

  it('holds a bounded number of letters of a call that come too early', () => {
    const { inbox, delivered } = makeInbox();

    for (let seq = 1; seq <= 300; seq += 1) inbox.take(letter(seq, data(seq)));

    expect(delivered).to.have.lengthOf(300);
  });

  it('holds a bounded number of letters of all calls, and goes on delivering', () => {
    const { inbox, delivered, seqs } = makeInbox();
    for (let n = 0; n < 1_100; n += 1)
      inbox.take(letter(7, data(7), { from: 'mallory', call: `junk-${n % 500}` }));
    for (let n = 0; n < 700; n += 1)
      inbox.take(letter(8 + n, data(7), { from: 'mallory', call: `junk-${n % 500}` }));
    delivered.length = 0;

    for (const seq of [0, 1, 2]) inbox.take(letter(seq, data(seq)));

    expect(seqs()).to.deep.equal([0, 1, 2]);
  });
});
