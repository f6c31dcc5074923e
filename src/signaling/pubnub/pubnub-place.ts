import type { OpenGroup } from '../open-group.js';
import { Roster } from '../roster.js';
import type { About } from '../signaling.js';

/** A channel whose presence is watched, for as many groups as want it. */
export class PubNubPlace {
  readonly channel: string;
  readonly roster = new Roster();
  /** Our token does not allow it. */
  isRefused = false;
  /** Whoever spoke last is the last. */
  readonly #groups = new Set<OpenGroup>();

  constructor(channel: string) {
    this.channel = channel;
  }

  /** What is to be said of us. Undefined where all only look. */
  get about(): About | undefined {
    return [...this.#groups].findLast(({ about }) => about)?.about;
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  add(group: OpenGroup): void {
    this.#groups.delete(group);
    this.#groups.add(group);
  }

  remove(group: OpenGroup): void {
    this.#groups.delete(group);
  }

  /** Shows all groups who is there. */
  show(): void {
    const { members } = this.roster;
    if (members) for (const group of this.#groups) group.show(members);
  }

  close(): void {
    for (const group of this.#groups) group.close();
  }
}
