import { expect } from '@open-wc/testing';

import type { Phone } from '../../src/core.js';
import { watchCapture, type CaptureWatch } from '../media/capture-watch.js';
import { cdp } from '../support/cdp.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { nextRing, reaches } from '../support/phones.js';

const CALLS = 200;
/** Chromium gives back what a closed connection held only when it collects its garbage, and has room for 500. */
const COLLECT_EVERY = 100;
/** So many of the first calls are compared with as many of the last. */
const COMPARED = 20;

/** Counts what a page must give back, by standing between it and the browser. */
function watchPage() {
  const { RTCPeerConnection: Connection, setTimeout: start, clearTimeout: stop } = globalThis;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const connections: RTCPeerConnection[] = [];
  const timers = new Set<unknown>();
  const listeners = new Map<string, number>();
  const lasting = (target: EventTarget) =>
    target === window || target === document || target === navigator.mediaDevices;
  let counts = true;
  const count = (type: string, by: number) => listeners.set(type, (listeners.get(type) ?? 0) + by);

  globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  globalThis.setTimeout = ((run: () => void, ms?: number) => {
    const timer = start(() => {
      timers.delete(timer);
      run();
    }, ms);
    if (counts) timers.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    stop(timer);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const signal = typeof options === 'object' ? options.signal : undefined;
    if (lasting(this) && !signal?.aborted) {
      count(type, 1);
      signal?.addEventListener('abort', () => count(type, -1), { once: true });
    }
    add.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (lasting(this)) count(type, -1);
    remove.call(this, type, listener, options);
  };

  return {
    open: () => connections.filter(({ connectionState }) => connectionState !== 'closed').length,
    made: () => connections.length,
    forget: () => connections.splice(0),
    kept: () => ({
      timers: timers.size,
      listeners: Object.fromEntries([...listeners].filter(([, number]) => number > 0)),
    }),
    /** Does something that is the test's own. */
    async aside(action: () => Promise<unknown>) {
      counts = false;
      await action();
      counts = true;
    },
    restore() {
      Object.assign(globalThis, { RTCPeerConnection: Connection, setTimeout: start, clearTimeout: stop });
      Object.assign(EventTarget.prototype, { addEventListener: add, removeEventListener: remove });
    },
  };
}

describe(`${CALLS} calls in a row in one page`, () => {
  let phones: MemoryPhones;
  let page: ReturnType<typeof watchPage>;
  let capture: CaptureWatch;

  beforeEach(() => {
    page = watchPage();
    capture = watchCapture();
    phones = new MemoryPhones();
  });

  afterEach(() => {
    phones.close();
    capture.restore();
    page.restore();
  });

  it('leave nothing behind, and the last is set up as fast as the first', async function () {
    this.timeout(90_000);
    const [alice, bob] = [await phones.connect('alice'), await phones.connect('bob')];
    // What is made once and kept is not what a call leaves behind.
    await call(alice, bob);
    const before = page.kept();
    const slowness: number[] = [];
    let made = 0;
    for (let n = 1; n <= CALLS; n += 1) {
      const took = await call(alice, bob);
      const isCompared = n <= COMPARED || n > CALLS - COMPARED;
      if (isCompared) slowness.push(took / (await bareConnection()));
      expect(page.open()).to.equal(0);
      expect(capture.live).to.deep.equal([]);
      if (n % COLLECT_EVERY > 0) continue;
      made += page.forget().length;
      await page.aside(() => cdp('HeapProfiler.collectGarbage'));
    }

    expect(made).to.be.at.least(2 * CALLS);
    expect(page.kept()).to.deep.equal(before);
    const [first, last] = [median(slowness.slice(0, COMPARED)), median(slowness.slice(-COMPARED))];
    expect(last).to.be.below(1.2 * first);
  });

  /** One call, from dialling to the end on both sides. Resolves with the milliseconds it took until both could talk. */
  async function call(from: Phone, to: Phone): Promise<number> {
    const start = performance.now();
    const rings = nextRing(to);
    const caller = await from.dial(to.number, { audio: true, video: false });
    const callee = await rings;
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    const took = performance.now() - start;
    await caller.hangUp();
    await reaches(callee, 'ended');
    return took;
  }
});

/** How long this machine takes for a connection right now, in milliseconds: others use it too. */
async function bareConnection(): Promise<number> {
  const start = performance.now();
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.addEventListener('icecandidate', ({ candidate }) => void other.addIceCandidate(candidate));
  other.addEventListener('icecandidate', ({ candidate }) => void one.addIceCandidate(candidate));
  const channel = one.createDataChannel('bare');
  const open = new Promise((resolve) => channel.addEventListener('open', resolve));
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
  await open;
  one.close();
  other.close();
  return performance.now() - start;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Infinity;
}
