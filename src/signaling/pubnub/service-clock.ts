/** By how much the two clocks of a device may disagree before it must have slept. */
const SLEPT_MS = 2_000;

/**
 * The service's clock, without trust in this device's: how old a message is must not depend on a person's watch.
 *
 * Between two answers of the service `performance.now()` counts on. In most systems it stands still while the device
 * sleeps, which only shows by comparison with the wall clock.
 */
export class ServiceClock {
  /** The service's time when `performance.now()` was zero: never later than it really was. */
  #epochMs = -Infinity;
  #aheadMs = 0;
  #isSet = false;

  /** Whether an age can be told: the service has said its time, and the device has not slept since. */
  get isSure(): boolean {
    return this.#isSet && Math.abs(wallAheadMs() - this.#aheadMs) < SLEPT_MS;
  }

  /** The service's time now, in milliseconds since 1970. Undefined before it is known. */
  get now(): number | undefined {
    return this.#isSet ? this.#epochMs + performance.now() : undefined;
  }

  /** Takes the service's present time. */
  set(timetoken: string | number): void {
    this.atLeast(timetoken);
    this.#aheadMs = wallAheadMs();
    this.#isSet = true;
  }

  /** Takes a moment that is over by the service's clock: it cannot be earlier than that. */
  atLeast(timetoken: string | number): void {
    this.#epochMs = Math.max(this.#epochMs, timeOf(timetoken) - performance.now());
  }

  /** How long a moment is past, in milliseconds. */
  ageMs(timetoken: string | number): number {
    return Math.max(0, this.#epochMs + performance.now() - timeOf(timetoken));
  }
}

function wallAheadMs(): number {
  return Date.now() - performance.now();
}

/** Milliseconds since 1970 of a PubNub timetoken, which counts in 100 ns. */
function timeOf(timetoken: string | number): number {
  return Number(timetoken) / 10_000;
}
