interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** More turns of the microtask queue than anything under test needs to come to rest. */
const TURNS = 40;

/**
 * A clock that stands still until a test moves it: the page's timers, `Date.now()` and `performance.now()`.
 *
 * Years pass in milliseconds, as long as what is tested waits for nothing else than timers and promises.
 */
export class VirtualClock {
  readonly #page = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    dateNow: Date.now,
    performanceNow: performance.now,
  };
  readonly #timers = new Map<number, Timer>();
  #now = 1_000_000;
  #serial = 0;

  constructor() {
    const set = (run: () => void, delayMs = 0): number => {
      // Counts downwards: no browser gives a timer a negative name.
      this.#serial -= 1;
      this.#timers.set(this.#serial, { due: this.#now + delayMs, run });
      return this.#serial;
    };
    globalThis.setTimeout = set as unknown as typeof setTimeout;
    globalThis.clearTimeout = (timer) => {
      if (!this.#timers.delete(Number(timer))) this.#page.clearTimeout.call(globalThis, timer);
    };
    Date.now = () => this.#now;
    performance.now = () => this.#now;
  }

  get now(): number {
    return this.#now;
  }

  /** In how many milliseconds each timer is due, the next one first. */
  get waiting(): readonly number[] {
    return [...this.#timers.values()].map(({ due }) => due - this.#now).toSorted((one, other) => one - other);
  }

  /** Moves on to the next timer and runs it, and then everything that follows from it. False when none waits. */
  async next(untilMs = Infinity): Promise<boolean> {
    let first: readonly [number, Timer] | undefined;
    for (const each of this.#timers) if (!first || each[1].due < first[1].due) first = each;
    if (!first || first[1].due > untilMs) return false;
    const [name, { due, run }] = first;
    this.#timers.delete(name);
    this.#now = due;
    run();
    await this.rest();
    return true;
  }

  /** Lets time pass, and all that happens in it. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.rest();
    while (await this.next(until));
    this.#now = until;
  }

  /** Waits until every promise that can be settled without a timer has been. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  }

  /** Forgets every timer. */
  clear(): void {
    this.#timers.clear();
  }

  /** Gives the page its own clock back. */
  restore(): void {
    const { setTimeout, clearTimeout, dateNow, performanceNow } = this.#page;
    Object.assign(globalThis, { setTimeout, clearTimeout });
    Date.now = dateNow;
    performance.now = performanceNow;
  }
}
