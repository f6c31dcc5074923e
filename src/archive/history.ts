import { typedEventTarget } from '../base/typed-event-target.js';
import type { HistoryState, Keeper } from './keeper.js';
import type { Kind, Limits, Row } from './store.js';

/** How many records a page of a list has, unless it is told. */
const PAGE = 50;

/** What every record has. */
export interface HistoryEntry {
  /** Unique among the records of its kind. */
  readonly id: string;
  /** The number at the other end. */
  readonly number: string;
}

export interface HistoryEvents {
  /** What is kept is not what it was, by this tab or by another one of the same number. */
  change: Event;
}

/** Which records are wanted: the newest ones, unless there is more to say. */
export interface HistoryPage<Entry> {
  /** Only those with this number at the other end. */
  readonly number?: string;
  /** Only those that come behind this one: the last of the page before. */
  readonly before?: Entry;
  /** How many at the most. By default 50. */
  readonly limit?: number;
}

export interface HistoryInit<Entry> {
  readonly keeper: Keeper;
  readonly kind: Kind;
  readonly limits: Limits;
  /** With a `number`, the record is found by that and not by its own. */
  readonly rowOf: (
    entry: Entry,
  ) => Omit<Row, 'owner' | 'id' | 'number' | 'entry'> & { readonly number?: string };
}

/**
 * Records of one kind and one number, the newest first. All tabs of the browser that have this number share them.
 *
 * Making one opens nothing: the database is opened when somebody asks, and from then on `state` says what it is worth.
 */
export abstract class History<Entry extends HistoryEntry> extends typedEventTarget<HistoryEvents>() {
  readonly #init: HistoryInit<Entry>;

  constructor(init: HistoryInit<Entry>) {
    super();
    this.#init = init;
    init.keeper.onChange(init.kind, () => this.dispatchEvent(new Event('change')));
  }

  /** Where it is kept. Known once something has been asked. */
  get state(): HistoryState {
    return this.#init.keeper.state;
  }

  /** @throws {PhoneError} `failed`, when the database cannot be read. */
  async list({ number, before, limit = PAGE }: HistoryPage<Entry> = {}): Promise<readonly Entry[]> {
    if (this.#isOff) return [];
    const { keeper, kind } = this.#init;
    const query = { number, before: before && this.#row(before), limit };
    const rows = await keeper.use((store) => store.list(kind, keeper.owner, query));
    return rows.map(({ entry }) => entry as Entry);
  }

  /** Deletes one, in all tabs. Also works while the history is off. @throws {PhoneError} `failed`. */
  async delete(id: string): Promise<void> {
    const { keeper, kind } = this.#init;
    await keeper.write(kind, (store) => store.remove(kind, keeper.owner, id));
  }

  /** Deletes all, or all with one number, in all tabs. Also works while the history is off. @throws {PhoneError} `failed`. */
  async clear(number?: string): Promise<void> {
    const { keeper, kind } = this.#init;
    await keeper.write(kind, (store) => store.clear(kind, keeper.owner, number));
  }

  /** Keeps a record, in place of one with the same id. @internal */
  protected async put(entry: Entry): Promise<void> {
    if (this.#isOff) return;
    const { keeper, kind, limits } = this.#init;
    await keeper.write(kind, (store) => store.put(kind, this.#row(entry), limits));
  }

  /** Keeps a record; where there is one with the same id, what `merge` makes of the two, or that one. @internal */
  protected async putIfNew(
    entry: Entry,
    merge: (old: Entry) => Entry | undefined = () => undefined,
  ): Promise<void> {
    if (this.#isOff) return;
    const { keeper, kind, limits } = this.#init;
    await keeper.write(kind, async (store) => {
      const isNew = await store.add(kind, this.#row(entry), limits);
      return isNew || (await store.change(kind, keeper.owner, entry.id, this.#changing(merge)));
    });
  }

  /** Puts another record in the place of one, if that is there. @internal */
  protected async revise(id: string, change: (entry: Entry) => Entry | undefined): Promise<void> {
    if (this.#isOff) return;
    const { keeper, kind } = this.#init;
    await keeper.write(kind, (store) => store.change(kind, keeper.owner, id, this.#changing(change)));
  }

  /** Those that the person has not seen, or some of them. @internal */
  protected async listUnseen(which: (entry: Entry) => boolean = () => true): Promise<readonly Entry[]> {
    if (this.#isOff) return [];
    const { keeper, kind } = this.#init;
    const rows = await keeper.use((store) => store.unseen(kind, keeper.owner));
    return rows.map(({ entry }) => entry as Entry).filter(which);
  }

  /** Puts others in the place of those that the person has not seen, or of some of them, at once. @internal */
  protected async reviseUnseen(
    change: (entry: Entry) => Entry,
    which?: (entry: Entry) => boolean,
  ): Promise<void> {
    const unseen = await this.listUnseen(which);
    if (unseen.length === 0) return;
    const { keeper, kind } = this.#init;
    const changing = this.#changing(change);
    await keeper.write(kind, (store) =>
      Promise.all(unseen.map(({ id }) => store.change(kind, keeper.owner, id, changing))),
    );
  }

  get #isOff(): boolean {
    return this.state.phase === 'off';
  }

  #row(entry: Entry): Row {
    const { keeper, rowOf } = this.#init;
    const { id, number } = entry;
    return { owner: keeper.owner, id, number, ...rowOf(entry), entry };
  }

  #changing(change: (entry: Entry) => Entry | undefined): (row: Row) => Row | undefined {
    return ({ entry }) => {
      const next = change(entry as Entry);
      return next && this.#row(next);
    };
  }
}
