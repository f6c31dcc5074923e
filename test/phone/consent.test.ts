import { expect } from '@open-wc/testing';

import type { LogEntry } from '../../src/core.js';
import { watchBrowser } from '../support/browser-watch.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('Before a person has agreed', () => {
  let phones: MemoryPhones;
  let browser: ReturnType<typeof watchBrowser>;

  beforeEach(() => {
    phones = new MemoryPhones();
    browser = watchBrowser();
  });

  afterEach(() => {
    phones.close();
    browser.restore();
  });

  it('a phone that rings opens no device and no connection', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    await reaches(caller, 'ringing');

    expect(browser.count).to.deep.equal({ connections: 1, captures: 1 });
    expect(callee.peerConnection).to.equal(undefined);
    expect(bob.media.stream.getTracks()).to.deep.equal([]);

    await callee.accept();
    expect(browser.count).to.deep.equal({ connections: 2, captures: 2 });
  });

  it('a phone that only waits opens nothing, and lets nobody talk to it', async () => {
    const log: LogEntry[] = [];
    const bob = await phones.connect('bob', { logger: (entry) => log.push(entry) });
    const call = 'call-0123456789';
    const head = { v: 1, call, device: 'device-0123', seq: 0 };
    const strange = [
      { usermsg: 'hi' },
      { ...head, type: 'offer', epoch: 0, id: 1, sdp: 'zAAAA' },
      { ...head, type: 'candidates', epoch: 0, candidates: [{ candidate: 'c', sdpMid: '0' }], seq: 1 },
      { ...head, type: 'data', n: 1, data: 'hello', seq: 2 },
      { ...head, type: 'bye', reason: 'hung-up', seq: 3 },
      { ...head, type: 'ring', audio: true, video: true, sdp: 'z'.repeat(20_000), call: 'call-9876543210' },
      { ...head, v: 99 },
    ];

    for (const payload of strange) phones.network.carry({ from: 'mallory', to: 'bob', payload });
    await until('the bad ones were counted', () => log.at(-1)?.detail?.['count'] === 3);

    expect(browser.count).to.deep.equal({ connections: 0, captures: 0 });
    expect(bob.calls).to.deep.equal([]);
    expect(bob.state.phase).to.equal('ready');
  });

  it('somebody who only rings cannot make the page see a message, or end the ring as another', async () => {
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    const rings = nextRing(bob);
    const caller = await alice.dial('bob');
    const callee = await rings;
    const got: unknown[] = [];
    callee.addEventListener('message', ({ data }) => got.push(data));
    const ring = phones.network.sent[0]?.payload as { device: string };
    const head = { v: 1, call: caller.id, device: ring.device };

    phones.network.carry({
      from: 'alice',
      to: 'bob',
      payload: { ...head, seq: 1, type: 'data', n: 1, data: 'x' },
    });
    phones.network.carry({
      from: 'mallory',
      to: 'bob',
      payload: { ...head, seq: 2, type: 'bye', reason: 'hung-up' },
    });
    await caller.hangUp();
    const state = await reaches(callee, 'ended');

    expect(got).to.deep.equal([]);
    expect(state).to.include({ reason: 'cancelled' });
  });

  it('an offer that no phone of ours writes fails the call when it is answered, and opens nothing', async () => {
    const bob = await phones.connect('bob');
    const rings = nextRing(bob);
    const payload = {
      v: 1,
      call: 'call-0123456789',
      device: 'device-0123',
      seq: 0,
      type: 'ring',
      audio: true,
      video: false,
      sdp: 'pdj0w',
    };
    phones.network.carry({ from: 'mallory', to: 'bob', payload });
    const callee = await rings;

    const error = await callee.accept().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'bad-message');
    expect(callee.state).to.include({ phase: 'ended', reason: 'failed' });
    expect(browser.count.connections).to.equal(0);
    await until('the microphone is off', () => bob.media.stream.getTracks().length === 0);
  });
});
