import { TokenBucket } from './token-bucket.js';

const MINUTE_MS = 60_000;
/** How often one number may ring in a minute. One that was answered does not count. */
const RINGS_PER_CALLER = 3;
/** How many rings of all numbers together a phone attends to in a minute. */
const RINGS_IN_ALL = 30;

/**
 * Keeps a phone from being flooded with rings. At most 30 a minute get any attention, so nobody can make the phone ring, or
 * answer, or remember more than that.
 */
export class RingLimits {
  readonly #now: () => number;
  readonly #all = new TokenBucket(RINGS_IN_ALL, MINUTE_MS);
  readonly #callers = new Map<string, TokenBucket>();

  /** @param now Milliseconds on a clock that does not run backwards. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What may become of one more ring. `busy`: it is answered, but does not ring. `drop`: nothing. */
  admit(from: string): 'ring' | 'busy' | 'drop' {
    const now = this.#now();
    if (!this.#all.take(now)) return 'drop';
    for (const [caller, bucket] of this.#callers) if (bucket.isFull(now)) this.#callers.delete(caller);
    const bucket = this.#callers.get(from) ?? new TokenBucket(RINGS_PER_CALLER, MINUTE_MS);
    this.#callers.set(from, bucket);
    return bucket.take(now) ? 'ring' : 'busy';
  }

  /** A ring of this number was answered: it was no flood. */
  forgive(from: string): void {
    this.#all.give();
    this.#callers.get(from)?.give();
  }
}
