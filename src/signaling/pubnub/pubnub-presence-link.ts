import { retryDelayMs } from '../../base/backoff.js';
import { later } from '../../base/lifetime.js';
import type { PubNubPresence, PubNubPresenceClient, PubNubRetryPolicy, PubNubStatus } from './pubnub-sdk.js';

/** A request that waits this long may be waiting for a connection that the poll holds. */
const CROWDED_MS = 1_500;
/** A poll that the service refuses is tried again after this long at the most. */
const PATIENT_MS = 60_000;

export interface PubNubPresenceLinkInit {
  /** Makes a client for presence alone. */
  readonly open: (policy: PubNubRetryPolicy) => Promise<PubNubPresenceClient>;
  readonly heard: (event: PubNubPresence) => void;
  /** We listen from now on: what was before has to be asked for. */
  readonly listening: () => void;
  /** Something may have been missed, or will be: `delayMs` is when it is worth asking. */
  readonly troubled: (delayMs: number) => void;
  readonly refused: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Listens to who comes and goes on some channels, with a client and a poll of its own.
 *
 * A lost network is nothing to stop for: the SDK goes on where it was. What is missed all the same can be asked for.
 */
export class PubNubPresenceLink {
  readonly #init: PubNubPresenceLinkInit;
  #opened: Promise<PubNubPresenceClient> | undefined;
  #client: PubNubPresenceClient | undefined;
  #wanted: readonly string[] = [];
  #subscribed: readonly string[] = [];
  #isChanging = false;
  /** Of the poll, one after the other. */
  #failures = 0;
  #stopWaiting = () => {};

  constructor(init: PubNubPresenceLinkInit) {
    this.#init = init;
    init.signal.addEventListener('abort', () => this.#client?.destroy());
  }

  /** The client, which is made when it is first wanted. */
  client(): Promise<PubNubPresenceClient> {
    this.#opened ??= this.#init.open(this.#policy).then(
      (client) => {
        this.#client = client;
        client.addListener({
          presence: (event) => {
            this.#failures = 0;
            this.#init.heard(event);
          },
          status: (status) => this.#onStatus(status),
        });
        if (this.#init.signal.aborted) client.destroy();
        return client;
      },
      (error: unknown) => {
        this.#opened = undefined;
        throw error;
      },
    );
    return this.#opened;
  }

  /** Listens to these channels from now on. All that is wanted in one task is one change. */
  listenTo(channels: readonly string[]): void {
    this.#wanted = channels.map((channel) => `${channel}-pnpres`);
    this.#change();
  }

  /** Takes up another poll. */
  renew(): void {
    this.#stopWaiting();
    if (this.#client) {
      this.#client.disconnect(true);
      this.#client.reconnect();
    } else if (this.#wanted.length > 0) this.#change();
  }

  setToken(token: string): void {
    this.#client?.setToken(token);
  }

  /**
   * Waits for an answer. A request that has none soon may have no connection, since a browser keeps only six to a host:
   * then the poll gives up its own.
   */
  async ask<T>(request: Promise<T>): Promise<T> {
    const stop = later(CROWDED_MS, this.#init.signal, () => this.renew());
    try {
      return await request;
    } finally {
      stop();
    }
  }

  #change(): void {
    if (this.#isChanging) return;
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.client().then(
        (client) => this.#subscribe(client),
        (error: unknown) => this.#onStopped(error),
      );
    });
  }

  #subscribe(client: PubNubPresenceClient): void {
    if (this.#init.signal.aborted) return;
    const gone = this.#subscribed.filter((channel) => !this.#wanted.includes(channel));
    const fresh = this.#wanted.filter((channel) => !this.#subscribed.includes(channel));
    this.#subscribed = this.#wanted;
    if (gone.length > 0) client.unsubscribe({ channels: gone });
    if (fresh.length > 0) client.subscribe({ channels: fresh });
  }

  readonly #policy: PubNubRetryPolicy = {
    shouldRetry: ({ path }, response, category) => {
      if (!path.startsWith('/v2/subscribe') || this.#init.signal.aborted) return false;
      if (category === 'PNTimeoutCategory') {
        this.#failures = 0;
        return true;
      }
      const { status = 0 } = (response ?? {}) as { readonly status?: number };
      if (status >= 400 && status < 500 && status !== 429) return false;
      this.#failures += 1;
      this.#init.troubled(retryDelayMs(this.#failures));
      return true;
    },
    // The end of a poll is no failure: the next begins at once.
    getDelay: () => (this.#failures === 0 ? 1 : retryDelayMs(this.#failures)),
    validate: () => true,
  };

  #onStatus({ category, error }: PubNubStatus): void {
    switch (category) {
      case 'PNConnectedCategory':
      case 'PNSubscriptionChangedCategory':
        this.#failures = 0;
        this.#init.listening();
        break;
      case 'PNConnectionErrorCategory':
      case 'PNDisconnectedUnexpectedlyCategory':
        this.#onStopped(error);
        break;
      default:
    }
  }

  /** The service refuses the poll. Another token may help, or somebody who switches presence on. */
  #onStopped(error: unknown): void {
    this.#init.refused(error);
    this.#failures += 1;
    const delayMs = retryDelayMs(this.#failures, { maxMs: PATIENT_MS });
    this.#stopWaiting();
    this.#stopWaiting = later(delayMs, this.#init.signal, () => this.renew());
  }
}
