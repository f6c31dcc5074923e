import type { About, Member } from './signaling.js';

/** The service's answer about who is there may be this old, in milliseconds: what was heard meanwhile is newer. */
const ANSWER_AGE_MS = 4_000;
/** Names the device in what a phone says of itself. No page sees it. */
const DEVICE = '_device';

interface Presence {
  /** Undefined as long as it is only known that they are there. */
  readonly about: About | undefined;
  /** The device that was heard of last. */
  readonly device: string | undefined;
  /** Whether another one was heard of too: how many there are says no more. */
  readonly several: boolean;
}

/** Somebody as the service tells of them. */
export interface Occupant {
  readonly uuid: string;
  readonly state?: unknown;
}

/** What a device says of itself, as it goes over the wire. */
export function stateOf(about: About, device: string): About {
  return { ...about, [DEVICE]: device };
}

/**
 * Who is in one group, put together from what the service answers and what it tells between two answers.
 *
 * The service knows numbers, not devices: when one device of a number says goodbye it tells that the number has left, and
 * that it is back with the next heartbeat of another. So a number with several devices stays until an answer decides.
 */
export class Roster {
  readonly #present = new Map<string, Presence>();
  /** When a number was last heard of, by `performance.now()`. */
  readonly #heardAt = new Map<string, number>();
  #isKnown = false;

  /** Everybody who is there; undefined before the first answer. */
  get members(): readonly Member[] | undefined {
    if (!this.#isKnown) return undefined;
    return [...this.#present].map(([number, { about = {} }]) => ({ number, about }));
  }

  has(number: string): boolean {
    return this.#present.has(number);
  }

  /** Somebody has come, or says something else of themselves. Without a state, what was known of them stays. */
  came({ uuid, state }: Occupant): void {
    const known = this.#present.get(uuid);
    this.#heardAt.set(uuid, performance.now());
    this.#present.set(uuid, state === undefined && known ? known : this.#read({ uuid, state }));
  }

  /** A device has left. Whether its number has cannot be told where the number has others: returns whether it can. */
  left(number: string): boolean {
    const known = this.#present.get(number);
    if (known?.several) {
      this.#present.set(number, { ...known, device: undefined, several: false });
      return false;
    }
    this.#heardAt.set(number, performance.now());
    this.#present.delete(number);
    return true;
  }

  /**
   * Takes the service's answer to a question asked at `askedAt`. What was heard since, or shortly before, stays.
   *
   * @returns Whether something was, so that it is worth asking again.
   */
  answered(occupants: readonly Occupant[], askedAt: number): boolean {
    const isNews = (number: string) => (this.#heardAt.get(number) ?? -Infinity) > askedAt - ANSWER_AGE_MS;
    const wasKnown = this.#isKnown;
    this.#isKnown = true;
    const there = new Map(occupants.map((occupant) => [occupant.uuid, occupant]));
    const numbers = [...new Set([...there.keys(), ...this.#present.keys()])];
    for (const number of numbers) {
      const occupant = there.get(number);
      const known = this.#present.get(number);
      if (isNews(number) && !(occupant && known && !known.about)) continue;
      if (occupant) this.#present.set(number, this.#read({ state: {}, ...occupant }));
      else this.#present.delete(number);
    }
    for (const number of this.#heardAt.keys()) if (!isNews(number)) this.#heardAt.delete(number);
    return !wasKnown || this.#heardAt.size > 0;
  }

  #read({ uuid, state }: Occupant): Presence {
    const { device: known, several = false } = this.#present.get(uuid) ?? {};
    // Another person's phone wrote it.
    if (typeof state !== 'object' || state === null) return { about: undefined, device: known, several };
    const { [DEVICE]: device, ...about } = state as About;
    if (typeof device !== 'string') return { about, device: known, several };
    return { about, device, several: several || (known !== undefined && known !== device) };
  }
}
