import { expect } from '@open-wc/testing';

import { Phone, PhoneError, type Call } from '../../src/core.js';
import { FakeClock } from '../support/fake-clock.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';

const TURN = { urls: 'turn:192.0.2.1', username: 'u', credential: 'c' };

describe('The ICE servers of a phone', () => {
  let phones: MemoryPhones;
  beforeEach(() => (phones = new MemoryPhones()));
  afterEach(() => phones.close());

  const serversOf = (call: Call) =>
    call.peerConnection?.getConfiguration().iceServers?.map(({ urls }) => urls);

  it('may be written as services of old wrote them', () => {
    const { urls: url, ...credentials } = TURN;

    const phone = new Phone({
      number: 'alice',
      iceServers: [{ url, ...credentials } as unknown as RTCIceServer],
    });

    expect(phone.iceServers).to.deep.equal([{ ...TURN, urls: [TURN.urls] }]);
    phone.close();
  });

  it('must make sense', () => {
    expect(() => new Phone({ number: 'alice', iceServers: [{ urls: 'http://turn.example' }] }))
      .to.throw(PhoneError)
      .with.property('code', 'bad-option');
  });

  it('are one public server where none are named, and none at all for a phone that stays in this browser', () => {
    const keys = { publishKey: 'demo', subscribeKey: 'demo' };
    const made = [{ ...keys }, { ...keys, signaling: 'local' }, {}] as const;

    const servers = made.map((options) => {
      const phone = new Phone({ number: 'alice', ...options });
      phone.close();
      return phone.iceServers;
    });

    expect(servers).to.deep.equal([[{ urls: 'stun:stun.l.google.com:19302' }], [], []]);
  });

  it('may be fetched: before a call, and not again while they are fresh', async () => {
    let asked = 0;
    const iceServers = async () => {
      asked += 1;
      return { iceServers: [TURN], ttlMs: 60_000 };
    };
    const alice = await phones.connect('alice', { iceServers });
    await phones.connect('bob');
    expect(asked).to.equal(0);

    const first = await alice.dial('bob');
    expect(serversOf(first)).to.deep.equal([[TURN.urls]]);
    await first.hangUp();
    const second = await alice.dial('bob');

    expect(serversOf(second)).to.deep.equal([[TURN.urls]]);
    expect(asked).to.equal(1);
  });

  it('may fail to be fetched: a call within one network needs none', async () => {
    const alice = await phones.connect('alice', { iceServers: () => Promise.reject(new Error('offline')) });
    const rings = nextRing(await phones.connect('bob'));

    const call = await alice.dial('bob');
    await (await rings).accept();

    await reaches(call, 'active');
  });

  it('are all that the other side ever learns of, when it goes by them alone', async () => {
    const alice = await phones.connect('alice', { iceServers: [TURN], relayOnly: true });
    await phones.connect('bob');

    const call = await alice.dial('bob');

    expect(call.peerConnection?.getConfiguration().iceTransportPolicy).to.equal('relay');
    expect(call.peerConnection?.localDescription?.sdp).not.to.contain('a=candidate');
  });

  it('must have TURN among them for that', async () => {
    const alice = await phones.connect('alice', { relayOnly: true });
    await phones.connect('bob');

    const error = await alice.dial('bob').catch((reason: unknown) => reason);

    expect(error).to.be.instanceOf(PhoneError).with.property('code', 'bad-option');
  });

  it('are named in the hint when no path is found', async () => {
    const clock = new FakeClock();
    try {
      const alice = await phones.connect('alice');
      const rings = nextRing(await phones.connect('bob'));
      const caller = await alice.dial('bob');
      const callee = await rings;
      phones.network.route = () => {};
      const errors: PhoneError[] = [];
      callee.addEventListener('error', ({ detail }) => errors.push(detail));
      await callee.accept();

      clock.advance(20_000);

      expect(callee.state).to.include({ phase: 'ended', reason: 'no-route' });
      expect(errors.map(({ code }) => code)).to.deep.equal(['no-route']);
      expect(errors[0]?.message).to.contain('TURN');
      expect(caller.state.phase).not.to.equal('active');
    } finally {
      clock.restore();
    }
  });
});
