/**
 * Allows something so many times at once, and as often again in every period: a bucket of tokens that refills evenly.
 *
 * Times are in milliseconds on any clock that does not run backwards.
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #periodMs: number;
  #tokens: number;
  #at: number;

  constructor(capacity: number, periodMs: number, now: number) {
    this.#capacity = capacity;
    this.#periodMs = periodMs;
    this.#tokens = capacity;
    this.#at = now;
  }

  /** Takes a token, if there is one. */
  take(now: number): boolean {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Puts a token back that turned out to be deserved. */
  give(): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + 1);
  }

  /** Whether it has no memory of the past any more. */
  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#capacity;
  }

  #refill(now: number): void {
    this.#tokens = Math.min(
      this.#capacity,
      this.#tokens + ((now - this.#at) / this.#periodMs) * this.#capacity,
    );
    this.#at = now;
  }
}
