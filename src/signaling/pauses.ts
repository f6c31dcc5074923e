import { later, unlessAborted } from '../base/lifetime.js';

/** Waits between tries, which good news cuts short. */
export class Pauses {
  readonly #ends = new Set<() => void>();

  /** Waits. Rejects with the signal's reason as soon as it aborts. */
  pause(delayMs: number, signal: AbortSignal): Promise<void> {
    const over = new Promise<void>((resolve) => {
      const end = () => {
        stop();
        this.#ends.delete(end);
        resolve();
      };
      const stop = later(delayMs, signal, end);
      this.#ends.add(end);
    });
    return unlessAborted(over, signal);
  }

  /** Ends all waits now. */
  hurry(): void {
    for (const end of this.#ends) end();
  }
}
