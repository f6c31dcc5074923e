import { expect } from '@open-wc/testing';

import type { CallRecord, Phone, PhoneMessage } from '../../src/core.js';
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
