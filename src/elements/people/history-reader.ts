import type { ReactiveController, ReactiveElement } from 'lit';

import { oneAtATime } from '../base/one-at-a-time.js';
import { Sight } from '../base/sight.js';
import type { CallHistory, CallRecord } from '../../archive/call-history.js';

/** How many calls are read at once, and how many more each time. */
const PAGE = 20;

/**
 * Reads past calls for an element, the newest ones first, and reads them anew whenever they change.
 *
 * What was missed counts as seen once the element was in sight with it.
 */
export class HistoryReader implements ReactiveController {
  /** Reads as much as before. */
  readonly read = oneAtATime(() => this.#readOnce());
  /** Undefined until they were read. */
  calls: readonly CallRecord[] | undefined;
  /** Whether there are older ones than these. */
  hasMore = false;
  /** Whether they could not be read. */
  hasFailed = false;

  readonly #host: ReactiveElement;
  readonly #failed: (error: unknown) => void;
  readonly #sight: Sight;
  #history: CallHistory | undefined;
  #watch: AbortController | undefined;
  #limit = PAGE;

  /** @param failed Something could not be read or written. */
  constructor(host: ReactiveElement, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
    this.#sight = new Sight(host, () => this.#markSeen());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  /** Reads this history from now on. */
  follow(history: CallHistory | undefined): void {
    if (history === this.#history) return;
    this.#watch?.abort();
    this.#watch = new AbortController();
    this.#history = history;
    this.#limit = PAGE;
    this.calls = undefined;
    this.hasMore = false;
    this.hasFailed = false;
    history?.addEventListener('change', () => void this.read(), this.#watch);
    void this.read();
  }

  /** Reads older ones as well. */
  async readMore(): Promise<void> {
    this.#limit += PAGE;
    await this.read();
  }

  async #readOnce(): Promise<void> {
    const history = this.#history;
    const limit = this.#limit;
    try {
      // One more, to know whether there is one.
      const calls = await history?.list({ limit: limit + 1 });
      if (history !== this.#history) return;
      this.calls = calls?.slice(0, limit);
      this.hasMore = (calls?.length ?? 0) > limit;
      this.hasFailed = false;
      this.#markSeen();
    } catch (error) {
      if (history !== this.#history) return;
      this.hasFailed = true;
      this.#failed(error);
    }
    this.#host.requestUpdate();
  }

  #markSeen(): void {
    if (!this.#sight.isSeen || !this.calls?.some(({ missed, seen }) => missed && !seen)) return;
    this.#history?.markSeen().catch(this.#failed);
  }
}
