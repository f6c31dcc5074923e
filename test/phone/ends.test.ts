import { expect } from '@open-wc/testing';

import { FakeClock } from '../support/fake-clock.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('A call that nobody answers', () => {
  let phones: MemoryPhones;
  let clock: FakeClock;

  beforeEach(() => {
    phones = new MemoryPhones();
    clock = new FakeClock();
  });

  afterEach(() => {
    phones.close();
    clock.restore();
  });

  it('is unreachable when no device says within 8 s that it rings', async () => {
    const alice = await phones.connect('alice');
    const call = await alice.dial('nobody');

    clock.advance(7_999);
    expect(call.state.phase).to.equal('calling');
    clock.advance(1);

    expect(call.state).to.include({ phase: 'ended', reason: 'unreachable' });
  });

  it('ends on both sides after 45 s of ringing', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    await reaches(caller, 'ringing');

    clock.advance(44_999);
    expect(caller.state.phase).to.equal('ringing');
    clock.advance(1);

    expect(caller.state).to.include({ phase: 'ended', reason: 'no-answer', by: 'local' });
    expect(await reaches(callee, 'ended')).to.include({ reason: 'no-answer', by: 'remote' });
  });

  it('stops ringing by itself when the caller has vanished', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    await alice.dial('bob');
    const callee = await rings;
    await until('bob has said that he rings', () => phones.network.sent.length === 2);
    phones.network.route = () => {};

    clock.advance(47_000);

    expect(callee.state).to.include({ phase: 'ended', reason: 'no-answer', by: 'local' });
  });

  it('leaves no timer behind when it has ended', async () => {
    // Opening the history has a timer of its own.
    const [alice, bob] = [
      await phones.connect('alice', { history: false }),
      await phones.connect('bob', { history: false }),
    ];
    await until('both phones are at rest', () => clock.waiting === 0);
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;

    await callee.reject();
    await reaches(caller, 'ended');

    expect(clock.waiting).to.equal(0);
  });
});

describe('A call that is accepted', () => {
  let phones: MemoryPhones;
  let clock: FakeClock;

  beforeEach(() => {
    phones = new MemoryPhones();
    clock = new FakeClock();
  });

  afterEach(() => {
    phones.close();
    clock.restore();
  });

  it('ends with no-route when the browsers find no path within 20 s', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    phones.network.route = ({ payload }, arrive) => {
      if ('type' in payload && payload.type !== 'accept') arrive();
    };
    const rings = nextRing(bob);
    await alice.dial('bob');
    const callee = await rings;
    await callee.accept();

    clock.advance(20_000);

    expect(callee.state).to.include({ phase: 'ended', reason: 'no-route' });
  });

  it('is told when it was accepted too late', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    phones.network.route = ({ payload }, arrive) => {
      const lost = 'reason' in payload && payload.reason === 'cancelled' && !callee.peerConnection;
      if (!lost) arrive();
    };
    await caller.hangUp();

    await callee.accept();

    expect(await reaches(callee, 'ended')).to.include({ by: 'remote', reason: 'cancelled' });
  });
});
