import { typedEventTarget } from '../base/typed-event-target.js';
import type { Group } from '../signaling/signaling.js';
import { parseNumber } from '../wire/number.js';

/**
 * Whether a number can be called.
 *
 * - `available`, `busy` (in a call), `away` (nobody is at it): it has a phone that says so.
 * - `offline`: none of its phones says anything. It may yet be reached, by one that keeps to itself.
 * - `unknown`: not known yet, or not to be known.
 */
export type Availability = 'available' | 'busy' | 'away' | 'offline' | 'unknown';

const KNOWN: ReadonlySet<string> = new Set<Availability>(['available', 'busy', 'away']);

export interface ContactsEvents {
  /** Somebody can be called, or cannot any more; or it is closed, and knows nothing any more. */
  change: Event;
}

/** Looks who of some numbers can be called, for as long as it is open. */
export class Contacts extends typedEventTarget<ContactsEvents>() {
  /** Whose availability is looked at, in the order they were given. */
  readonly numbers: readonly string[];

  readonly #groups: ReadonlyMap<string, Group>;
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;

  /** @throws {PhoneError} `bad-number`. */
  constructor(numbers: readonly string[], look: (number: string) => Group, signal: AbortSignal) {
    super();
    this.numbers = [...new Set(numbers.map(parseNumber))];
    this.#signal = AbortSignal.any([signal, this.#life.signal]);
    this.#groups = new Map(this.numbers.map((number) => [number, look(number)]));
    for (const group of this.#groups.values()) {
      group.addEventListener('memberschange', () => this.dispatchEvent(new Event('change')), {
        signal: this.#signal,
      });
    }
    this.#signal.addEventListener('abort', () => this.#onClose(), { once: true });
  }

  /** Whether it looks no longer: it was closed, or the phone is not connected any more. */
  get closed(): boolean {
    return this.#signal.aborted;
  }

  /** Whether a number can be called, as far as its phones say so. */
  statusOf(number: string): Availability {
    const members = this.#groups.get(number)?.members;
    if (!members || this.closed) return 'unknown';
    const status = members.find((member) => member.number === number)?.about['status'];
    if (status === undefined) return 'offline';
    return KNOWN.has(status) ? (status as Availability) : 'available';
  }

  /** Looks no longer. */
  close(): void {
    this.#life.abort();
  }

  #onClose(): void {
    this.#groups.forEach((group) => group.close());
    this.dispatchEvent(new Event('change'));
  }
}
