import { PhoneError } from '../../base/errors.js';
import { deferred, later } from '../../base/lifetime.js';
import type { Logger } from '../../base/log.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import { Lifeline } from '../lifeline.js';
import type { PubNubClient, PubNubMessage, PubNubRetryPolicy, PubNubStatus } from './pubnub-sdk.js';
import { ServiceClock } from './service-clock.js';
import { openLimitMs, within } from '../within.js';

/** Shorter than the service's 280 s. With the 5 s for an answer, a dead line is noticed within 40. */
export const POLL_SECONDS = 35;
/** The SDK has stopped without a word when a poll neither ended nor brought anything for this long. */
const POLL_LIMIT_MS = (POLL_SECONDS + 10) * 1_000;
const HANDSHAKE_LIMIT_MS = 5_000;
/** A message may come this late from a distant region of the service, behind newer ones. */
const LATE_MS = 2_000;

export interface PubNubLinkEvents {
  message: CustomEvent<{ readonly message: PubNubMessage; readonly ageMs: number }>;
}

export interface PubNubLinkInit {
  /** Makes the client, or hands over the page's own, which then is asked no policy. */
  readonly open: (policy: PubNubRetryPolicy) => Promise<PubNubClient>;
  /** Whether the client is the page's own: it is not destroyed, and others listen to it too. */
  readonly isShared: boolean;
  readonly channel: string;
  readonly log: Logger;
}

/**
 * One subscription that stays alive, and says truly how it stands.
 *
 * The SDK forgets where it was when it is told to reconnect twice, retries in silence, and may stop for good without a
 * word. So it is left nothing to decide: the link remembers the newest timetoken, tries again itself, and is told of
 * every poll that ends.
 */
export class PubNubLink extends typedEventTarget<PubNubLinkEvents>() {
  readonly line: Lifeline;
  readonly clock = new ServiceClock();

  readonly #init: PubNubLinkInit;
  #client: PubNubClient | undefined;
  /** The timetoken of the beginning. Nothing older is for us. */
  #start = '';
  /** The timetoken of the newest message, or of the beginning. Empty before that. */
  #cursor = '';
  #isSubscribed = false;
  /** Our own `disconnect()` is told like a failure. */
  #isDropping = false;
  #handshake: ReturnType<typeof deferred> | undefined;
  #held: PubNubMessage[] = [];
  #rescuedAt = '';
  #stopPollLimit = () => {};

  constructor(init: PubNubLinkInit) {
    super();
    this.#init = init;
    const { log } = init;
    this.line = new Lifeline({
      open: (attempt) => this.#open(attempt),
      ask: (limitMs) => this.#askTime(limitMs),
      quietMs: POLL_SECONDS * 1_000,
      log,
    });
  }

  /** The SDK's client. Undefined before `line.connect()`. */
  get client(): PubNubClient | undefined {
    return this.#client;
  }

  /**
   * Takes up another poll, so that a request behind it gets its connection.
   *
   * A browser keeps six connections to a host under HTTP/1.1. Where six tabs poll, nothing else ever leaves.
   */
  makeRoom(): void {
    if (this.line.state.phase !== 'ready' || this.#handshake || this.#init.isShared) return;
    this.#drop();
    this.#resume();
  }

  close(): void {
    if (this.line.signal.aborted) return;
    this.line.close();
    const client = this.#client;
    if (!client) return;
    client.removeListener(this.#listener);
    if (this.#init.isShared) client.unsubscribe({ channels: [this.#init.channel] });
    else client.destroy();
  }

  readonly #listener = {
    message: (event: PubNubMessage) => this.#onMessage(event),
    status: (event: PubNubStatus) => this.#onStatus(event),
  };

  /** Failures are ours to repeat. The end of a poll is none: the next begins at once, while we ask if the service lives. */
  readonly #policy: PubNubRetryPolicy = {
    shouldRetry: ({ path }, _response, category) => {
      if (category !== 'PNTimeoutCategory' || !path.startsWith('/v2/subscribe')) return false;
      if (this.#handshake || this.line.signal.aborted) return false;
      this.#polling();
      this.line.check();
      return true;
    },
    getDelay: () => 1,
    validate: () => true,
  };

  async #open(attempt: number): Promise<void> {
    const client = (this.#client ??= await this.#makeClient());
    const isAgain = this.#isSubscribed;
    if (isAgain) {
      this.#drop();
      // First, since what waits for us is judged by its age.
      await this.#askTime(openLimitMs(attempt));
    }
    const handshake = deferred();
    this.#handshake = handshake;
    try {
      this.#isSubscribed = true;
      if (isAgain) this.#resume();
      else client.subscribe({ channels: [this.#init.channel] });
      await within(HANDSHAKE_LIMIT_MS, this.line.signal, handshake.promise);
    } catch (error) {
      throw isAgain ? error : doubted(error);
    } finally {
      this.#handshake = undefined;
    }
    this.#polling();
  }

  async #makeClient(): Promise<PubNubClient> {
    const client = await this.#init.open(this.#policy);
    if (this.line.signal.aborted) {
      if (!this.#init.isShared) client.destroy();
      throw this.line.signal.reason;
    }
    client.addListener(this.#listener);
    return client;
  }

  async #askTime(limitMs: number): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const { timetoken } = await within(limitMs, this.line.signal, client.time());
    this.clock.set(timetoken);
  }

  #drop(): void {
    this.#isDropping = true;
    this.#client?.disconnect(true);
    this.#isDropping = false;
    this.#stopPollLimit();
  }

  #resume(): void {
    this.#client?.reconnect({ timetoken: this.#from() });
    this.#polling();
  }

  /** Where to go on: at the newest message, or a little before it while older ones may still be behind it. */
  #from(): string {
    if (this.#cursor === '' || this.#init.isShared) return this.#cursor;
    if (this.clock.ageMs(this.#cursor) > 2 * LATE_MS) return this.#cursor;
    const earlier = String(BigInt(this.#cursor) - BigInt(LATE_MS * 10_000));
    return isNewer(earlier, this.#start) ? earlier : this.#start;
  }

  /** A poll has begun, and one of ours must end in time. What ends others we do not hear. */
  #polling(): void {
    this.#stopPollLimit();
    if (this.#init.isShared) return;
    this.#stopPollLimit = later(POLL_LIMIT_MS, this.line.signal, () => this.line.lost());
  }

  #onMessage(message: PubNubMessage): void {
    this.#advance(message.timetoken);
    this.line.heard();
    this.#polling();
    if (message.channel !== this.#init.channel) return;
    if (this.clock.isSure && this.#held.length === 0) this.#deliver(message);
    else if (this.#held.push(message) === 1) void this.#deliverOnTime();
  }

  /** After a sleep nobody knows how old a message is, before the service has said what time it is. */
  async #deliverOnTime(): Promise<void> {
    const { log } = this.#init;
    await this.#askTime(HANDSHAKE_LIMIT_MS).catch((error: unknown) =>
      log({ level: 'debug', event: 'signaling-time-unknown', detail: { error: String(error) } }),
    );
    for (const message of this.#held.splice(0)) this.#deliver(message);
  }

  #deliver(message: PubNubMessage): void {
    if (this.line.signal.aborted) return;
    const ageMs = this.clock.ageMs(message.timetoken);
    this.dispatchEvent(new CustomEvent('message', { detail: { message, ageMs } }));
  }

  #onStatus(status: PubNubStatus): void {
    if (this.#isDropping) return;
    switch (status.category) {
      case 'PNConnectedCategory':
      case 'PNSubscriptionChangedCategory':
        this.#onConnected(status);
        break;
      case 'PNConnectionErrorCategory':
      case 'PNDisconnectedUnexpectedlyCategory':
        if (this.#handshake) this.#handshake.reject(refusal(status.error));
        else this.line.lost();
        break;
      case 'PNUnknownCategory':
        this.#rescue(status);
        break;
      default:
    }
  }

  #onConnected({ currentTimetoken, affectedChannels }: PubNubStatus): void {
    const timetoken = String(currentTimetoken ?? '');
    if (timetoken.length < 17 || !affectedChannels?.includes(this.#init.channel)) return;
    if (this.#start === '') {
      this.#start = timetoken;
      this.#advance(timetoken);
      // Of a client that was connected before us it is the time of its last message.
      if (!this.#init.isShared) this.clock.set(timetoken);
    }
    if (this.#handshake) this.#handshake.resolve();
    // Somebody else has reconnected this client, from now on instead of from where it was.
    else if (isNewer(timetoken, this.#cursor)) this.line.lost();
  }

  /** A listener of the page threw, and took the rest of its batch with it. Fetched once more, and once only. */
  #rescue({ error }: PubNubStatus): void {
    if (error !== true || this.#rescuedAt === this.#cursor) return;
    this.#rescuedAt = this.#cursor;
    this.line.lost();
  }

  #advance(timetoken: string): void {
    if (isNewer(timetoken, this.#cursor)) this.#cursor = timetoken;
    this.clock.atLeast(timetoken);
  }
}

function isNewer(timetoken: string, than: string): boolean {
  return timetoken.length === than.length ? timetoken > than : timetoken.length > than.length;
}

/** Why a subscription failed, by the SDK's name for it. */
function refusal(category: unknown): PhoneError {
  switch (category) {
    case 'PNAccessDeniedCategory':
      return new PhoneError('forbidden', 'The signaling service refused the token, or wants one.');
    case 'PNBadRequestCategory':
      return new PhoneError('bad-keys', 'The signaling service does not know this subscribe key.');
    default:
      return new PhoneError('network', 'The signaling service could not be reached.', { cause: category });
  }
}

/** The SDK takes what it cannot read for a bad request. Only behind an answer of the service it is believed. */
function doubted(error: unknown): unknown {
  if (!(error instanceof PhoneError) || error.code !== 'bad-keys') return error;
  return new PhoneError('network', error.message, { cause: error });
}
