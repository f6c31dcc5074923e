import type { Kind, Limits, Query, Row, Store } from './store.js';

/** Keeps rows for as long as the page is open, where the browser gives no database. */
export class MemoryStore implements Store {
  readonly lasts = false;
  readonly #rows: Readonly<Record<Kind, Map<string, Row>>> = {
    calls: new Map(),
    messages: new Map(),
    photos: new Map(),
  };
  readonly #bookmarks = new Map<string, string>();

  async list(kind: Kind, owner: string, { number, before, limit }: Query): Promise<readonly Row[]> {
    const rows = this.#of(kind, owner).filter(
      (row) => (number === undefined || row.number === number) && (!before || order(before, row) < 0),
    );
    return rows.slice(0, limit);
  }

  async unseen(kind: Kind, owner: string): Promise<readonly Row[]> {
    return this.#of(kind, owner).filter(({ unseen }) => unseen);
  }

  async put(kind: Kind, row: Row, { records, bytes = Infinity }: Limits): Promise<void> {
    this.#rows[kind].set(key(row.owner, row.id), row);
    let weight = 0;
    for (const [index, each] of this.#of(kind, row.owner).entries()) {
      weight += each.bytes;
      if (index >= records || weight > bytes) this.#rows[kind].delete(key(each.owner, each.id));
    }
  }

  async add(kind: Kind, row: Row, limits: Limits): Promise<boolean> {
    if (this.#rows[kind].has(key(row.owner, row.id))) return false;
    await this.put(kind, row, limits);
    return true;
  }

  async change(
    kind: Kind,
    owner: string,
    id: string,
    change: (row: Row) => Row | undefined,
  ): Promise<boolean> {
    const row = this.#rows[kind].get(key(owner, id));
    const next = row && change(row);
    if (next) this.#rows[kind].set(key(owner, id), next);
    return next !== undefined;
  }

  async remove(kind: Kind, owner: string, id: string): Promise<void> {
    this.#rows[kind].delete(key(owner, id));
  }

  async clear(kind: Kind, owner: string, number?: string): Promise<void> {
    for (const row of this.#of(kind, owner))
      if (number === undefined || row.number === number) this.#rows[kind].delete(key(owner, row.id));
  }

  async bookmark(owner: string): Promise<string | undefined> {
    return this.#bookmarks.get(owner);
  }

  async setBookmark(owner: string, position: string): Promise<void> {
    this.#bookmarks.set(owner, position);
  }

  /** Another phone of the page may be given the same number: nothing goes before the page does. */
  close(): void {}

  #of(kind: Kind, owner: string): Row[] {
    return [...this.#rows[kind].values()].filter((row) => row.owner === owner).toSorted(order);
  }
}

const key = (owner: string, id: string) => JSON.stringify([owner, id]);

/** The newest first; as keys of a database are ordered. */
function order(a: Pick<Row, 'at' | 'id'>, b: Pick<Row, 'at' | 'id'>): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
