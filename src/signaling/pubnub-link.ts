import { retryDelayMs } from '../base/backoff.js';
import { PhoneError } from '../base/errors.js';
import { deferred, later, pause } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import {
  makePubNubClient,
  type PubNubClient,
  type PubNubConfiguration,
  type PubNubMessage,
  type PubNubRequest,
  type PubNubStatus,
} from './pubnub-sdk.js';
import type { SignalingState } from './signaling.js';

/** Shorter than the service's 280 s, so that a dead line is noticed; each end of a poll proves that we are alive. */
const POLL_SECONDS = 40;
const WATCHDOG_MS = POLL_SECONDS * 1_500;
/** Retries of the long poll stay this close together: the first ring after an outage should not wait. */
const MAX_RETRY_MS = 1_000;

export interface PubNubLinkEvents {
  statechange: Event;
  message: CustomEvent<{ readonly message: PubNubMessage; readonly ageMs: number }>;
}

export type PubNubLinkInit = Pick<
  PubNubConfiguration,
  'publishKey' | 'subscribeKey' | 'userId' | 'origin' | 'ssl'
> & {
  readonly token?: string | undefined;
  readonly channel: string;
  readonly log: Logger;
};

/**
 * One subscription that stays alive, and says truly how it stands.
 *
 * The SDK forgets where it was when it is told to reconnect twice, retries in silence, and may stop for good without a
 * word. So the link remembers the newest timetoken itself, sees every failed poll through the retry policy, and asks the
 * service for the time to learn whether it is back.
 */
export class PubNubLink extends typedEventTarget<PubNubLinkEvents>() {
  readonly #init: PubNubLinkInit;
  readonly #life = new AbortController();
  readonly #ready = deferred();
  #client: PubNubClient | undefined;
  #state: SignalingState = { phase: 'offline' };
  #cursor = '';
  /** The service's clock at the moment `performance.now()` was zero, in milliseconds. */
  #epochMs = 0;
  #retryMs = 1;
  #probing = false;
  #calmWatchdog = () => {};

  constructor(init: PubNubLinkInit) {
    super();
    this.#init = init;
    this.#ready.promise.catch(() => {});
  }

  get state(): SignalingState {
    return this.#state;
  }

  /** The SDK's client. Undefined before `connect()`. */
  get client(): PubNubClient | undefined {
    return this.#client;
  }

  /** Subscribes. Resolves when the service listens for us; rejects when it refuses to. */
  async connect(): Promise<void> {
    if (this.#state.phase !== 'offline') return this.#ready.promise;
    this.#become({ phase: 'connecting' });
    const { token, channel, log: _log, ...keys } = this.#init;
    const client = await makePubNubClient({
      ...keys,
      subscribeRequestTimeout: POLL_SECONDS,
      transactionalRequestTimeout: 6,
      listenToBrowserNetworkEvents: false,
      retryConfiguration: {
        shouldRetry: (request, _response, category, attempt) =>
          this.#onFailure(request, category, attempt ?? 1),
        getDelay: () => this.#retryMs,
        validate: () => true,
      },
    });
    if (this.#life.signal.aborted) return client.destroy(true);
    this.#client = client;
    if (token) client.setToken(token);
    client.addListener({
      message: (event) => this.#onMessage(event),
      status: (event) => this.#onStatus(event),
    });
    client.subscribe({ channels: [channel] });
    this.#watchPage();
    return this.#ready.promise;
  }

  close(): void {
    if (this.#life.signal.aborted) return;
    const error = new PhoneError('bad-state', 'The phone has been closed.');
    this.#life.abort(error);
    this.#ready.reject(error);
    this.#client?.unsubscribeAll();
    this.#client?.destroy();
    this.#become({ phase: 'offline' });
  }

  #onMessage(message: PubNubMessage): void {
    this.#alive();
    this.#advance(message.timetoken);
    const ageMs = Math.max(0, this.#serviceNow() - timeOf(message.timetoken));
    this.dispatchEvent(new CustomEvent('message', { detail: { message, ageMs } }));
  }

  #onStatus({ category, error, currentTimetoken }: PubNubStatus): void {
    if (category === 'PNConnectedCategory') {
      this.#setClock(currentTimetoken);
      if (currentTimetoken) this.#advance(String(currentTimetoken));
      this.#alive();
      this.#ready.resolve();
      this.#become({ phase: 'ready' });
    } else if (error === 'PNAccessDeniedCategory' || error === 'PNBadRequestCategory') {
      this.#fail(error);
    } else if (
      category === 'PNConnectionErrorCategory' ||
      category === 'PNDisconnectedUnexpectedlyCategory'
    ) {
      this.#recover();
    }
  }

  /** A request failed. True when the SDK should try it again by itself: the long poll, unless it was refused. */
  #onFailure({ path }: PubNubRequest, category: string | undefined, attempt: number): boolean {
    if (!path.startsWith('/v2/subscribe') || this.#life.signal.aborted) return false;
    if (category === 'PNAccessDeniedCategory' || category === 'PNBadRequestCategory') return false;
    if (category === 'PNTimeoutCategory') {
      this.#retryMs = 1;
      this.#alive();
      return true;
    }
    this.#retryMs = retryDelayMs(attempt, { maxMs: MAX_RETRY_MS });
    this.#recover();
    return true;
  }

  #fail(category: string): void {
    const error =
      category === 'PNAccessDeniedCategory'
        ? new PhoneError('forbidden', 'The signaling service refused the token, or wants one.')
        : new PhoneError('bad-keys', 'The signaling service does not know this subscribe key.');
    this.#calmWatchdog();
    this.#become({ phase: 'failed', error });
    this.#ready.reject(error);
  }

  /** Says that the line is lost, and asks for the service's time until there is an answer; then takes up the poll again. */
  #recover(): void {
    if (this.#probing || this.#life.signal.aborted) return;
    this.#probing = true;
    void this.#probeUntilBack();
  }

  async #probeUntilBack(): Promise<void> {
    for (let attempt = 1; this.#probing; attempt += 1) {
      this.#become({ phase: 'reconnecting', attempt });
      this.#probing = !(await this.#probe(retryDelayMs(attempt, { maxMs: MAX_RETRY_MS })));
    }
  }

  /** One try after a delay. True when the line is back, or nobody wants it any more. */
  async #probe(delayMs: number): Promise<boolean> {
    const { signal } = this.#life;
    try {
      await pause(delayMs, signal);
      this.#setClock((await this.#client?.time())?.timetoken);
      this.#kick();
      this.#become({ phase: this.#cursor === '' ? 'connecting' : 'ready' });
      return true;
    } catch (error) {
      this.#init.log({ level: 'debug', event: 'signaling-unreachable', detail: { error: String(error) } });
      return signal.aborted;
    }
  }

  /** Gives up the poll that may be dead and begins another one where the last message was. */
  #kick(): void {
    if (this.#cursor === '') return;
    this.#client?.disconnect(true);
    this.#client?.reconnect({ timetoken: this.#cursor });
    this.#alive();
  }

  #alive(): void {
    this.#calmWatchdog();
    this.#calmWatchdog = later(WATCHDOG_MS, this.#life.signal, () => this.#recover());
  }

  /** A page that wakes up asks at once: its poll may have died in its sleep, and its clock has stood still. */
  #watchPage(): void {
    if (typeof window === 'undefined') return;
    const { signal } = this.#life;
    const check = () => this.#recover();
    window.addEventListener('online', check, { signal });
    window.addEventListener('pageshow', (event) => event.persisted && check(), { signal });
  }

  #advance(timetoken: string): void {
    if (timetoken.length > this.#cursor.length || timetoken > this.#cursor) this.#cursor = timetoken;
    this.#epochMs = Math.max(this.#epochMs, timeOf(timetoken) - performance.now());
  }

  #setClock(timetoken: string | number | undefined): void {
    if (timetoken !== undefined) this.#epochMs = timeOf(timetoken) - performance.now();
  }

  #serviceNow(): number {
    return this.#epochMs + performance.now();
  }

  #become(state: SignalingState): void {
    if (this.#life.signal.aborted && state.phase !== 'offline') return;
    if (state.phase === this.#state.phase && state.phase !== 'reconnecting') return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}

/** Milliseconds since 1970 of a PubNub timetoken, which counts in 100 ns. */
function timeOf(timetoken: string | number): number {
  return Number(timetoken) / 10_000;
}
