import { typedEventTarget } from '../base/typed-event-target.js';
import type { About, Group, GroupEvents, Member } from './signaling.js';

interface OpenGroupEvents extends GroupEvents {
  /** {@link OpenGroup.about} is another value than before. For the transport. */
  told: Event;
}

/** A group from the transport's side: it shows who was found, and says what to tell of us and when to stop. */
export class OpenGroup extends typedEventTarget<OpenGroupEvents>() implements Group {
  readonly name: string;
  readonly #life = new AbortController();
  #about: About | undefined;
  #members: readonly Member[] | undefined;

  constructor(name: string, about?: About) {
    super();
    this.name = name;
    this.#about = about;
  }

  get members(): readonly Member[] | undefined {
    return this.#members;
  }

  /** What we say of ourselves. Undefined where we only look. */
  get about(): About | undefined {
    return this.#about;
  }

  /** Aborts when nobody looks any more. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  tell(about: About): void {
    if (this.#about === undefined || this.signal.aborted) return;
    this.#about = about;
    this.dispatchEvent(new Event('told'));
  }

  /** Shows who is in it, in whatever order they were found. */
  show(found: readonly Member[]): void {
    if (this.signal.aborted) return;
    const members = found.toSorted((one, other) => (one.number < other.number ? -1 : 1));
    if (JSON.stringify(members) === JSON.stringify(this.#members)) return;
    this.#members = Object.freeze(members);
    this.dispatchEvent(new Event('memberschange'));
  }

  close(): void {
    this.#life.abort();
  }
}
