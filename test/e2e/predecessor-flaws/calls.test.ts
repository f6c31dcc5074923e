import { expect } from '@open-wc/testing';

import type { Call } from '../../../src/core.js';
import { watchCapture, type CaptureWatch } from '../../media/capture-watch.js';
import { MemoryPhones } from '../../support/memory-phones.js';
import { audioEnergy, nextRing, play, reaches } from '../../support/phones.js';
import { until } from '../../support/until.js';

const VOICE = { audio: true, video: false };

/** Each test is named after the flaw of webrtc-sdk that it keeps out. */
describe('Where calls went wrong with the predecessor, and go right here', () => {
  let phones: MemoryPhones;
  let capture: CaptureWatch;

  beforeEach(() => {
    phones = new MemoryPhones();
    capture = watchCapture();
  });

  afterEach(() => {
    phones.close();
    capture.restore();
  });

  async function ring() {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob', VOICE);
    return { alice, bob, caller, callee: await rings };
  }

  async function talk() {
    const calls = await ring();
    await calls.callee.accept();
    await Promise.all([reaches(calls.caller, 'active'), reaches(calls.callee, 'active')]);
    return calls;
  }

  /** What a caller hears is what makes a call, not a state that says so. */
  async function hears(call: Call): Promise<void> {
    play(call);
    await until('sound arrives', async () => (await audioEnergy(call)) > 0);
  }

  it('B14 glare: two who dial each other hear each other, in one call', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const parcels: (() => void)[] = [];
    phones.network.route = (_passing, arrive) => parcels.push(arrive);
    const calls = await Promise.all([alice.dial('bob', VOICE), bob.dial('alice', VOICE)]);
    phones.network.route = (_passing, arrive) => arrive();
    for (const arrive of parcels) arrive();

    await Promise.all(calls.map((call) => reaches(call, 'active')));

    await Promise.all(calls.map(hears));
    expect(calls[0].id).to.equal(calls[1].id);
  });

  it('B16 reload and redial: the new call rings, and nothing of the old one ends it', async () => {
    const { alice, bob, callee: old } = await talk();
    phones.network.route = () => {};
    await alice.hangUp();
    alice.close();
    phones.network.route = (_passing, arrive) => arrive();
    const reloaded = await phones.connect('alice');
    const rings = nextRing(bob);

    const caller = await reloaded.dial('bob', VOICE);
    const callee = await rings;
    await callee.accept();

    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    expect(old.state.phase).to.equal('ended');
    await hears(callee);
  });

  it('B18 two devices: one of them has the call, with sound, and the other one is quiet', async () => {
    const alice = await phones.connect('alice');
    const bobs = [await phones.connect('bob'), await phones.connect('bob')];
    const rings = bobs.map(nextRing);
    const caller = await alice.dial('bob', VOICE);
    const callees = await Promise.all(rings);

    await Promise.all(callees.map((callee) => callee.accept()));
    await reaches(caller, 'active');
    await until('the other one has ended', () => callees.some(({ state }) => state.phase === 'ended'));

    await hears(caller);
    expect(callees.filter(({ state }) => state.phase === 'active')).to.have.lengthOf(1);
  });

  it('B19 ghost sessions: nothing that comes after the end makes a call again', async () => {
    const { bob, caller, callee } = await talk();
    const all = [...phones.network.sent];
    await caller.hangUp();
    await reaches(callee, 'ended');
    const asked = capture.asked.length;
    const calls: Call[] = [];
    bob.addEventListener('incoming', ({ detail }) => calls.push(detail));

    for (const passing of [...all, ...all]) phones.network.carry(passing);
    const device = callee.standing.devices.partner;
    const head = { v: 1, call: caller.id, device };
    const candidates = [{ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }];
    phones.network.carry({
      from: 'alice',
      to: 'bob',
      payload: { ...head, seq: 40, type: 'candidates', epoch: 0, candidates },
    });
    const carol = await phones.connect('carol');
    await carol.dial('bob', { audio: false, video: false });
    await until('carol rings', () => calls.length > 0);

    expect(calls.map(({ number }) => number)).to.deep.equal(['carol']);
    expect(capture.asked).to.have.lengthOf(asked);
  });

  it('B20 early candidates: those that come before the answer wait for it', async () => {
    const { addIceCandidate } = RTCPeerConnection.prototype;
    const taken: unknown[] = [];
    RTCPeerConnection.prototype.addIceCandidate = async function (candidate?: unknown) {
      await Reflect.apply(addIceCandidate, this, [candidate]);
      taken.push(candidate);
    };
    const { caller, callee } = await ring();
    const candidates = [{ candidate: 'candidate:1 1 udp 1 127.0.0.1 40404 typ host', sdpMid: '0' }];
    const head = { v: 1, call: caller.id, device: 'device-early', seq: 0 };

    phones.network.carry({
      from: 'bob',
      to: 'alice',
      payload: { ...head, type: 'candidates', epoch: 0, candidates },
    });
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);

    await until('the browser has taken it', () => taken.length > 0);
    expect(taken).to.deep.include.members(candidates);
    RTCPeerConnection.prototype.addIceCandidate = addIceCandidate;
  });

  it('B23 leaks: after a call the camera is off, and a closed phone listens to nothing any more', async () => {
    const { alice, bob, caller, callee } = await talk();

    await caller.hangUp();
    await reaches(callee, 'ended');
    expect(capture.live).to.deep.equal([]);
    bob.close();
    let rings = 0;
    bob.addEventListener('incoming', () => (rings += 1));
    const again = await alice.dial('bob', VOICE);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));

    expect(again.state).to.include({ phase: 'ended', reason: 'left' });
    expect(rings).to.equal(0);
    expect(bob.call?.state).to.include({ reason: 'hung-up' });
  });

  it('B24 fixed servers: the old `url` is understood, TURN credentials are fetched for each call, and none are sent', async () => {
    let fetched = 0;
    const iceServers = async () => {
      fetched += 1;
      return { iceServers: [{ urls: 'turn:127.0.0.1:9', username: 'u', credential: 'secret' }], ttlMs: 0 };
    };
    const old = JSON.parse('[{ "url": "stun:127.0.0.1:9" }]') as RTCIceServer[];
    const [alice, bob] = [
      await phones.connect('alice', { iceServers }),
      await phones.connect('bob', { iceServers: old }),
    ];
    for (let n = 1; n <= 2; n += 1) {
      const rings = nextRing(bob);
      const caller = await alice.dial('bob', VOICE);
      await (await rings).accept();
      await reaches(caller, 'active');
      const servers = caller.peerConnection?.getConfiguration().iceServers ?? [];
      expect(servers.map(({ credential }) => credential)).to.deep.equal(['secret']);
      await caller.hangUp();
      await until('bob is free', () => bob.calls.length === 0);
    }

    expect(fetched).to.be.at.least(2);
    expect(bob.call?.peerConnection?.getConfiguration().iceServers?.[0]?.urls).to.deep.equal([
      'stun:127.0.0.1:9',
    ]);
    expect(JSON.stringify(phones.network.sent)).not.to.include('secret');
  });
});
