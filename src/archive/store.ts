/** What is kept, each kind by itself. */
export type Kind = 'calls' | 'messages' | 'photos';

/** A record, and what it is found by. */
export interface Row {
  /** The number whose phone keeps it. */
  readonly owner: string;
  /** Unique among those of its kind and owner. */
  readonly id: string;
  /** The number at the other end. */
  readonly number: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** What it counts against {@link Limits.bytes}. */
  readonly bytes: number;
  /** There only while the person has not seen it: an index leaves out what lacks its key. */
  readonly unseen?: 1;
  readonly entry: unknown;
}

/** Which rows are wanted: the newest ones that fit. */
export interface Query {
  /** Only those with this number at the other end. */
  readonly number?: string | undefined;
  /** Only those that come behind this one. */
  readonly before?: Pick<Row, 'at' | 'id'> | undefined;
  readonly limit: number;
}

/** How much is kept for one owner. What is older goes. */
export interface Limits {
  readonly records: number;
  readonly bytes?: number;
}

/** Keeps rows. Each method is one step that another tab sees whole or not at all. */
export interface Store {
  /** Whether what it keeps is there when the page comes back. */
  readonly lasts: boolean;

  /** The newest first. */
  list(kind: Kind, owner: string, query: Query): Promise<readonly Row[]>;
  /** Those that the person has not seen, in any order. */
  unseen(kind: Kind, owner: string): Promise<readonly Row[]>;

  /** Keeps a row, in place of one with its id. Begun before it returns, so that it survives a page that is being closed. */
  put(kind: Kind, row: Row, limits: Limits): Promise<void>;
  /** Keeps a row unless there is one with its id: false then. Survives as well. */
  add(kind: Kind, row: Row, limits: Limits): Promise<boolean>;
  /** Puts another row in the place of one: false when there is none, or `change` has no other for it. */
  change(kind: Kind, owner: string, id: string, change: (row: Row) => Row | undefined): Promise<boolean>;
  remove(kind: Kind, owner: string, id: string): Promise<void>;
  /** Removes all, or all with one number at the other end. */
  clear(kind: Kind, owner: string, number?: string): Promise<void>;

  /** Up to where an owner has read what the signaling service keeps. */
  bookmark(owner: string): Promise<string | undefined>;
  setBookmark(owner: string, position: string): Promise<void>;

  close(): void;
}
