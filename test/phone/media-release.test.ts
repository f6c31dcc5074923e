import { expect } from '@open-wc/testing';

import type { Call, Phone } from '../../src/core.js';
import { PhoneError } from '../../src/core.js';
import type { Passing } from '../../src/testing.js';
import { watchCapture, type CaptureWatch } from '../media/capture-watch.js';
import { FakeClock } from '../support/fake-clock.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

/** How long a track may live after the end. */
const LIMIT_MS = 100;

let phones: MemoryPhones;
let clock: FakeClock;
let capture: CaptureWatch;
let alice: Phone;
let bob: Phone;

const typeOf = ({ payload }: Passing) => ('type' in payload ? payload.type : undefined);

/** Lets no message of these kinds through from now on. */
function lose(...types: string[]): void {
  phones.network.route = (passing, arrive) => types.includes(String(typeOf(passing))) || arrive();
}

const ended = (...calls: Call[]) => Promise.all(calls.map((call) => reaches(call, 'ended')));

async function ring() {
  const rings = nextRing(bob);
  const caller = await alice.dial('bob');
  const callee = await rings;
  await reaches(caller, 'ringing');
  return { caller, callee };
}

async function talk() {
  const calls = await ring();
  await calls.callee.accept();
  await Promise.all([reaches(calls.caller, 'active'), reaches(calls.callee, 'active')]);
  return calls;
}

/** Accepted, and no path found so far: the answer never arrives. */
async function lookForPath() {
  const calls = await ring();
  lose('accept');
  await calls.callee.accept();
  return calls;
}

/** Alice's browser asks her for the devices; the returned function says yes. */
async function askAlice() {
  const answer = capture.delay();
  const dialled = alice.dial('bob').catch((error: unknown) => error);
  await until('the browser asks', () => capture.asked.length === 1);
  return { answer, dialled };
}

/** Every way in which a call or a phone can end, up to the end. */
const ways: Record<string, () => Promise<unknown>> = {
  'the caller gives up before anything rings': async () => {
    lose('ringing');
    await (await alice.dial('bob')).hangUp();
  },
  'the caller gives up while it rings': async () => (await ring()).caller.hangUp(),
  'the callee declines': async () => {
    const { caller, callee } = await ring();
    await callee.reject();
    await ended(caller);
  },
  'the callee says busy': async () => {
    const { caller, callee } = await ring();
    await callee.reject('busy');
    await ended(caller);
  },
  'the callee is in another call': async () => {
    const carol = await phones.connect('carol');
    await carol.dial('bob', { audio: false, video: false });
    await ended(await alice.dial('bob'));
  },
  'nobody is there': async () => {
    const call = await alice.dial('nobody');
    clock.advance(8_000);
    await ended(call);
  },
  'nobody answers': async () => {
    const { caller } = await ring();
    clock.advance(45_000);
    await ended(caller);
  },
  'the caller hangs up in the call': async () => {
    const { caller, callee } = await talk();
    await caller.hangUp();
    await ended(callee);
  },
  'the callee hangs up in the call': async () => {
    const { caller, callee } = await talk();
    await callee.hangUp();
    await ended(caller);
  },
  'both hang up at once': async () => {
    const { caller, callee } = await talk();
    await Promise.all([caller.hangUp(), callee.hangUp()]);
  },
  'the callee hangs up while they look for a path': async () => {
    const { caller, callee } = await lookForPath();
    await callee.hangUp();
    await ended(caller);
  },
  'the caller hangs up while they look for a path': async () => {
    const { caller, callee } = await lookForPath();
    await caller.hangUp();
    await ended(callee);
  },
  'no path is found': async () => {
    const { caller, callee } = await lookForPath();
    clock.advance(20_000);
    await ended(caller, callee);
  },
  'the caller gives up while the callee answers': async () => {
    const { caller, callee } = await ring();
    const answer = capture.delay();
    const accepted = callee.accept().catch(() => {});
    await caller.hangUp();
    await ended(callee);
    answer();
    await Promise.all([accepted, capture.last]);
  },
  'another device is faster to answer': async () => {
    const tablet = await phones.connect('bob');
    const rings = nextRing(tablet);
    const { caller, callee } = await ring();
    await Promise.all([callee.accept(), (await rings).accept()]);
    await reaches(caller, 'active');
    await until('one has lost', () => [bob, tablet].some(({ calls }) => calls.length === 0));
    await caller.hangUp();
    await until('all are quiet', () => [bob, tablet].every(({ calls }) => calls.length === 0));
  },
  'the answer is none': async () => {
    const { caller, callee } = await lookForPath();
    const accept = phones.network.sent.find((passing) => typeOf(passing) === 'accept');
    if (!accept) throw new Error('Nobody has accepted.');
    phones.network.route = (_passing, arrive) => arrive();
    phones.network.carry({ ...accept, payload: { ...accept.payload, sdp: 'pdj0w' } });
    await ended(caller, callee);
  },
  'the offer was none': async () => {
    const payload = { v: 1, call: 'call-0123456789', device: 'device-0123', seq: 0, type: 'ring' };
    const rings = nextRing(bob);
    const offer = { audio: true, video: true, sdp: 'pdj0w' };
    phones.network.carry({ from: 'mallory', to: 'bob', payload: { ...payload, ...offer } });
    await (await rings).accept().catch(() => {});
  },
  'the service refuses to ring': async () => {
    phones.network.route = () => {
      throw new PhoneError('forbidden', 'by the test');
    };
    await alice.dial('bob').catch(() => {});
  },
  'the other page says that it is closed': async () => {
    const { callee } = await ring();
    await callee.accept();
    await reaches(callee, 'active');
    const device = callee.standing.devices.partner;
    const payload = { v: 1, call: callee.id, device, seq: 2 ** 31, type: 'bye', reason: 'left' };
    phones.network.carry({ from: 'alice', to: 'bob', payload });
    await ended(callee);
    await alice.hangUp();
  },
  'the other page is closed without a word': async () => {
    const { caller, callee } = await talk();
    lose('bye');
    caller.peerConnection?.close();
    await ended(callee);
    alice.close();
  },
  'this page is closed': async () => {
    await talk();
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
  },
  'this page is closed while it rings': async () => {
    await ring();
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
  },
  'the phone hangs up all calls': async () => {
    await talk();
    await alice.hangUp();
    await until('bob has heard', () => bob.calls.length === 0);
  },
  'the phone is closed in a call': async () => {
    const { callee } = await talk();
    alice.close();
    await ended(callee);
  },
  'the phone is closed while it calls': async () => {
    await ring();
    alice.close();
  },
  'the phone is closed while the browser asks': async () => {
    const { answer, dialled } = await askAlice();
    alice.close();
    answer();
    await Promise.all([dialled, capture.last]);
  },
  'the caller gives up while the browser asks': async () => {
    const { answer, dialled } = await askAlice();
    await alice.hangUp();
    answer();
    await Promise.all([dialled, capture.last]);
  },
  'the number calls anew while its old call rings': async () => {
    await ring();
    lose('bye');
    const reloaded = await phones.connect('alice');
    const rings = nextRing(bob);
    const again = await reloaded.dial('bob');
    await rings;
    phones.network.route = (_passing, arrive) => arrive();
    await again.hangUp();
    alice.close();
  },
  'both had dialled each other': async () => {
    const parcels: (() => void)[] = [];
    phones.network.route = (_passing, arrive) => parcels.push(arrive);
    const [one, other] = await Promise.all([alice.dial('bob'), bob.dial('alice')]);
    phones.network.route = (_passing, arrive) => arrive();
    for (const arrive of parcels) arrive();
    await Promise.all([reaches(one, 'active'), reaches(other, 'active')]);
    await one.hangUp();
    await ended(other);
  },
  'the camera was exchanged, and switched off and on, before': async () => {
    const { caller, callee } = await talk();
    await alice.media.use('video', '');
    await alice.media.setCameraEnabled(false);
    await alice.media.setCameraEnabled(true);
    await caller.setVideo(false);
    await caller.setVideo(true);
    await caller.hangUp();
    await ended(callee);
  },
};

describe('When a call or a phone ends, camera and microphone are off within 100 ms:', () => {
  beforeEach(async () => {
    capture = watchCapture();
    clock = new FakeClock();
    phones = new MemoryPhones();
    [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
  });

  afterEach(() => {
    phones.close();
    clock.restore();
    capture.restore();
  });

  for (const [name, end] of Object.entries(ways)) {
    it(name, async () => {
      await end();

      expect(capture.asked, 'a device was open').not.to.have.lengthOf(0);
      await until('every track has ended', () => capture.live.length === 0, LIMIT_MS);
    });
  }
});
