import { expect } from '@open-wc/testing';

import { Phone, PhoneError, type Call } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

const VOICE = { audio: true, video: false };

/** The call that rings when somebody dials. */
async function ringsAt(phone: Phone, dial: () => Promise<Call>): Promise<Call> {
  const rings = nextRing(phone);
  await dial();
  return rings;
}

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

  it('goes on ringing on one device while another one is in a call or was closed', async () => {
    const alice = await phones.connect('alice');
    const [busy, closing, home] = [
      await phones.connect('bob'),
      await phones.connect('bob'),
      await phones.connect('bob'),
    ];
    const carol = await phones.connect('carol');
    await (await ringsAt(busy, () => carol.dial('bob'))).accept();
    for (const other of [closing, home]) await until('the others are quiet', () => other.calls.length === 0);
    const rings = nextRing(home);
    const caller = await alice.dial('bob');
    await reaches(caller, 'ringing');

    closing.close();
    const callee = await rings;
    await callee.accept();

    await reaches(caller, 'active');
    expect(busy.call?.state.phase).to.equal('active');
  });

  it('stops ringing everywhere when a person declines on one device', async () => {
    const alice = await phones.connect('alice');
    const bobs = [await phones.connect('bob'), await phones.connect('bob')];
    const rings = bobs.map(nextRing);
    const caller = await alice.dial('bob');
    const [one, other] = (await Promise.all(rings)) as [Call, Call];

    await one.reject();

    expect(await reaches(caller, 'ended')).to.include({ reason: 'declined', by: 'remote' });
    expect(await reaches(other, 'ended')).to.include({ reason: 'declined', by: 'remote' });
  });

  it('refuses to call itself', async () => {
    const alice = await phones.connect('alice');

    const error = await alice.dial(' alice ').catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'self-call');
    expect(phones.network.sent).to.deep.equal([]);
  });

  it('refuses to call itself in another tab, which does not ring', async () => {
    const tabs = [await phones.connect('alice'), await phones.connect('alice')] as const;
    const payload = { v: 1, call: 'call-0123456789', device: 'device-0123', seq: 0, type: 'ring' };
    const ring = { ...payload, audio: true, video: false, sdp: 'pdj0w' };

    const error = await tabs[0].dial('alice').catch((reason: unknown) => reason);
    phones.network.carry({ from: 'alice', to: 'alice', payload: ring });
    const rings = nextRing(tabs[1]);
    phones.network.carry({ from: 'bob', to: 'alice', payload: { ...ring, call: 'call-9876543210' } });

    expect(error).to.have.property('code', 'self-call');
    expect(await rings).to.have.property('number', 'bob');
  });

  it('rings for one of twenty who call at once, and the others hear that it is busy', async () => {
    const bob = await phones.connect('bob');
    let rings = 0;
    bob.addEventListener('incoming', () => (rings += 1));
    const callers = await Promise.all(
      Array.from({ length: 20 }, (_none, n) => phones.connect(`caller-${n}`)),
    );

    const calls = await Promise.all(callers.map((caller) => caller.dial('bob', VOICE)));

    await until(
      'nineteen are told',
      () => calls.filter(({ state }) => state.phase === 'ended').length === 19,
    );
    const ends = calls.map(({ state }) => (state.phase === 'ended' ? state.reason : state.phase));
    expect(ends.toSorted()).to.deep.equal([...Array.from({ length: 19 }, () => 'busy'), 'ringing']);
    expect(rings).to.equal(1);
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

  it('answers by itself for a list only, never everybody', () => {
    for (const autoAnswer of [true, 'carol', ['carol', ''], {}] as unknown as readonly string[][]) {
      expect(() => new Phone({ number: 'bob', autoAnswer }))
        .to.throw(PhoneError)
        .with.property('code', 'bad-option');
    }
    expect(new Phone({ number: 'bob' }).autoAnswer).to.deep.equal([]);
  });

  it('answers by itself the contacts whose presence is watched, for as long as it is', async () => {
    const [alice, bob] = [
      await phones.connect('alice'),
      await phones.connect('bob', { autoAnswer: 'contacts' }),
    ];
    const contacts = bob.presence.watch(['alice']);
    const first = await alice.dial('bob', { video: false });
    await reaches(first, 'active');
    await first.hangUp();
    contacts.close();

    const second = await alice.dial('bob', { video: false });

    await reaches(second, 'ringing');
    expect(bob.call?.state.phase).to.equal('incoming');
  });

  it('does not answer by itself what the page wants to answer', async () => {
    const alice = await phones.connect('alice');
    const bob = await phones.connect('bob', { autoAnswer: ['alice'] });
    bob.addEventListener('incoming', (event) => event.preventDefault());

    const call = await alice.dial('bob');
    await reaches(call, 'ringing');

    expect(bob.call?.state.phase).to.equal('incoming');
  });
});
