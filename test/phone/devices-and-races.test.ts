import { expect } from '@open-wc/testing';

import type { Call } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('Several devices and several callers', () => {
  let phones: MemoryPhones;

  beforeEach(() => {
    phones = new MemoryPhones();
  });

  afterEach(() => phones.close());

  it('rings on all devices of a number; one answers, the others stop', async () => {
    const alice = await phones.connect('alice');
    const bobs = [await phones.connect('bob'), await phones.connect('bob')];
    const rings = bobs.map(nextRing);
    const caller = await alice.dial('bob');
    const [one, other] = (await Promise.all(rings)) as [Call, Call];

    await one.accept();

    await Promise.all([reaches(caller, 'active'), reaches(one, 'active')]);
    expect(await reaches(other, 'ended')).to.include({ reason: 'elsewhere', by: 'remote' });
  });

  it('lets exactly one device have the call when two answer at once', async () => {
    const alice = await phones.connect('alice');
    const bobs = [await phones.connect('bob'), await phones.connect('bob')];
    const rings = bobs.map(nextRing);
    const caller = await alice.dial('bob');
    const calls = await Promise.all(rings);

    await Promise.all(calls.map((call) => call.accept()));

    await reaches(caller, 'active');
    await until('one of them has ended', () => calls.some(({ state }) => state.phase === 'ended'));
    await until('one of them is active', () => calls.some(({ state }) => state.phase === 'active'));
  });

  it('makes one call of two people who dial each other', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const parcels: (() => void)[] = [];
    phones.network.route = (_passing, arrive) => parcels.push(arrive);
    await Promise.all([alice.dial('bob'), bob.dial('alice')]);
    phones.network.route = (_passing, arrive) => arrive();

    for (const arrive of parcels) arrive();

    await until('both are in one call', () => {
      const calls = [alice, bob].flatMap(({ calls: current }) => current);
      return calls.length === 2 && calls.every(({ state }) => state.phase === 'active');
    });
    expect(alice.call?.id).to.equal(bob.call?.id);
  });

  it('refuses to call itself', async () => {
    const alice = await phones.connect('alice');

    const error = await alice.dial(' alice ').catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'self-call');
    expect(phones.network.sent).to.deep.equal([]);
  });

  it('answers by itself only those it was told to', async () => {
    const [alice, carol] = [await phones.connect('alice'), await phones.connect('carol')];
    const bob = await phones.connect('bob', { autoAnswer: ['carol'] });
    const rings = nextRing(bob);

    const stranger = await alice.dial('bob');
    const ringing = await rings;
    await reaches(stranger, 'ringing');
    expect(ringing.state.phase).to.equal('incoming');
    await stranger.hangUp();
    await reaches(ringing, 'ended');
    const friend = await carol.dial('bob');

    await reaches(friend, 'active');
  });

  it('does not answer by itself what the page wants to answer', async () => {
    const alice = await phones.connect('alice');
    const bob = await phones.connect('bob', { autoAnswer: true });
    bob.addEventListener('incoming', (event) => event.preventDefault());

    const call = await alice.dial('bob');
    await reaches(call, 'ringing');

    expect(bob.call?.state.phase).to.equal('incoming');
  });
});
