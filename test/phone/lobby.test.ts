import { expect } from '@open-wc/testing';

import { MemoryPhones } from '../support/memory-phones.js';
import { until } from '../support/until.js';

const VOICE = { audio: true, video: false };

describe('A lobby', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  it('shows who is in a room, as they come and go, to somebody who is not seen there', async () => {
    const [alice, bob, carol] = await Promise.all([
      phones.connect('alice'),
      phones.connect('bob'),
      phones.connect('carol'),
    ]);
    const lobby = alice.places.look('tea');
    await until('it is known that nobody is there', () => lobby.numbers?.length === 0);

    const room = await carol.places.join('tea', VOICE);
    await until('one is seen', () => lobby.numbers?.join(' ') === 'carol');
    await bob.places.join('tea', VOICE);
    await until('both are seen', () => lobby.numbers?.join(' ') === 'bob carol');
    await until('they see each other', () => room.members.length > 0);
    expect(room.members.map(({ number }) => number)).to.deep.equal(['bob']);
    expect(alice.calls).to.have.length(0);

    room.leave();
    await until('carol is gone', () => lobby.numbers?.join(' ') === 'bob');
  });

  it('is closed with the phone, and by itself', async () => {
    const alice = await phones.connect('alice');
    const [one, other] = [alice.places.look('tea'), alice.places.look('tea')];

    one.close();
    expect([one.isOpen, other.isOpen]).to.deep.equal([false, true]);
    await (await phones.connect('bob')).places.join('tea', VOICE);
    await until('the open one sees who comes', () => other.numbers?.join(' ') === 'bob');
    expect(one.numbers ?? []).to.deep.equal([]);
    alice.close();
    expect(other.isOpen).to.equal(false);
  });

  it('needs a name that is one, and a phone that is connected', async () => {
    const alice = await phones.connect('alice');

    expect(() => alice.places.look(' '))
      .to.throw()
      .with.property('code', 'bad-number');
    alice.close();
    expect(() => alice.places.look('tea'))
      .to.throw()
      .with.property('code', 'bad-state');
  });
});
