import { PhoneError } from '../base/errors.js';
import { deferred, later } from '../base/lifetime.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { encodeNumber } from '../wire/number.js';
import { POLL_SECONDS, PubNubLink } from './pubnub-link.js';
import { makePubNubClient, type Json, type PubNubClient, type PubNubRetryPolicy } from './pubnub-sdk.js';
import type { Arrival, Signaling, SignalingEvents, SignalingState } from './signaling.js';
import { TokenWatch } from './token-watch.js';
import { within } from './within.js';

/** PubNub's own, where none is given (https://www.pubnub.com/docs/general/basics/origins). */
const DEFAULT_ORIGIN = 'ps.pndsn.com';
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.localhost)(:|\/|$)/;
/** A publish that waits this long may be waiting for a connection that the poll holds. */
const CROWDED_MS = 1_500;
/** How long a message waits for a token that the page fetches. */
const RENEWAL_LIMIT_MS = 5_000;
/** How the service says so of a message, with the same status as of a wrong key. */
const TOO_LARGE = /too large/i;
/** How the service says so of a token. */
const ENDED = /expired|revoked/i;

export interface PubNubOptions {
  /** Our number: the PubNub user id, and by it our inbox channel. */
  readonly number: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  /** An Access Manager token bound to the number as its user id. Without one, numbers are not verified. */
  readonly token?: string | undefined;
  /** Host, with port or path where needed. Always spoken to over TLS, but for this machine's own. */
  readonly origin?: string | undefined;
  /**
   * A client of the page, to share its connection. Its user id must be the number, and its event engine on (the default
   * since version 11). It stays the page's: closing a phone only ends the phone's subscription.
   */
  readonly client?: PubNubClient | undefined;
  readonly log?: Logger;
}

/**
 * Signaling over PubNub: one inbox channel per number, `in-` and the encoded number.
 *
 * Nothing is stored. Who wrote is the message's `publisher`, which Access Manager binds to the token's user id; without
 * Access Manager anybody with the keys may claim any number.
 */
export class PubNubSignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'pubnub';
  readonly #options: PubNubOptions;
  readonly #origin: string | undefined;
  readonly #link: PubNubLink;
  readonly #tokens: TokenWatch;
  #token: string | undefined;
  #renewed = deferred();

  /** @throws {PhoneError} `bad-option`, when the origin is no host, or the client another user's. */
  constructor(options: PubNubOptions) {
    super();
    const { number, token, client, log = silent } = options;
    this.#options = options;
    this.#origin = parseOrigin(options.origin);
    this.#token = token;
    if (client && client.getUserId() !== number) {
      throw new PhoneError('bad-option', "The user id of `client` must be the phone's number.");
    }
    this.#link = new PubNubLink({
      open: (policy) => this.#open(policy),
      isShared: client !== undefined,
      channel: inbox(number),
      log,
    });
    const { line } = this.#link;
    this.#tokens = new TokenWatch(
      (detail) => this.dispatchEvent(new CustomEvent('tokenexpiring', { detail })),
      line.signal,
    );
    line.addEventListener('statechange', () => this.#onState(line.state));
    this.#link.addEventListener('message', ({ detail: { message, ageMs } }) => {
      const detail: Arrival = { from: message.publisher ?? '', payload: message.message, ageMs };
      this.dispatchEvent(new CustomEvent('arrival', { detail }));
    });
  }

  get state(): SignalingState {
    return this.#link.line.state;
  }

  connect(): Promise<void> {
    return this.#link.line.connect();
  }

  async send(to: string, payload: object): Promise<void> {
    try {
      await this.#publish(to, payload);
    } catch (error) {
      if (!this.#mayRenew(error)) throw error;
      this.#tokens.refused();
      await within(RENEWAL_LIMIT_MS, this.#link.line.signal, this.#renewed.promise).catch(() => {
        throw error;
      });
      await this.#publish(to, payload);
    }
  }

  /** The SDK sends nothing when a page closes, so the publish is written by hand: a fetch that outlives the page. */
  sendLast(to: string, payload: object): void {
    const { publishKey, subscribeKey, number } = this.#options;
    const message = encodeURIComponent(JSON.stringify(payload));
    const query = new URLSearchParams({
      store: '0',
      uuid: number,
      ...(this.#token && { auth: this.#token }),
    });
    const path = `publish/${publishKey}/${subscribeKey}/0/${inbox(to)}/0/${message}?${query}`;
    const origin = this.#origin ?? DEFAULT_ORIGIN;
    fetch(`${isSecure(origin) ? 'https' : 'http'}://${origin}/${path}`, { keepalive: true }).catch(
      (error: unknown) =>
        this.#options.log?.({ level: 'debug', event: 'goodbye-not-sent', detail: { error: String(error) } }),
    );
  }

  setToken(token: string): void {
    this.#token = token;
    const { client, line, clock } = this.#link;
    if (client) {
      this.#useToken(client);
      this.#tokens.start(clock.now);
    }
    this.#renewed.resolve();
    this.#renewed = deferred();
    const { state } = line;
    // Whoever waits for `connect()` is told by the state: this one was settled when the last token was refused.
    if (state.phase === 'failed' && state.error.code === 'forbidden') line.connect().catch(() => {});
  }

  attend(closely: boolean): void {
    this.#link.line.attend(closely);
  }

  close(): void {
    this.#link.close();
  }

  async #open(retryConfiguration: PubNubRetryPolicy): Promise<PubNubClient> {
    const { number, publishKey, subscribeKey } = this.#options;
    const origin = this.#origin;
    const client =
      this.#options.client ??
      (await makePubNubClient({
        publishKey,
        subscribeKey,
        userId: number,
        ...(origin && { origin }),
        ssl: isSecure(origin ?? DEFAULT_ORIGIN),
        subscribeRequestTimeout: POLL_SECONDS,
        retryConfiguration,
      }));
    this.#useToken(client);
    return client;
  }

  #useToken(client: PubNubClient): void {
    if (!this.#token) return;
    client.setToken(this.#token);
    this.#tokens.take(readToken(client, this.#token));
  }

  async #publish(to: string, payload: object): Promise<void> {
    const { client, line } = this.#link;
    if (!client || line.signal.aborted) throw new PhoneError('network', 'The phone is not connected.');
    const stop = later(CROWDED_MS, line.signal, () => this.#link.makeRoom());
    try {
      await client.publish({ channel: inbox(to), message: payload as Json, storeInHistory: false });
    } catch (cause) {
      throw publishError(cause);
    } finally {
      stop();
    }
  }

  /** Whether it is the token's time that is over, and not the right to write to this number that is missing. */
  #mayRenew(error: unknown): boolean {
    const { clock } = this.#link;
    if (!(error instanceof PhoneError) || error.code !== 'forbidden') return false;
    return this.#tokens.isOver(clock.now) || ENDED.test(statusOf(error.cause).errorData?.message ?? '');
  }

  #onState(state: SignalingState): void {
    if (state.phase === 'ready') this.#tokens.start(this.#link.clock.now);
    this.dispatchEvent(new Event('statechange'));
    if (state.phase === 'failed' && state.error.code === 'forbidden') this.#tokens.refused();
  }
}

function inbox(number: string): string {
  return `in-${encodeNumber(number)}`;
}

/** @throws {PhoneError} `bad-option`, when it is not a host. */
function parseOrigin(origin: string | undefined): string | undefined {
  if (!origin) return undefined;
  if (!/^[\w.:[\]-]+(\/[\w./-]*)?$/.test(origin)) {
    throw new PhoneError('bad-option', '`origin` must be a host such as ps.pndsn.com, without https://.');
  }
  return origin.replace(/\/+$/, '');
}

function isSecure(origin: string): boolean {
  return !LOOPBACK.test(origin) || globalThis.location?.protocol === 'https:';
}

/** The SDK throws at some of what is no token, and returns nothing at the rest. */
function readToken(client: PubNubClient, token: string) {
  try {
    return client.parseToken(token);
  } catch {
    return undefined;
  }
}

/** What the SDK tells of a request that failed. */
function statusOf(cause: unknown) {
  interface Status {
    readonly statusCode?: number;
    readonly errorData?: { readonly message?: string };
  }
  return (cause as { readonly status?: Status }).status ?? {};
}

/** The SDK gives most failures the category PNUnknown, so the HTTP status decides, and for 400 the service's words. */
function publishError(cause: unknown): PhoneError {
  const { statusCode, errorData } = statusOf(cause);
  const isTooLarge = TOO_LARGE.test(JSON.stringify(errorData ?? ''));
  switch (isTooLarge ? 413 : statusCode) {
    case 400:
      return new PhoneError('bad-keys', 'The signaling service does not know this publish key.', { cause });
    case 403:
      return new PhoneError('forbidden', 'The signaling service does not allow this phone to write.', {
        cause,
      });
    case 413:
    case 414:
      return new PhoneError('too-large', 'The message is too large for the signaling service.', { cause });
    default:
      return new PhoneError('network', 'The signaling service could not be reached.', { cause });
  }
}
