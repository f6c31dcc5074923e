/** Where the server takes its time from, so that a test can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something once after a delay in milliseconds; returns how to call it off. */
  schedule(delay: number, run: () => void): () => void;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
};

/** A time that passes only when told to. */
export class ManualClock implements Clock {
  #now: number;
  #pending: { readonly at: number; readonly run: () => void }[] = [];

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  schedule(delay: number, run: () => void): () => void {
    const entry = { at: this.#now + delay, run };
    this.#pending.push(entry);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== entry);
    };
  }

  /** Lets time pass and runs, in their order and at their moment, what falls due on the way. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = this.#pending.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#pending = this.#pending.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}
