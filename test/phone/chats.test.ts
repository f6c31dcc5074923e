import { expect } from '@open-wc/testing';

import type { ChatLine, Phone } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { answerAll, freshNumber, reaches } from '../support/phones.js';
import { must } from '../support/must.js';
import { until } from '../support/until.js';

describe('Chats', () => {
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

  const linesOf = async (phone: Phone, number: string) =>
    (await phone.history.messages.list({ number })).map(({ data, from, status }) => ({ data, from, status }));

  it('carry text without a call, and both sides keep it', async () => {
    const line = await alice.chats.send(bob.number, 'hello');

    expect(line).to.include({ data: 'hello', from: 'me', status: 'delivered' });
    expect(await linesOf(alice, bob.number)).to.deep.equal([
      { data: 'hello', from: 'me', status: 'delivered' },
    ]);
    await until('bob keeps it', async () => (await linesOf(bob, alice.number)).length === 1);
    expect(await linesOf(bob, alice.number)).to.deep.equal([
      { data: 'hello', from: 'them', status: 'delivered' },
    ]);
  });

  it('go by the call where there is one, and cost signaling nothing', async () => {
    const call = await alice.dial(bob.number, { video: false });
    await reaches(call, 'active');
    await call.send('the channel is there');
    const before = phones.network.sent.length;

    await alice.chats.send(bob.number, 'in the call');

    await until('bob keeps it', async () => (await linesOf(bob, alice.number)).length === 1);
    expect(phones.network.sent).to.have.length(before);
  });

  it('keep text for somebody who is away', async () => {
    const carol = freshNumber('carol');
    const line = await alice.chats.send(carol, 'later');
    expect(line.status).to.equal('kept');

    const phone = await phones.connect(carol);
    await until('it came', async () => (await linesOf(phone, alice.number)).length === 1);
  });

  it('show what failed, and send it again', async () => {
    const told: ChatLine[] = [];
    alice.chats.addEventListener('line', ({ detail }) => told.push(detail));
    alice.close();
    const error = await alice.chats.send(bob.number, 'hello').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'bad-state');
    expect(told.map(({ status }) => status)).to.deep.equal(['sending', 'failed']);

    const again = await bob.chats.retry({ ...must(told[0]), number: freshNumber('nobody') });
    expect(again.status).to.equal('kept');
  });

  for (const [what, text, code] of [
    ['nothing', '  \n ', 'bad-message'],
    ['more than 4,000 characters', 'x'.repeat(4_001), 'too-large'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const error = await alice.chats.send(bob.number, text).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', code);
    });
  }

  it('reach everybody in a room by its calls, and are kept as what was said there', async () => {
    const carol = await phones.connect(freshNumber('carol'));
    const room = await alice.places.join('tea', { audio: true, video: false });
    const nobody = await alice.chats.send(room, 'hello?').catch((reason: unknown) => reason);
    expect(nobody).to.have.property('code', 'not-delivered');
    await Promise.all([bob, carol].map((phone) => phone.places.join('tea', { video: false })));
    await until('they talk', () => room.calls.filter(({ state }) => state.phase === 'active').length === 2);

    const line = await alice.chats.send(room, 'to all');
    await alice.chats.send(bob.number, 'to bob');

    expect(line).to.include({ room: 'tea', number: alice.number, status: 'delivered' });
    for (const phone of [bob, carol]) {
      const inRoom = () => phone.history.messages.list({ room: 'tea' });
      await until('it is kept', async () => (await inRoom()).length === 1);
      expect((await inRoom())[0]).to.include({ number: alice.number, data: 'to all', from: 'them' });
    }
    await until('it is kept', async () => (await linesOf(bob, alice.number)).length === 1);
    expect(await linesOf(carol, alice.number)).to.deep.equal([]);
  });

  it('are said to nobody but us, whatever they say of themselves', async () => {
    await alice.send(bob.number, { chat: 'psst', id: 'aaaaaaaa', room: 'tea' });
    await until('it is kept', async () => (await linesOf(bob, alice.number)).length === 1);
    expect(await bob.history.messages.list({ room: 'tea' })).to.deep.equal([]);
  });

  it('are told once, however often they are sent, and count as unseen', async () => {
    const told: ChatLine[] = [];
    bob.chats.addEventListener('line', ({ detail }) => told.push(detail));
    const line = await alice.chats.send(bob.number, 'once');
    await alice.chats.retry(line);
    await alice.chats.send(bob.number, 'twice');

    await until('all came', () => told.length === 2);
    expect(told.map(({ data }) => data)).to.deep.equal(['once', 'twice']);
    expect(await bob.history.messages.countUnseen({ number: alice.number })).to.equal(2);
  });

  it('refuse to write to ourselves', async () => {
    const error = await alice.chats.send(` ${alice.number} `, 'hello').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'self-call');
  });

  it('take nothing for text that is none', async () => {
    for (const data of [{ chat: 7, id: 'aaaaaaaa' }, { chat: 'x' }, { chat: 'x', id: '../..' }, 'x', null])
      await alice.send(bob.number, data);
    await alice.chats.send(bob.number, 'text');
    await until('the text came', async () => (await linesOf(bob, alice.number)).length > 0);
    expect(await linesOf(bob, alice.number)).to.have.length(1);
  });
});
