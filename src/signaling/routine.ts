import { retryDelayMs } from '../base/backoff.js';
import { later } from '../base/lifetime.js';

/** A task that keeps failing is tried again after this long at the most. */
const MAX_DELAY_MS = 30_000;

export interface RoutineInit {
  /** Does it once. Resolves with after how many milliseconds it is to be done again; undefined: when it is asked for. */
  readonly run: () => Promise<number | undefined>;
  readonly failed: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Does one thing again and again: after a while, soon if it failed, and at once when asked. Never twice at a time. */
export class Routine {
  readonly #init: RoutineInit;
  #isRunning = false;
  #isWanted = false;
  #failures = 0;
  /** When it is to be done next, by `performance.now()`. */
  #dueAt = Infinity;
  #stop = () => {};

  constructor(init: RoutineInit) {
    this.#init = init;
  }

  /** Does it now, or once more after the run that is under way. */
  now(): void {
    this.#isWanted = true;
    this.#wait(undefined);
    if (!this.#isRunning && !this.#init.signal.aborted) void this.#run();
  }

  /** Does it within this time, in milliseconds, if not before. */
  soon(delayMs: number): void {
    if (this.#isWanted || this.#dueAt <= performance.now() + delayMs) return;
    this.#wait(delayMs);
  }

  async #run(): Promise<void> {
    const { signal } = this.#init;
    this.#isRunning = true;
    let delayMs: number | undefined;
    while (this.#isWanted && !signal.aborted) {
      this.#isWanted = false;
      delayMs = await this.#try();
    }
    this.#isRunning = false;
    // Somebody may have asked for it meanwhile.
    if (delayMs !== undefined) this.soon(delayMs);
  }

  #wait(delayMs: number | undefined): void {
    this.#stop();
    this.#dueAt = delayMs === undefined ? Infinity : performance.now() + delayMs;
    if (delayMs !== undefined) this.#stop = later(delayMs, this.#init.signal, () => this.now());
  }

  async #try(): Promise<number | undefined> {
    try {
      const delayMs = await this.#init.run();
      this.#failures = 0;
      return delayMs;
    } catch (error) {
      if (!this.#init.signal.aborted) this.#init.failed(error);
      this.#failures += 1;
      return retryDelayMs(this.#failures, { maxMs: MAX_DELAY_MS });
    }
  }
}
