import type { OpenGroup } from '../open-group.js';
import type { RelayProtocol } from './relay-protocol.js';
import type { Member } from '../signaling.js';

/** The groups of one phone at a relay, which tells of each who is in it whenever that changes. */
export class RelayGroups {
  readonly #protocol: RelayProtocol;
  readonly #write: (frame: unknown) => void;
  readonly #groups = new Map<string, Set<OpenGroup>>();
  readonly #rosters = new Map<string, readonly Member[]>();

  /** @param write Writes a frame, as long as there is a connection. */
  constructor(protocol: RelayProtocol, write: (frame: unknown) => void) {
    this.#protocol = protocol;
    this.#write = write;
  }

  /** Takes a group up, until it is closed. */
  enter(group: OpenGroup): void {
    const { name, signal } = group;
    const groups = this.#groups.get(name) ?? new Set();
    this.#groups.set(name, groups.add(group));
    group.addEventListener(
      'told',
      () => {
        // Behind those that have spoken before.
        groups.delete(group);
        groups.add(group);
        this.#tell(name);
      },
      { signal },
    );
    signal.addEventListener('abort', () => this.#drop(group, groups));
    const known = this.#rosters.get(name);
    if (known) group.show(known);
    if (!known || group.about) this.#tell(name);
  }

  /** There is a new connection, of which the relay knows nothing. */
  renew(): void {
    for (const name of this.#groups.keys()) this.#tell(name);
  }

  /** The relay has said who is in a group. */
  take(name: string, members: readonly Member[]): void {
    const groups = this.#groups.get(name);
    if (!groups) return;
    this.#rosters.set(name, members);
    for (const group of groups) group.show(members);
  }

  close(): void {
    for (const groups of this.#groups.values()) for (const group of groups) group.close();
  }

  /** What is to be said of us is said by the group that spoke last. */
  #tell(name: string): void {
    const about = [...(this.#groups.get(name) ?? [])].findLast((group) => group.about)?.about;
    this.#write(this.#protocol.enter?.(name, about));
  }

  #drop(group: OpenGroup, groups: Set<OpenGroup>): void {
    groups.delete(group);
    if (groups.size > 0) {
      if (group.about) this.#tell(group.name);
      return;
    }
    this.#groups.delete(group.name);
    this.#rosters.delete(group.name);
    this.#write(this.#protocol.leave?.(group.name));
  }
}
