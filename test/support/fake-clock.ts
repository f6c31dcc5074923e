interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/**
 * Lets a test decide when long waits are over. Timers of a second and more wait for {@link FakeClock.advance}; shorter
 * ones, and all that the browser times itself, run as always.
 */
export class FakeClock {
  readonly #timers = new Map<number, Timer>();
  readonly #setTimeout = globalThis.setTimeout;
  readonly #clearTimeout = globalThis.clearTimeout;
  #now = 0;
  #serial = -1;

  constructor() {
    const set = (run: () => void, delayMs = 0): number => {
      if (delayMs < 1_000) return this.#setTimeout.call(globalThis, run, delayMs) as unknown as number;
      // Counts downwards: no browser gives a timer a negative name.
      this.#timers.set(this.#serial, { due: this.#now + delayMs, run });
      this.#serial -= 1;
      return this.#serial + 1;
    };
    globalThis.setTimeout = set as unknown as typeof setTimeout;
    globalThis.clearTimeout = (timer) => {
      if (!this.#timers.delete(Number(timer))) this.#clearTimeout.call(globalThis, timer);
    };
  }

  /** Lets time pass, and runs what became due, in order. */
  advance(ms: number): void {
    this.#now += ms;
    const due = [...this.#timers].filter(([, timer]) => timer.due <= this.#now);
    for (const [name, timer] of due.toSorted(([, one], [, other]) => one.due - other.due)) {
      if (this.#timers.delete(name)) timer.run();
    }
  }

  /** How many long timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Gives the page its own clock back. */
  restore(): void {
    globalThis.setTimeout = this.#setTimeout;
    globalThis.clearTimeout = this.#clearTimeout;
  }
}
