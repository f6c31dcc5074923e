import { PhoneError } from '../base/errors.js';
import { later, unlessAborted } from '../base/lifetime.js';
import { silent, type Logger } from '../base/log.js';
import { MemoryStore } from './memory-store.js';
import { Nudges } from './nudges.js';
import type { Kind, Store } from './store.js';

/** Some browsers never answer when they are asked for a database. After so many milliseconds we do without. */
const OPEN_TIMEOUT_MS = 3_000;

/**
 * Where what was there before is kept.
 *
 * - `idle`: nobody has asked yet.
 * - `kept`: in this browser, until it is deleted.
 * - `page-only`: for as long as the page is open, since the browser gives it no database (private windows, frames without
 *   an origin, storage that is switched off).
 * - `off`: nowhere. The page wants no history.
 */
export interface HistoryState {
  readonly phase: 'idle' | 'kept' | 'page-only' | 'off';
}

export interface KeeperInit {
  readonly number: string;
  readonly off?: boolean;
  readonly log?: Logger;
}

/** In place of a database. It outlives the phone: one that is made anew on the same page shows the same. */
const pageMemory = new MemoryStore();

/** Finds the place where the records of one number are kept, and lets the other tabs know what changes there. */
export class Keeper {
  readonly owner: string;

  readonly #log: Logger;
  readonly #nudges: Nudges;
  readonly #listeners: Partial<Record<Kind, () => void>> = {};
  #state: HistoryState;
  #opening: Promise<Store> | undefined;
  #ready: Store | undefined;

  constructor({ number, off = false, log = silent }: KeeperInit) {
    this.owner = number;
    this.#state = Object.freeze({ phase: off ? 'off' : 'idle' });
    this.#log = log;
    this.#nudges = new Nudges(number, (kind) => this.#listeners[kind]?.());
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** Runs whenever records of a kind are others than before, by whichever tab. */
  onChange(kind: Kind, listener: () => void): void {
    this.#listeners[kind] = listener;
  }

  /**
   * Does something with the store. Where that is open it has begun when this returns: a page that is being closed may get
   * no further.
   *
   * @throws {PhoneError} `failed`, with the database's own error as cause: the disk is full, for one.
   */
  async use<Result>(task: (store: Store) => Promise<Result>): Promise<Result> {
    try {
      return await this.#attempt(task);
    } catch (cause) {
      throw PhoneError.from(cause, 'failed', 'The history could not be read or written.');
    }
  }

  /** The same for what changes records of a kind, unless it resolves with false: that it has changed nothing. */
  async write(kind: Kind, task: (store: Store) => Promise<unknown>): Promise<void> {
    const outcome = await this.use((store) => {
      const written = task(store);
      if (this.#nudges.leaving) this.#nudges.tell(kind);
      return written;
    });
    if (outcome === false) return;
    this.#nudges.tell(kind);
    this.#listeners[kind]?.();
  }

  /** Hears the other tabs no longer, and lets go of the database until somebody asks again. */
  close(): void {
    this.#nudges.close();
    void this.#opening?.then((store) => store.close());
    this.#forget();
  }

  async #attempt<Result>(task: (store: Store) => Promise<Result>): Promise<Result> {
    try {
      return await task(this.#ready ?? (await this.#store()));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
    }
    // The browser has closed the database without a word, as it may while a page sleeps.
    this.#forget();
    return await task(await this.#store());
  }

  #forget(): void {
    this.#opening = undefined;
    this.#ready = undefined;
  }

  #store(): Promise<Store> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Store> {
    this.#nudges.listen();
    const store = await this.#find();
    if (this.#state.phase !== 'off')
      this.#state = Object.freeze({ phase: store.lasts ? 'kept' : 'page-only' });
    if (this.#opening) this.#ready = store;
    return store;
  }

  async #find(): Promise<Store> {
    const opened = import('./database.js').then(({ Database }) => Database.open(() => this.#forget()));
    const late = new AbortController();
    const stop = later(OPEN_TIMEOUT_MS, late.signal, () => late.abort());
    try {
      return await unlessAborted(opened, late.signal);
    } catch (error) {
      opened.then(
        (database) => database.close(),
        () => {}, // It is the error at hand.
      );
      const detail = { error: error instanceof Error ? error.name : String(error) };
      this.#log({ level: 'warn', event: 'history-page-only', detail });
      return pageMemory;
    } finally {
      stop();
    }
  }
}
