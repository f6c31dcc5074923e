import { expect } from '@open-wc/testing';

import { Phone, type Call, type PhoneOptions } from '../../src/core.js';
import { FakeClock } from '../support/fake-clock.js';
import { nextRing, reaches } from '../support/phones.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What a call costs, as the service counts it: publishes, and units of 2 KiB (https://www.pubnub.com/pricing). */
describe('A call over PubNub', () => {
  const phones: Phone[] = [];
  let server: OwnPubNub;
  let clock: FakeClock | undefined;

  // What a browser does for the first time takes its time, and a ring without an answer is said again after a second.
  before(async () => {
    server = await OwnPubNub.start();
    const { alice, bob } = await makePair();
    const answered = answer(nextRing(bob));
    await alice.dial('bob');
    await (await answered).hangUp();
  });

  beforeEach(async () => {
    server = await OwnPubNub.start();
  });

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    for (const phone of phones.splice(0)) phone.close();
  });

  async function connect(number: string, options: Partial<PhoneOptions> = {}): Promise<Phone> {
    const { keys, origin } = server;
    const phone = new Phone({ number, ...keys, origin, iceServers: [], ...options });
    phones.push(phone);
    await phone.connect();
    return phone;
  }

  async function makePair(options: Partial<PhoneOptions> = {}) {
    const [alice, bob] = [await connect('alice', options), await connect('bob', options)];
    await server.clear();
    return { alice, bob };
  }

  async function answer(rings: Promise<Call>): Promise<Call> {
    const callee = await rings;
    await callee.accept();
    await reaches(callee, 'active');
    return callee;
  }

  for (const cipherKey of [undefined, 'correct horse battery staple']) {
    const how = cipherKey ? ', sealed' : '';

    it(`costs at most 4 publishes and 5 units when it is answered, with picture and sound${how}`, async () => {
      const { alice, bob } = await makePair({ cipherKey });
      const answered = answer(nextRing(bob));

      const caller = await alice.dial('bob');
      const callee = await answered;
      await reaches(caller, 'active');
      await caller.hangUp();
      await reaches(callee, 'ended');

      const { publishes, units } = await server.counts();
      expect(publishes).to.be.at.most(4);
      expect(units.published).to.be.at.most(5);
      expect(await stored()).to.deep.equal([]);
    });

    it(`costs at most 3 publishes and 4 units when the caller gives up${how}`, async () => {
      const { alice, bob } = await makePair({ cipherKey });
      const rings = nextRing(bob);

      const caller = await alice.dial('bob');
      await reaches(caller, 'ringing');
      await caller.hangUp();
      await reaches(await rings, 'ended');

      const { publishes, units } = await server.counts();
      expect(publishes).to.be.at.most(3);
      expect(units.published).to.be.at.most(4);
      const records = await stored();
      expect(records).to.have.lengthOf(1);
      expect(records[0])
        .to.include(cipherKey ? 'sealed' : 'cancelled')
        .and.not.to.include('sdp');
    });
  }

  it('costs at most 3 publishes and 4 units when it is declined', async () => {
    const { alice, bob } = await makePair();
    const rings = nextRing(bob);

    const caller = await alice.dial('bob');
    await (await rings).reject();
    await reaches(caller, 'ended');

    const { publishes, units } = await server.counts();
    expect(publishes).to.be.at.most(3);
    expect(units.published).to.be.at.most(4);
    expect(await stored()).to.deep.equal([]);
  });

  it('costs a handshake, a poll, a heartbeat and a look at what was kept to be ready for', async () => {
    await connect('bob');
    await connect('carol', { history: false });
    await until('both listen', async () => (await requests('subscribe')) === 4);
    await until('what was kept is known', async () =>
      (await server.log()).some(({ operation, status }) => operation === 'history' && status === 200),
    );

    expect((await server.counts()).requests).to.deep.equal({ subscribe: 4, heartbeat: 2, history: 1 });
  });

  it('costs one poll and one request for the time each 35 seconds when nobody calls', async () => {
    clock = new FakeClock();
    const bob = await connect('bob');
    await until('it listens', async () => (await requests('subscribe')) === 2);
    await until('it has asked what was kept', async () => (await requests('history')) === 1);
    await server.clear();

    for (const round of [1, 2, 3]) {
      clock.advance(34_999);
      expect(await requests('time')).to.equal(round - 1);
      clock.advance(1);
      await until('it has asked, and polls again', async () => {
        const log = await server.log();
        const answered = log.filter(({ operation, status }) => operation === 'time' && status === 200);
        return answered.length === round && (await requests('subscribe')) === round;
      });
    }

    expect(bob.state).to.deep.equal({ phase: 'ready' });
    expect((await server.counts()).requests).to.deep.equal({ subscribe: 3, time: 3 });
  });

  /** What of it the service keeps: paths of publishes, with the message in them. */
  const stored = async () =>
    (await server.log())
      .filter(({ operation, path }) => operation === 'publish' && path.includes('store=1'))
      .map(({ path }) => decodeURIComponent(path));
  const requests = async (operation: string) => (await server.counts()).requests[operation] ?? 0;
});
