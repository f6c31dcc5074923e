import { Phone, type Call } from '../../../src/core.js';
import { MemoryNetwork } from '../../../src/testing.js';
import { keepLedger, openThings, type OpenThings } from './ledger.js';

/** A number of calls, one after the other. */
export interface Round {
  /** From dialing until both are connected, of each call, in milliseconds. */
  readonly setUpMs: readonly number[];
  /** After the last one. */
  readonly open: OpenThings;
}

keepLedger();
const network = new MemoryNetwork();
const [alice, bob] = ['alice', 'bob'].map(
  (number) => new Phone({ number, signaling: network.signaling(number), iceServers: [] }),
) as [Phone, Phone];
const connected = Promise.all([alice.connect(), bob.connect()]);

async function callOnce(): Promise<number> {
  const started = performance.now();
  const rings = new Promise<Call>((resolve) => {
    bob.addEventListener('incoming', ({ detail }) => resolve(detail), { once: true });
  });
  const caller = await alice.dial('bob', { audio: true, video: true });
  const callee = await rings;
  await callee.accept();
  await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
  const setUpMs = performance.now() - started;

  await caller.hangUp();
  await reaches(callee, 'ended');
  return setUpMs;
}

async function reaches(call: Call, phase: Call['state']['phase']): Promise<void> {
  while (call.state.phase !== phase) {
    if (call.state.phase === 'ended') throw new Error(`The call has ended: ${call.state.reason}`);
    await new Promise((resolve) => call.addEventListener('statechange', resolve, { once: true }));
  }
}

declare global {
  interface Window {
    callOften: (times: number) => Promise<Round>;
  }
}

window.callOften = async (times) => {
  await connected;
  const setUpMs: number[] = [];
  while (setUpMs.length < times) {
    setUpMs.push(await callOnce());
    // It keeps all that was ever said.
    network.sent.length = 0;
  }
  return { setUpMs, open: openThings() };
};
