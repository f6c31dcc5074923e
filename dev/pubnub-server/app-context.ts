/** What is known of a user, a channel, or a membership, besides what names it. */
export interface Metadata {
  readonly fields: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly updated: string;
  /** Differs after each change; a client that names an old one in `If-Match` is refused. */
  readonly eTag: string;
}

/** One user on one channel, on paper: it has nothing to do with being present. */
export interface Membership extends Metadata {
  readonly uuid: string;
  readonly channel: string;
}

export type ObjectKind = 'uuid' | 'channel';

/** The users, channels and memberships of one subscribe key. */
export class AppContext {
  readonly #objects: Readonly<Record<ObjectKind, Map<string, Metadata>>> = {
    uuid: new Map(),
    channel: new Map(),
  };
  #memberships: readonly Membership[] = [];

  /** All of a kind by their ids, in the order of the ids. */
  all(kind: ObjectKind): readonly (readonly [id: string, Metadata])[] {
    return [...this.#objects[kind]].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  get(kind: ObjectKind, id: string): Metadata | undefined {
    return this.#objects[kind].get(id);
  }

  /** Changes the fields that are given and keeps the others. */
  set(kind: ObjectKind, id: string, fields: Metadata['fields'], at: Omit<Metadata, 'fields'>): Metadata {
    const metadata = { ...at, fields: { ...this.get(kind, id)?.fields, ...fields } };
    this.#objects[kind].set(id, metadata);
    return metadata;
  }

  /** Forgets one, with its memberships. */
  remove(kind: ObjectKind, id: string): boolean {
    this.#memberships = this.#memberships.filter((membership) => membership[kind] !== id);
    return this.#objects[kind].delete(id);
  }

  /** The memberships of a user, or of a channel, in the order of the others' ids. */
  memberships(kind: ObjectKind, id: string): readonly Membership[] {
    const other = kind === 'uuid' ? 'channel' : 'uuid';
    return this.#memberships
      .filter((membership) => membership[kind] === id)
      .toSorted((a, b) => (a[other] < b[other] ? -1 : 1));
  }

  join(membership: Membership): void {
    this.leave(membership);
    this.#memberships = [...this.#memberships, membership];
  }

  leave({ uuid, channel }: Pick<Membership, ObjectKind>): void {
    this.#memberships = this.#memberships.filter((other) => other.uuid !== uuid || other.channel !== channel);
  }
}
