import { expect } from '@open-wc/testing';

import { PhoneError, type LogEntry } from '../../src/core.js';
import type { Letter } from '../../src/signaling/inbox.js';
import { Mailbox } from '../../src/signaling/mailbox.js';
import { MemoryNetwork } from '../../src/testing.js';
import { FakeClock } from '../support/fake-clock.js';
import { until } from '../support/until.js';

const call = 'call-0123456789';

describe('Mailbox', () => {
  const open: Mailbox[] = [];
  let clock: FakeClock | undefined;

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    for (const mailbox of open.splice(0)) mailbox.close();
  });

  async function makeMailbox(network: MemoryNetwork, number: string, cipherKey?: string) {
    const log: LogEntry[] = [];
    const letters: Letter[] = [];
    const signaling = network.signaling(number);
    const mailbox = new Mailbox({ number, signaling, cipherKey, log: (entry) => log.push(entry) });
    mailbox.addEventListener('letter', ({ detail }) => letters.push(detail));
    await signaling.connect();
    open.push(mailbox);
    return { mailbox, signaling, letters, log };
  }

  async function makeTwo(cipherKeys: { alice?: string; bob?: string } = {}) {
    const network = new MemoryNetwork();
    const alice = await makeMailbox(network, 'alice', cipherKeys.alice);
    const bob = await makeMailbox(network, 'bob', cipherKeys.bob);
    return { network, alice, bob };
  }

  it('brings messages exactly once and in order over a network that repeats and reorders', async () => {
    const { network, alice, bob } = await makeTwo();
    const waiting: (() => void)[] = [];
    network.route = (_passing, arrive) => waiting.push(arrive, arrive);

    for (let n = 1; n <= 20; n += 1) await alice.mailbox.send('bob', call, { type: 'data', n, data: n });
    for (const arrive of waiting.toReversed()) arrive();
    await until('all are there', () => bob.letters.length >= 20);

    expect(bob.letters.map(({ message }) => message.type === 'data' && message.data)).to.deep.equal(
      Array.from({ length: 20 }, (_none, index) => index + 1),
    );
  });

  it('sends again what the service did not take, and keeps the order', async () => {
    const { alice, bob } = await makeTwo();
    const send = alice.signaling.send.bind(alice.signaling);
    let failures = 2;
    alice.signaling.send = async (to, payload) => {
      failures -= 1;
      if (failures >= 0) throw new PhoneError('network', 'offline');
      await send(to, payload);
    };

    const sent = [1, 2, 3].map((n) => alice.mailbox.send('bob', call, { type: 'data', n, data: n }));
    await Promise.all(sent);
    await until('all are there', () => bob.letters.length === 3);

    expect(bob.letters.map(({ seq }) => seq)).to.deep.equal([0, 1, 2]);
    expect(alice.log.filter(({ event }) => event === 'send-retried')).to.have.lengthOf(2);
  });

  it('gives up at once where trying again cannot help', async () => {
    const { alice } = await makeTwo();
    alice.signaling.send = () => Promise.reject(new PhoneError('forbidden', 'no'));

    const error = await alice.mailbox
      .send('bob', call, { type: 'ringing' })
      .catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'forbidden');
  });

  it('leaves no gap that the other side would wait for when a message is refused', async () => {
    const { alice, bob } = await makeTwo();

    await alice.mailbox.send('bob', call, { type: 'ringing' });
    await alice.mailbox.send('bob', call, { type: 'data', n: 1, data: 'ü'.repeat(10_000) }).catch(() => {});
    await alice.mailbox.send('bob', call, { type: 'received', n: 1 });
    await until('both are there', () => bob.letters.length === 2, 1_000);

    expect(bob.letters.map(({ seq }) => seq)).to.deep.equal([0, 1]);
  });

  it('refuses what is too large for the service, before it leaves', async () => {
    const { network, alice } = await makeTwo();

    const error = await alice.mailbox
      .send('bob', call, { type: 'data', n: 1, data: 'ü'.repeat(10_000) })
      .catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'too-large');
    expect(network.sent).to.deep.equal([]);
  });

  it('counts and drops what is not our protocol', async () => {
    const { network, bob } = await makeTwo();
    const junk = [
      {},
      { v: 1 },
      { packet: { hangup: true }, number: 'bob' },
      { v: 1, call, device: 'd', seq: 0 },
    ];

    for (const payload of junk) network.carry({ from: 'mallory', to: 'bob', payload });
    await until('all were looked at', () => bob.log.length === junk.length);

    expect(bob.letters).to.deep.equal([]);
    expect(bob.log.map(({ event, detail }) => [event, detail?.['count']])).to.deep.equal(
      junk.map((_payload, index) => ['message-refused', index + 1]),
    );
  });

  it('takes nobody for somebody whose number is only written alike', async () => {
    const { network, bob } = await makeTwo();
    const payload = { v: 1, call, device: 'device-0001', seq: 0, type: 'ringing' };

    for (const from of [' alice', 'alice ', 'Zoe\u0308', '']) network.carry({ from, to: 'bob', payload });
    await until('all were looked at', () => bob.log.length === 4);

    expect(bob.letters).to.deep.equal([]);
    expect(new Set(bob.log.map(({ detail }) => detail?.['code']))).to.deep.equal(new Set(['bad-number']));
  });

  it('takes the sender from the transport, whatever the message says', async () => {
    const { network, bob } = await makeTwo();
    const payload = {
      v: 1,
      call,
      device: 'device-0001',
      seq: 0,
      type: 'ringing',
      from: 'alice',
      number: 'alice',
    };

    network.carry({ from: 'mallory', to: 'bob', payload });
    await until('it is there', () => bob.letters.length === 1);

    expect(bob.letters[0]).to.have.property('from', 'mallory');
  });

  it('shows nothing to the service when there is a cipher key', async () => {
    const { network, alice, bob } = await makeTwo({ alice: 'secret', bob: 'secret' });

    await alice.mailbox.send('bob', call, { type: 'data', n: 1, data: 'hello' });
    await until('it is there', () => bob.letters.length === 1);

    expect(bob.letters[0]?.message).to.deep.equal({ type: 'data', n: 1, data: 'hello' });
    expect(JSON.stringify(network.sent)).not.to.match(/hello|data/);
  });

  it('says who uses another cipher key, or none, and reads nothing of it', async () => {
    const { network, alice, bob } = await makeTwo({ alice: 'one', bob: 'another' });
    const refused: string[] = [];
    bob.mailbox.addEventListener('refused', ({ detail }) =>
      refused.push(`${detail.from} ${detail.error.code}`),
    );

    await alice.mailbox.send('bob', call, { type: 'data', n: 1, data: 'hello' });
    network.carry({
      from: 'carol',
      to: 'bob',
      payload: { v: 1, call, device: 'device-1', seq: 0, type: 'ringing' },
    });
    await until('both were refused', () => refused.length === 2);

    expect(refused.toSorted()).to.deep.equal(['alice bad-seal', 'carol bad-seal']);
    expect(bob.letters).to.deep.equal([]);
  });

  it('says so when somebody seals and this phone has no key', async () => {
    const { alice, bob } = await makeTwo({ alice: 'secret' });
    const refused: string[] = [];
    bob.mailbox.addEventListener('refused', ({ detail }) => refused.push(detail.error.code));

    await alice.mailbox.send('bob', call, { type: 'ringing' });
    await until('it was refused', () => refused.length === 1);

    expect(refused).to.deep.equal(['bad-seal']);
    expect(bob.letters).to.deep.equal([]);
  });

  it('takes nothing twice that somebody has recorded and plays again, sealed or not', async () => {
    for (const cipherKey of [undefined, 'secret']) {
      const { network, alice, bob } = await makeTwo(cipherKey ? { alice: cipherKey, bob: cipherKey } : {});
      for (let n = 1; n <= 5; n += 1) await alice.mailbox.send('bob', call, { type: 'data', n, data: n });
      await alice.mailbox.send('bob', call, { type: 'bye', reason: 'hung-up' });
      await until('all are there', () => bob.letters.length === 6);

      for (const passing of [...network.sent, ...network.sent]) network.carry(passing);
      await until('all were looked at', () => bob.log.length === 12);

      expect(bob.letters).to.have.lengthOf(6);
    }
  });

  it('tries again at once when the service is back', async () => {
    clock = new FakeClock();
    const { alice, bob } = await makeTwo();
    const send = alice.signaling.send.bind(alice.signaling);
    let isBack = false;
    alice.signaling.send = (to, payload) =>
      isBack ? send(to, payload) : Promise.reject(new PhoneError('network', 'offline'));
    const sent = alice.mailbox.send('bob', call, { type: 'ringing' });
    // From the third failure on it waits for a second and more.
    await until('it waits for long', () => (clock?.waiting ?? 0) > 0);

    isBack = true;
    alice.signaling.dispatchEvent(new Event('statechange'));
    await sent;

    await until('it is there', () => bob.letters.length === 1);
  });

  it('can say goodbye without waiting, even sealed', async () => {
    const { alice, bob } = await makeTwo({ alice: 'secret', bob: 'secret' });
    const sayGoodbye = await alice.mailbox.prepareGoodbye('bob', call);

    sayGoodbye();
    await until('it is there', () => bob.letters.length === 1);

    expect(bob.letters[0]?.message).to.deep.equal({ type: 'bye', reason: 'left' });
  });
});
