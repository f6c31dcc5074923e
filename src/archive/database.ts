import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';

import type { Kind, Limits, Query, Row, Store } from './store.js';

const NAME = 'rtc-elements';
const VERSION = 1;
/** Nothing here is worth the wait for the disk itself. */
const RELAXED = { durability: 'relaxed' } as const;

interface Shelf {
  readonly key: [owner: string, id: string];
  readonly value: Row;
  readonly indexes: {
    /** With the bytes behind, so that they can be summed up without reading what they are. */
    readonly time: [owner: string, at: number, id: string, bytes: number];
    readonly number: [owner: string, number: string, at: number, id: string];
    readonly unseen: [owner: string, unseen: 1];
  };
}

interface Schema extends DBSchema {
  calls: Shelf;
  messages: Shelf;
  photos: Shelf;
  bookmarks: { key: string; value: string };
}

type Writable = IDBPObjectStore<Schema, [Kind], Kind, 'readwrite'>;

/** Keeps rows in the browser's database (W3C IndexedDB 3.0), which all tabs of an origin share. */
export class Database implements Store {
  readonly lasts = true;
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /**
   * Opens the database, and makes it where there is none.
   *
   * @param lost The browser has closed it, or had to: another tab runs a later version of the kit.
   */
  static async open(lost: () => void): Promise<Database> {
    const db = await openDB<Schema>(NAME, VERSION, {
      upgrade: (made) => {
        for (const kind of ['calls', 'messages', 'photos'] as const) {
          const shelf = made.createObjectStore(kind, { keyPath: ['owner', 'id'] });
          shelf.createIndex('time', ['owner', 'at', 'id', 'bytes']);
          shelf.createIndex('number', ['owner', 'number', 'at', 'id']);
          shelf.createIndex('unseen', ['owner', 'unseen']);
        }
        made.createObjectStore('bookmarks');
      },
      blocking: () => {
        lost();
        db.close();
      },
      terminated: lost,
    });
    return new Database(db);
  }

  async list(kind: Kind, owner: string, { number, before, limit }: Query): Promise<readonly Row[]> {
    const shelf = this.#db.transaction(kind).store;
    const index = number === undefined ? shelf.index('time') : shelf.index('number');
    const range = rangeOf(number === undefined ? [owner] : [owner, number], before);
    const rows: Row[] = [];
    let cursor = await index.openCursor(range, 'prev');
    while (cursor && rows.length < limit) {
      rows.push(cursor.value);
      cursor = await cursor.continue();
    }
    return rows;
  }

  async unseen(kind: Kind, owner: string): Promise<readonly Row[]> {
    return await this.#db.getAllFromIndex(kind, 'unseen', IDBKeyRange.only([owner, 1]));
  }

  async put(kind: Kind, row: Row, limits: Limits): Promise<void> {
    await this.#write(kind, (shelf) => shelf.put(row));
    await this.#trim(kind, row.owner, limits);
  }

  async add(kind: Kind, row: Row, limits: Limits): Promise<boolean> {
    try {
      await this.#write(kind, (shelf) => shelf.add(row));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'ConstraintError') return false;
      throw error;
    }
    await this.#trim(kind, row.owner, limits);
    return true;
  }

  async change(
    kind: Kind,
    owner: string,
    id: string,
    change: (row: Row) => Row | undefined,
  ): Promise<boolean> {
    const { store: shelf, done } = this.#db.transaction(kind, 'readwrite', RELAXED);
    const row = await shelf.get([owner, id]);
    const next = row && change(row);
    if (next) await shelf.put(next);
    await done;
    return next !== undefined;
  }

  async remove(kind: Kind, owner: string, id: string): Promise<void> {
    await this.#write(kind, (shelf) => shelf.delete([owner, id]));
  }

  async clear(kind: Kind, owner: string, number?: string): Promise<void> {
    const { store: shelf, done } = this.#db.transaction(kind, 'readwrite', RELAXED);
    const ids =
      number === undefined
        ? await shelf.index('time').getAllKeys(rangeOf([owner]))
        : await shelf.index('number').getAllKeys(rangeOf([owner, number]));
    await Promise.all([...ids.map((id) => shelf.delete(id)), done]);
  }

  async bookmark(owner: string): Promise<string | undefined> {
    return await this.#db.get('bookmarks', owner);
  }

  async setBookmark(owner: string, position: string): Promise<void> {
    await this.#db.put('bookmarks', position, owner);
  }

  close(): void {
    this.#db.close();
  }

  async #write(kind: Kind, request: (shelf: Writable) => Promise<unknown>): Promise<void> {
    const transaction = this.#db.transaction(kind, 'readwrite', RELAXED);
    const written = request(transaction.store);
    // Said at once, since a page that is being closed hears of no success and so could not say it later.
    transaction.commit();
    await Promise.all([written, transaction.done]);
  }

  async #trim(kind: Kind, owner: string, { records, bytes }: Limits): Promise<void> {
    const { store: shelf, done } = this.#db.transaction(kind, 'readwrite', RELAXED);
    const index = shelf.index('time');
    const all = rangeOf([owner]);
    let excess = (await index.count(all)) - records;
    for (let old = excess > 0 && (await index.openKeyCursor(all)); old && excess > 0; excess -= 1) {
      await shelf.delete(old.primaryKey);
      old = await old.continue();
    }
    if (bytes !== undefined) {
      let weight = 0;
      for (let row = await index.openKeyCursor(all, 'prev'); row; row = await row.continue()) {
        weight += row.key[3];
        if (weight > bytes) await shelf.delete(row.primaryKey);
      }
    }
    await done;
  }
}

/** All keys that begin so, up to a row that is not among them. In the order of keys an array comes behind all else. */
function rangeOf(start: readonly string[], before?: Pick<Row, 'at' | 'id'>): IDBKeyRange {
  const end = before ? [before.at, before.id] : [[]];
  return IDBKeyRange.bound(start, [...start, ...end], false, true);
}
