import { expect } from '@open-wc/testing';

import type { Contacts, Phone } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('Contacts', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let contacts: Contacts;

  beforeEach(async () => {
    phones = new MemoryPhones();
    alice = await phones.connect('alice');
    contacts = alice.presence.watch(['bob', 'carol']);
  });

  afterEach(() => phones.close());

  const is = (number: string, status: string) =>
    until(`${number} is ${status}`, () => contacts.statusOf(number) === status);

  it('are unknown at first, then offline until somebody is there', async () => {
    expect(alice.presence.watch(['bob']).statusOf('bob')).to.equal('unknown');
    await is('bob', 'offline');
    const bob = await phones.connect('bob', { presence: true });
    await is('bob', 'available');
    expect(contacts.statusOf('carol')).to.equal('offline');
    bob.close();
    await is('bob', 'offline');
  });

  it('are busy while they talk, and away when they say so', async () => {
    const bob = await phones.connect('bob', { presence: true });
    const carol = await phones.connect('carol');
    await is('bob', 'available');
    const rings = nextRing(bob);
    const call = await carol.dial('bob', { video: false });
    await (await rings).accept();
    await is('bob', 'busy');
    await call.hangUp();
    await is('bob', 'available');

    bob.presence.away = true;
    await is('bob', 'away');
    const again = await carol.dial('bob', { video: false });
    await reaches(again, 'ringing');
    await again.hangUp();
  });

  it('are not seen where they keep to themselves', async () => {
    const bob = await phones.connect('bob');
    await is('bob', 'offline');
    bob.presence.visible = true;
    await is('bob', 'available');
    bob.presence.visible = false;
    await is('bob', 'offline');
  });

  it("are taken at nobody else's word", async () => {
    const mallory = await phones.connect('mallory', { presence: true });
    const group = phones.network.signaling('mallory').group?.('on:bob', { status: 'available' });
    await is('bob', 'offline');
    group?.close();
    mallory.close();
  });

  it('are looked at no longer once closed', async () => {
    await is('bob', 'offline');
    contacts.close();
    expect(contacts.statusOf('bob')).to.equal('unknown');
  });

  it('are remembered by the phone, as long as somebody looks', async () => {
    await is('bob', 'offline');
    expect(alice.presence.statusOf('bob')).to.equal('offline');
    expect(alice.presence.statusOf('dave')).to.equal('unknown');
    let changes = 0;
    alice.presence.addEventListener('change', () => (changes += 1));

    await phones.connect('bob', { presence: true });
    await until('it is told', () => changes > 0);
    expect(alice.presence.statusOf('bob')).to.equal('available');

    contacts.close();
    expect(alice.presence.statusOf('bob')).to.equal('unknown');
    expect(changes).to.be.greaterThan(1);
  });

  it('know nothing any more when the phone is closed', async () => {
    await is('bob', 'offline');
    alice.close();
    expect(contacts.closed).to.equal(true);
    expect(contacts.statusOf('bob')).to.equal('unknown');
  });

  it('refuse what is no number', () => {
    expect(() => alice.presence.watch(['bob', ' ']))
      .to.throw()
      .with.property('code', 'bad-number');
  });
});
