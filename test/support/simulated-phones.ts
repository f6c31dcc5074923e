import type { LogEntry } from '../../src/base/log.js';
import type { Call } from '../../src/call/call.js';
import { LocalMedia } from '../../src/media/local-media.js';
import { CallList } from '../../src/phone/rings/call-list.js';
import { RingLimits } from '../../src/phone/rings/ring-limits.js';
import { Switchboard } from '../../src/phone/rings/switchboard.js';
import { Mailbox } from '../../src/signaling/mailbox.js';
import { MemoryNetwork } from '../../src/testing.js';
import { FakeAir } from './fake-peer.js';

/** Calls without camera or microphone need nothing of the browser. */
const NO_MEDIA = { audio: false, video: false };

/** A phone of which only devices and connection are make-believe: switchboard, calls and mailbox are the real ones. */
export interface SimulatedPhone {
  readonly number: string;
  readonly calls: CallList;
  /** All calls there have been, the oldest first. */
  readonly had: readonly Call[];
  /** Those that have rung here. */
  readonly rang: readonly Call[];
  readonly log: readonly LogEntry[];
  dial(number: string): Promise<Call>;
}

/**
 * Phones that run without a browser's help, so that thousands of calls take seconds, and under a {@link VirtualClock} no
 * time at all.
 */
export class SimulatedPhones {
  readonly network = new MemoryNetwork();
  readonly air = new FakeAir();
  readonly #life = new AbortController();

  /** @param trusted Those for whom it answers while it rings. */
  add(number: string, trusted: readonly string[] = []): SimulatedPhone {
    const { signal } = this.#life;
    const signaling = this.network.signaling(number);
    const entries: LogEntry[] = [];
    const had: Call[] = [];
    const rang: Call[] = [];
    const log = (entry: LogEntry) => void entries.push(entry);
    const mailbox = new Mailbox({ number, signaling, log });
    signal.addEventListener('abort', () => mailbox.close());
    const calls: CallList = new CallList(() => {
      had.push(...calls.all.filter((call) => !had.includes(call)));
    });
    const switchboard = new Switchboard({
      number,
      mailbox,
      calls,
      limits: new RingLimits(),
      media: new LocalMedia(),
      makePeer: this.air.makePeer,
      mailPhoto: () => Promise.reject(new Error('No photos here.')),
      capacity: { maxCalls: 8, callWaiting: false },
      venues: new Set(),
      screen: () => 'take',
      missed: () => {},
      trusts: (caller) => trusted.includes(caller),
      showsEarly: () => false,
      announce: (call) => rang.push(call),
      attempt: (promise) => promise.catch((error: unknown) => log({ level: 'warn', event: String(error) })),
      log,
      signal,
    });
    void signaling.connect();
    return { number, calls, had, rang, log: entries, dial: (to) => switchboard.dial(to, NO_MEDIA) };
  }

  /** Ends all that still waits for something. */
  close(): void {
    this.#life.abort();
  }
}

/** Lets descriptions be packed without the browser's compression, which takes time of its own. */
export function withoutCompression(): () => void {
  const { CompressionStream } = globalThis;
  Reflect.deleteProperty(globalThis, 'CompressionStream');
  return () => Object.assign(globalThis, { CompressionStream });
}

/** Random numbers that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
