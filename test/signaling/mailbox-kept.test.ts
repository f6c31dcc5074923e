import { expect } from '@open-wc/testing';

import { Mailbox } from '../../src/signaling/mailbox.js';
import { MemoryNetwork } from '../../src/testing.js';
import { isKept, type ByeReason, type Message } from '../../src/wire/message.js';
import { until } from '../support/until.js';

const note = (data: unknown): Message => ({ type: 'note', data });
const bye = (reason: ByeReason): Message => ({ type: 'bye', reason });

/** What the mailbox makes of what a service keeps, of its groups and of its files. */
describe('Mailbox, for those who are away', () => {
  const open: Mailbox[] = [];

  afterEach(() => {
    for (const mailbox of open.splice(0)) mailbox.close();
  });

  async function makeMailbox(network: MemoryNetwork, number: string, cipherKey?: string) {
    const signaling = network.signaling(number);
    const refused: string[] = [];
    const mailbox = new Mailbox({ number, signaling, cipherKey, log: () => {} });
    mailbox.addEventListener('refused', ({ detail }) => refused.push(detail.error.code));
    await signaling.connect();
    open.push(mailbox);
    return { mailbox, signaling, refused };
  }

  const said = (letters: readonly { readonly message: Message }[]) =>
    letters.map(({ message }) => (message.type === 'note' ? message.data : message.type));

  it('has notes, photos and the calls that nobody took kept, and nothing else', async () => {
    const network = new MemoryNetwork();
    const { mailbox } = await makeMailbox(network, 'alice');
    const messages: Message[] = [
      note('hello'),
      { type: 'photo', bytes: 'AAAA' },
      bye('cancelled'),
      bye('no-answer'),
      bye('unreachable'),
      bye('hung-up'),
      bye('declined'),
      bye('left'),
      { type: 'ring', audio: true, video: true, sdp: 'packed' },
      { type: 'ringing' },
      { type: 'noted' },
      { type: 'data', n: 1, data: 'secret' },
    ];

    for (const [index, message] of messages.entries()) await mailbox.send('bob', `call-000${index}`, message);

    expect(network.sent.map(({ keep }) => keep === true)).to.deep.equal(messages.map(isKept));
    expect(messages.filter(isKept)).to.deep.equal(messages.slice(0, 5));
  });

  it('recalls them in order, each once, with a position to go on from', async () => {
    const network = new MemoryNetwork();
    const { mailbox: alice } = await makeMailbox(network, 'alice');
    await alice.send('bob', 'note-0001', note(1));
    const posted = alice.post('bob', 'note-0002', note(2));
    await posted.sent;
    await posted.again();
    await alice.send('bob', 'call-0003', bye('no-answer'));

    const { mailbox: bob } = await makeMailbox(network, 'bob');
    const first = await bob.recall();
    const nothing = await bob.recall(first.position);
    await alice.send('bob', 'note-0004', note(4));
    const second = await bob.recall(first.position);

    expect(said(first.letters)).to.deep.equal([1, 2, 'bye']);
    expect(first.letters.map(({ from, call, device }) => [from, call, device])).to.deep.equal(
      ['note-0001', 'note-0002', 'call-0003'].map((call) => ['alice', call, alice.device]),
    );
    expect(nothing).to.deep.equal({ letters: [], position: first.position });
    expect(said(second.letters)).to.deep.equal([4]);
  });

  it('drops silently what is not its own, and goes on behind it', async () => {
    const network = new MemoryNetwork();
    const envelope = { v: 1, call: 'call-0001', device: 'device-01', seq: 0 };
    for (const payload of [
      {},
      { text: 'of another program' },
      { ...envelope, type: 'ring', audio: true, video: true, sdp: 'packed' },
      { ...envelope, type: 'bye', reason: 'hung-up' },
      { ...envelope, type: 'note' },
      { ...envelope, sealed: 'AAAA' },
    ]) {
      network.carry({ from: 'mallory', to: 'bob', payload, keep: true });
    }
    network.carry({ from: '', to: 'bob', payload: { ...envelope, type: 'note', data: 1 }, keep: true });

    const { mailbox, refused } = await makeMailbox(network, 'bob');
    const { letters, position } = await mailbox.recall();

    expect(letters).to.deep.equal([]);
    expect(position).to.be.a('string');
    expect((await mailbox.recall(position)).position).to.equal(position);
    expect(refused).to.deep.equal([]);
  });

  it('keeps them sealed where there is a key, for those who have it', async () => {
    const network = new MemoryNetwork();
    const { mailbox: alice } = await makeMailbox(network, 'alice', 'secret');
    await alice.send('bob', 'note-0001', note('hello'));

    const { mailbox: bob } = await makeMailbox(network, 'bob', 'secret');
    const { mailbox: other } = await makeMailbox(network, 'bob', 'another');
    const { mailbox: none } = await makeMailbox(network, 'bob');

    expect(said((await bob.recall()).letters)).to.deep.equal(['hello']);
    expect((await other.recall()).letters).to.deep.equal([]);
    expect((await none.recall()).letters).to.deep.equal([]);
    expect(JSON.stringify(network.sent)).not.to.match(/hello|note"/);
  });

  it('says so where a service keeps nothing and knows no groups', async () => {
    const { signaling } = await makeMailbox(new MemoryNetwork(), 'alice');
    const poor = Object.assign(Object.create(signaling) as typeof signaling, {
      recall: undefined,
      group: undefined,
      files: undefined,
      addEventListener: signaling.addEventListener.bind(signaling),
    });
    const mailbox = new Mailbox({ number: 'alice', signaling: poor, cipherKey: 'secret', log: () => {} });
    open.push(mailbox);

    const error = await mailbox.recall().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'unsupported');
    expect(() => mailbox.group('room:lobby'))
      .to.throw()
      .with.property('code', 'unsupported');
    expect(mailbox.files).to.equal(undefined);
  });

  it('shows in a group only those who have a number, and of what they say only short words', async () => {
    const network = new MemoryNetwork();
    const { mailbox } = await makeMailbox(network, 'alice');
    const strange = (about: object) => about as Readonly<Record<string, string>>;
    const others: [string, object][] = [
      [
        'Bob',
        { status: 'available', nested: { deep: true }, count: 7, nothing: null, long: 'x'.repeat(257) },
      ],
      ['eve', Object.fromEntries(Array.from({ length: 40 }, (_none, index) => [`k${index}`, 'v']))],
      ['mal\u0000lory', { status: 'available' }],
      ['', { status: 'available' }],
      [' Bob', { status: 'of another' }],
      ['list', ['a', 'b']],
    ];
    for (const [number, about] of others) {
      const { signaling } = await makeMailbox(network, number);
      signaling.group?.('room:lobby', strange(about));
    }

    const group = mailbox.group('room:lobby', { name: 'Alice' });
    await until('all are there', () => group.members?.length === 4);

    const members = Object.fromEntries(group.members?.map(({ number, about }) => [number, about]) ?? []);
    expect(Object.keys(members).toSorted()).to.deep.equal(['Bob', 'alice', 'eve', 'list']);
    expect(members['Bob']).to.deep.equal({ status: 'available' });
    expect(Object.keys(members['eve'] ?? {})).to.have.lengthOf(16);
    group.tell({ name: 'Alice', status: 'busy' });
    expect(group.members?.find(({ number }) => number === 'alice')?.about).to.include({ status: 'busy' });
    group.close();
  });

  async function keepFile() {
    const network = new MemoryNetwork();
    const alice = await makeMailbox(network, 'alice', 'secret');
    const bob = await makeMailbox(network, 'bob', 'secret');
    const files = { ofAlice: alice.mailbox.files, ofBob: bob.mailbox.files };
    const asKept = { ofAlice: alice.signaling.files, ofBob: bob.signaling.files };
    if (!files.ofAlice || !files.ofBob || !asKept.ofAlice || !asKept.ofBob)
      throw new Error('It keeps no files.');
    const ref = await files.ofAlice.put('bob', new Blob(['a photo']));
    return {
      network,
      ref,
      put: files.ofAlice.put,
      get: files.ofBob.get,
      forge: asKept.ofAlice,
      look: asKept.ofBob,
    };
  }

  it('seals files for those who have the key', async () => {
    const { ref, get, look } = await keepFile();

    const opened = await get(ref, 7);
    const sealed = await look.get(ref, 1_000);

    expect(await opened.text()).to.equal('a photo');
    expect(sealed.size).to.equal(7 + 28);
    expect(await sealed.text()).not.to.include('photo');
  });

  it('opens no file with another key, in the place of another, or without a seal', async () => {
    const { network, ref, put, get, forge } = await keepFile();
    const { mailbox: other } = await makeMailbox(network, 'bob', 'another');
    const second = await put('bob', new Blob(['a photo']));
    const plain = await forge.put('bob', new File(['a forgery'], 'forged'));

    const openings = [
      () => other.files?.get(ref, 1_000),
      () => get({ id: second.id, name: ref.name }, 1_000),
      () => get(plain, 1_000),
    ];
    const failures: unknown[] = [];
    for (const attempt of openings) await attempt()?.catch((reason: unknown) => failures.push(reason));

    expect(failures).to.have.lengthOf(openings.length);
    for (const failure of failures) expect(failure).to.have.property('code', 'bad-seal');
  });
});
