import { typedEventTarget } from '../../base/typed-event-target.js';
import type { Group } from '../../signaling/signaling.js';

export interface LobbyEvents {
  /** Somebody entered the room or left it. */
  change: Event;
}

/** Looks who is in a room, for as long as it is open, without entering the room or being seen there. */
export class Lobby extends typedEventTarget<LobbyEvents>() {
  /** The name of the room. */
  readonly name: string;

  readonly #group: Group;
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;

  constructor(name: string, group: Group, signal: AbortSignal) {
    super();
    this.name = name;
    this.#group = group;
    this.#signal = AbortSignal.any([signal, this.#life.signal]);
    const onChange = () => this.dispatchEvent(new Event('change'));
    group.addEventListener('memberschange', onChange, { signal: this.#signal });
    this.#signal.addEventListener('abort', () => group.close(), { once: true });
  }

  /** Whether it still looks. It ends with the phone's connection to its service. */
  get isOpen(): boolean {
    return !this.#signal.aborted;
  }

  /** Who is in the room, in the order of their numbers. Undefined while that is not known. */
  get numbers(): readonly string[] | undefined {
    return this.#group.members?.map(({ number }) => number).toSorted();
  }

  /** Looks no longer. */
  close(): void {
    this.#life.abort();
  }
}
