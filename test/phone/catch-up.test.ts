import { expect } from '@open-wc/testing';

import type { CallRecord, Phone, PhoneMessage } from '../../src/core.js';
import { CatchUp } from '../../src/phone/post/catch-up.js';
import type { Letter } from '../../src/signaling/inbox.js';
import { Mailbox } from '../../src/signaling/mailbox.js';
import type { Arrival } from '../../src/signaling/signaling.js';
import { MemoryNetwork } from '../../src/testing.js';
import { writeEnvelope } from '../../src/wire/message.js';
import { closeArchives, makeArchive } from '../support/archive.js';
import { freshNumber, reaches } from '../support/phones.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { until } from '../support/until.js';

const HOUR_MS = 3_600_000;

describe('A phone that was away', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let bobs: string;

  beforeEach(async () => {
    phones = new MemoryPhones();
    alice = await phones.connect('alice');
    bobs = freshNumber('bob');
  });

  afterEach(() => phones.close());

  /** A page of Bob's, and what it got to read. */
  async function open(history = true) {
    const read: PhoneMessage[] = [];
    const phone = await phones.connect(bobs, { history }, (made) =>
      made.addEventListener('message', ({ detail }) => read.push(detail)),
    );
    return { phone, read: () => read.map(({ data }) => data) };
  }

  const callsOf = ({ history }: Phone): Promise<readonly CallRecord[]> => history.calls.list();

  it('reads what was sent meanwhile, once, in order', async () => {
    expect(await Promise.all(['one', 'two'].map((text) => alice.send(bobs, text)))).to.deep.equal([
      'kept',
      'kept',
    ]);
    const first = await open();
    await until('all is read', () => first.read().length === 2);
    expect(first.read()).to.deep.equal(['one', 'two']);
    await alice.send(bobs, 'three');
    expect(first.read()).to.deep.equal(['one', 'two', 'three']);
    first.phone.close();

    await alice.send(bobs, 'four');
    const second = await open();
    await until('the rest is read', () => second.read().length > 0);
    expect(second.read()).to.deep.equal(['four']);
  });

  it('shows a missed call, with its time, not that of coming back', async () => {
    const { now } = Date;
    const at = now() - HOUR_MS;
    Date.now = () => now() - HOUR_MS;
    try {
      const call = await alice.dial(bobs);
      await reaches(call, 'calling');
      await call.hangUp();
    } finally {
      Date.now = now;
    }

    const { phone } = await open();

    await until('the call is there', async () => (await callsOf(phone)).length === 1);
    const [missed] = await callsOf(phone);
    expect(missed).to.include({ number: 'alice', missed: true, direction: 'incoming', reason: 'cancelled' });
    expect(missed?.endedAt).to.be.closeTo(at, 2_000);
  });

  it('shows who called while it was busy', async () => {
    const { phone } = await open();
    const carol = await phones.connect('carol');
    phone.autoAnswer = ['carol'];
    await reaches(await carol.dial(bobs, { video: false }), 'active');
    await reaches(await alice.dial(bobs, { video: false }), 'ended');

    await until('the call is there', async () => (await callsOf(phone)).length === 1);
    expect((await callsOf(phone))[0]).to.include({ number: 'alice', missed: true, reason: 'busy' });
  });

  it('keeps nothing and fetches nothing where no history is wanted', async () => {
    await alice.send(bobs, 'one');
    const { phone, read } = await open(false);
    await alice.send(bobs, 'live');
    expect(read()).to.deep.equal(['live']);
    expect(await callsOf(phone)).to.deep.equal([]);
  });
});

describe('CatchUp', () => {
  const lives: AbortController[] = [];
  afterEach(() => {
    for (const life of lives.splice(0)) life.abort();
    closeArchives();
  });

  /** A note of somebody's, which the service has kept at a position. */
  const note = (position: string): Arrival => {
    const message = { type: 'note', data: position } as const;
    const payload = writeEnvelope({ call: 'call-0001', device: `device-${position}`, seq: 0, message });
    return { from: 'alice', payload, ageMs: 0, position };
  };
  const textOf = ({ message }: Letter) => 'data' in message && message.data;

  /** On a service whose answers the test gives. */
  async function makeCatchUp() {
    const life = new AbortController();
    lives.push(life);
    const { archive, number } = makeArchive();
    const asked: { answer: (kept: readonly Arrival[]) => void; fail: (error: Error) => void }[] = [];
    const signaling = Object.assign(new MemoryNetwork().signaling(number), {
      recall: () =>
        new Promise<readonly Arrival[]>((answer, fail) => {
          asked.push({ answer, fail });
        }),
    });
    await signaling.connect();
    const mailbox = new Mailbox({ number, signaling, log: () => {} });
    const taken: unknown[][] = [];
    const take = (letters: readonly Letter[]) => taken.push(letters.map(textOf));
    const catchUp = new CatchUp({ mailbox, archive, take, signal: life.signal, log: () => {} });
    const live: unknown[] = [];
    mailbox.addEventListener('letter', ({ detail }) => live.push(textOf(detail)));
    return {
      archive,
      asked,
      taken,
      /** Begins another round, and waits until the service has been asked. */
      async ask() {
        const before = asked.length;
        const done = catchUp.run();
        await until('the service is asked', () => asked.length > before);
        return { done };
      },
      /** What comes while the phone is there. */
      async hear(...positions: readonly string[]) {
        const before = live.length;
        for (const position of positions) {
          signaling.dispatchEvent(new CustomEvent('arrival', { detail: note(position) }));
        }
        await until('it is heard', () => live.length === before + positions.length);
      },
    };
  }

  it('takes nothing of a round that another one has overtaken', async () => {
    const { archive, asked, taken, ask } = await makeCatchUp();
    const first = await ask();
    const second = await ask();

    asked[1]?.answer([note('01'), note('02')]);
    await second.done;
    asked[0]?.answer([note('01')]);
    await first.done;

    expect(taken).to.deep.equal([['01', '02']]);
    expect(await archive.bookmark()).to.equal('02');
  });

  it('does not go back with its bookmark when something comes late', async () => {
    const { archive, asked, ask, hear } = await makeCatchUp();
    const { done } = await ask();
    asked[0]?.answer([note('05')]);
    await done;

    await hear('07', '06');
    expect(await archive.bookmark()).to.equal('07');
    await hear('08');
    expect(await archive.bookmark()).to.equal('08');
  });

  it('sets no bookmark behind what it could not fetch', async () => {
    const { archive, asked, ask, hear } = await makeCatchUp();
    const { done } = await ask();
    await hear('07');
    asked[0]?.fail(new Error('The network is gone.'));
    await done;

    await hear('08');

    expect(await archive.bookmark()).to.equal(undefined);
  });
});
