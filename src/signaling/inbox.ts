import { later } from '../base/lifetime.js';
import { RING_TIMEOUT_MS } from '../wire/limits.js';
import type { Envelope } from '../wire/message.js';

/** How long a message waits for one that was sent before it: twice as long as a service may keep it back. */
const GAP_MS = 4_000;
/** Messages of one call that wait at the most, and of all calls: strangers must not fill the memory. */
const MAX_HELD = 256;
const MAX_HELD_BY_ALL = 1_024;
/** Conversations remembered, the latest first: one entry per calling device and call. */
const MAX_THREADS = 512;

/** An envelope with all that the transport knows of it. */
export interface Letter extends Envelope {
  readonly from: string;
  readonly ageMs: number;
  /** Where it stands among what the service keeps for us. */
  readonly position?: string;
}

interface Thread {
  /** The number that comes next. */
  next: number;
  /** What came before its turn. */
  readonly held: Map<number, Letter>;
  ended: boolean;
  /** Set while a gap is waited for. */
  stopWaiting: (() => void) | undefined;
}

/** What became of a letter. */
export type Receipt = 'taken' | 'repeat' | 'stale';

/**
 * Puts letters in the order in which they were written, and drops repeats and what is too old.
 *
 * A transport may lose, repeat and reorder; each device counts what it writes in a call. A gap is waited for, for
 * {@link GAP_MS}; a goodbye waits for nobody, since nothing that comes after it matters.
 */
export class Inbox {
  readonly #deliver: (letter: Letter) => void;
  readonly #signal: AbortSignal;
  readonly #threads = new Map<string, Thread>();
  #held = 0;

  constructor(deliver: (letter: Letter) => void, signal: AbortSignal) {
    this.#deliver = deliver;
    this.#signal = signal;
  }

  /** Takes what arrived together. A ring that was called off in the same breath never rings. */
  takeAll(letters: readonly Letter[], refuse: (letter: Letter, why: Receipt) => void): void {
    const calledOff = new Set(letters.filter(isGoodbye).map(threadKey));
    for (const letter of letters) {
      const receipt =
        letter.message.type === 'ring' && calledOff.has(threadKey(letter)) ? 'stale' : this.take(letter);
      if (receipt !== 'taken') refuse(letter, receipt);
    }
  }

  /** Takes one letter, and delivers what it makes deliverable. */
  take(letter: Letter): Receipt {
    if (letter.message.type === 'ring' && letter.ageMs > RING_TIMEOUT_MS) return 'stale';
    const thread = this.#thread(threadKey(letter));
    if (thread.ended) return 'repeat';
    if (isGoodbye(letter)) {
      thread.ended = true;
      this.#empty(thread);
      this.#deliver(letter);
      return 'taken';
    }
    if (letter.seq < thread.next || thread.held.has(letter.seq)) return 'repeat';
    thread.held.set(letter.seq, letter);
    this.#held += 1;
    if (thread.held.size > MAX_HELD || this.#held > MAX_HELD_BY_ALL) this.#skipGap(thread);
    else this.#drain(thread);
    return 'taken';
  }

  #drain(thread: Thread): void {
    const { next } = thread;
    for (let letter = thread.held.get(thread.next); letter; letter = thread.held.get(thread.next)) {
      thread.held.delete(thread.next);
      this.#held -= 1;
      thread.next += 1;
      this.#deliver(letter);
    }
    // What comes behind a gap does not make the wait for it longer.
    if (thread.next !== next) this.#stopWaiting(thread);
    if (thread.held.size > 0) {
      thread.stopWaiting ??= later(GAP_MS, this.#signal, () => this.#skipGap(thread));
    }
  }

  #skipGap(thread: Thread): void {
    this.#stopWaiting(thread);
    thread.next = Math.min(...thread.held.keys());
    this.#drain(thread);
  }

  #thread(key: string): Thread {
    const thread = this.#threads.get(key) ?? {
      next: 0,
      held: new Map(),
      ended: false,
      stopWaiting: undefined,
    };
    this.#threads.delete(key);
    this.#threads.set(key, thread);
    if (this.#threads.size > MAX_THREADS) this.#forgetOldest();
    return thread;
  }

  #forgetOldest(): void {
    const [oldest] = this.#threads.keys();
    if (oldest === undefined) return;
    const thread = this.#threads.get(oldest);
    if (thread) this.#empty(thread);
    this.#threads.delete(oldest);
  }

  #stopWaiting(thread: Thread): void {
    thread.stopWaiting?.();
    thread.stopWaiting = undefined;
  }

  #empty(thread: Thread): void {
    this.#stopWaiting(thread);
    this.#held -= thread.held.size;
    thread.held.clear();
  }
}

function threadKey({ from, device, call }: Letter): string {
  return JSON.stringify([from, device, call]);
}

function isGoodbye({ message }: Letter): boolean {
  return message.type === 'bye';
}
