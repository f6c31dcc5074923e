import { CallHistory } from './call-history.js';
import { Keeper, type KeeperInit } from './keeper.js';
import { MessageHistory } from './message-history.js';
import { PhotoHistory } from './photo-history.js';

/**
 * What was there before: calls, messages and photos of one number, in this browser alone.
 *
 * Making one opens nothing. With `off` nothing is written or kept, not even for the page.
 */
export class Archive {
  readonly calls: CallHistory;
  readonly messages: MessageHistory;
  readonly photos: PhotoHistory;
  readonly #keeper: Keeper;

  constructor(init: KeeperInit) {
    this.#keeper = new Keeper(init);
    this.calls = new CallHistory(this.#keeper);
    this.messages = new MessageHistory(this.#keeper);
    this.photos = new PhotoHistory(this.#keeper);
  }

  /** Whether nothing is written or kept. */
  get off(): boolean {
    return this.#keeper.state.phase === 'off';
  }

  /**
   * Up to where this number has read what the signaling service keeps for it: the `position` of the last one that was
   * recalled. Without it, what the person has deleted here would come back.
   *
   * @throws {PhoneError} `failed`.
   */
  async bookmark(): Promise<string | undefined> {
    const keeper = this.#keeper;
    return this.off ? undefined : await keeper.use((store) => store.bookmark(keeper.owner));
  }

  /** @throws {PhoneError} `failed`. */
  async setBookmark(position: string): Promise<void> {
    const keeper = this.#keeper;
    if (!this.off) await keeper.use((store) => store.setBookmark(keeper.owner, position));
  }

  /** Hears the other tabs no longer, and lets go of the database until something is asked again. */
  close(): void {
    this.#keeper.close();
  }
}
