/**
 * Allows something so many times at once, and as often again in every period: a bucket of tokens that refills evenly.
 *
 * Times are in milliseconds on any clock that does not run backwards.
 */
export class TokenBucket {
  readonly #periodMs: number;
  /** How long it takes for one token to come back. */
  readonly #stepMs: number;
  /** When all tokens are there again: the whole state, without a remainder to round. */
  #fullAt = -Infinity;

  constructor(capacity: number, periodMs: number) {
    this.#periodMs = periodMs;
    this.#stepMs = periodMs / capacity;
  }

  /** Takes a token, if there is one. */
  take(now: number): boolean {
    const fullAt = Math.max(this.#fullAt, now) + this.#stepMs;
    if (fullAt - now > this.#periodMs) return false;
    this.#fullAt = fullAt;
    return true;
  }

  /** Puts a token back that was taken for nothing. */
  give(): void {
    this.#fullAt -= this.#stepMs;
  }

  /** Whether all tokens are there, so that it need not be remembered. */
  isFull(now: number): boolean {
    return this.#fullAt <= now;
  }
}
