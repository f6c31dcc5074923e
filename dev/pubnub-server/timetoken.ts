import type { Clock } from './clock.js';

/** A moment as PubNub writes it: 17 digits, tenths of a microsecond since 1970. Equal lengths make `<` a time order. */
export type Timetoken = string;

/** What a client sent as a moment, as 17 digits; undefined for nothing, `0` and everything that is no number. */
export function readTimetoken(text: string | undefined): Timetoken | undefined {
  if (text === undefined || !/^\d{1,17}$/.test(text) || /^0+$/.test(text)) return undefined;
  return text.padStart(17, '0');
}

/** The moment `milliseconds` since 1970, which a clock gives. */
export function timetokenAt(milliseconds: number): Timetoken {
  return String(BigInt(Math.floor(milliseconds)) * 10_000n).padStart(17, '0');
}

/** Gives moments of which no two are equal and each is later than all before, even if the clock stands or goes back. */
export class TimetokenSource {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Now. Asking counts: a message published in the same millisecond after this is later than the answer,
   * so a subscriber that was told "now" misses nothing.
   */
  next(): Timetoken {
    const now = BigInt(timetokenAt(this.#clock.now()));
    this.#last = now > this.#last ? now : this.#last + 1n;
    return String(this.#last).padStart(17, '0');
  }
}
