import { expect } from '@open-wc/testing';

import { Phone } from '../../../src/core.js';
import { FakeClock } from '../../support/fake-clock.js';
import { MemoryPhones } from '../../support/memory-phones.js';
import { answerAll, nextRing, reaches } from '../../support/phones.js';
import { OwnPubNub } from '../../support/signaling-servers.js';
import { until } from '../../support/until.js';

const QUIET = { audio: false, video: false };

/** Each test is named after the flaw of webrtc-sdk that it keeps out. */
describe('Where signaling broke the predecessor, and does not break here', () => {
  let server: OwnPubNub;
  let alice: Phone;
  let bob: Phone;

  beforeEach(async () => {
    server = await OwnPubNub.start();
    [alice, bob] = [await connect('alice'), await connect('bob')];
  });

  afterEach(() => {
    alice.close();
    bob.close();
  });

  async function connect(number: string): Promise<Phone> {
    const phone = new Phone({ number, ...server.keys, origin: server.origin, iceServers: [] });
    await phone.connect();
    return phone;
  }

  it('B11 one failed publish: what the service does not take is sent again, and what follows it too', async () => {
    await server.fault({ on: 'publish', effect: 'status', status: 500, times: 2 });
    const rings = nextRing(bob);

    const caller = await alice.dial('bob', QUIET);
    await (await rings).accept();

    await reaches(caller, 'active');
  });

  it('B12 one refused poll: the phone listens again', async () => {
    await server.fault({ on: 'subscribe', effect: 'status', status: 500, uuid: 'bob', times: 1 });
    await server.cut('bob');
    const rings = nextRing(bob);

    await alice.dial('bob', QUIET);

    expect((await rings).number).to.equal('alice');
  });

  it('B13 hot retry: an outage is told, costs a few requests a second, and is over when it is over', async () => {
    await server.down();
    await until('it is told', () => bob.state.phase === 'reconnecting');
    await server.clear();
    await new Promise((resolve) => bob.addEventListener('statechange', resolve, { once: true }));
    const { length } = await server.log();
    expect(length, 'requests in one retry of two phones').to.be.below(12);
    await server.up();
    await until('it is over', () => bob.state.phase === 'ready' && alice.state.phase === 'ready');
    const rings = nextRing(bob);

    await alice.dial('bob', QUIET);

    await rings;
  });

  it('B22 large message: it is refused in words before it leaves, and the next one arrives', async () => {
    const rings = nextRing(bob);
    const caller = await alice.dial('bob', QUIET);
    const callee = await rings;
    await callee.accept();
    await reaches(caller, 'active');
    const heard: unknown[] = [];
    callee.addEventListener('message', ({ data }) => heard.push(data));

    const error = await caller.send('x'.repeat(40_000)).catch((reason: unknown) => reason);
    await caller.send('short');

    expect(error).to.have.property('code', 'too-large');
    expect(heard).to.deep.equal(['short']);
  });
});

describe('What came too late or to nobody for the predecessor', () => {
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

  it('B17 nobody there: the caller knows after 8 s', async () => {
    const alice = await phones.connect('alice');
    const call = await alice.dial('bob', QUIET);

    clock.advance(8_000);

    expect(call.state).to.include({ phase: 'ended', reason: 'unreachable' });
  });

  it('B21 stale offers: a ring from before the sleep does not ring, also when everybody is answered', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob', {}, answerAll)];
    let waiting: ((ageMs?: number) => void) | undefined;
    phones.network.route = (_passing, arrive) => (waiting = arrive);
    await alice.dial('bob', QUIET);
    phones.network.route = (_passing, arrive) => arrive();
    let rings = 0;
    bob.addEventListener('incoming', () => (rings += 1));

    waiting?.(60_000);
    await alice.hangUp();
    await (await phones.connect('carol')).dial('bob', QUIET);
    await until('the fresh one rings', () => rings > 0);

    expect(rings).to.equal(1);
    expect(bob.call?.number).to.equal('carol');
  });
});
