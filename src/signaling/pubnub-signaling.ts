import { PhoneError } from '../base/errors.js';
import { silent, type Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { encodeNumber } from '../wire/number.js';
import { PubNubLink } from './pubnub-link.js';
import type { Arrival, Signaling, SignalingEvents, SignalingState } from './signaling.js';

/** PubNub's own, where none is given (https://www.pubnub.com/docs/general/basics/origins). */
const DEFAULT_ORIGIN = 'ps.pndsn.com';
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.localhost)(:|\/|$)/;

export interface PubNubOptions {
  /** Our number: the PubNub user id, and by it our inbox channel. */
  readonly number: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  /** An Access Manager token bound to the number as its user id. Without one, numbers are not verified. */
  readonly token?: string | undefined;
  /** Host, with port or path where needed. Always spoken to over TLS, but for this machine's own. */
  readonly origin?: string | undefined;
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
  readonly #origin: string;
  readonly #ssl: boolean;
  readonly #link: PubNubLink;

  constructor(options: PubNubOptions) {
    super();
    const { number, publishKey, subscribeKey, token, log = silent } = options;
    this.#options = options;
    this.#origin = parseOrigin(options.origin);
    this.#ssl = !LOOPBACK.test(this.#origin) || globalThis.location?.protocol === 'https:';
    this.#link = new PubNubLink({
      publishKey,
      subscribeKey,
      token,
      userId: number,
      origin: this.#origin,
      ssl: this.#ssl,
      channel: inbox(number),
      log,
    });
    this.#link.addEventListener('statechange', () => this.dispatchEvent(new Event('statechange')));
    this.#link.addEventListener('message', ({ detail: { message, ageMs } }) => {
      const detail: Arrival = { from: message.publisher ?? '', payload: message.message, ageMs };
      this.dispatchEvent(new CustomEvent('arrival', { detail }));
    });
  }

  get state(): SignalingState {
    return this.#link.state;
  }

  connect(): Promise<void> {
    return this.#link.connect();
  }

  async send(to: string, payload: object): Promise<void> {
    const { client } = this.#link;
    if (!client) throw new PhoneError('network', 'The phone is not connected.');
    try {
      await client.publish({ channel: inbox(to), message: payload, storeInHistory: false });
    } catch (cause) {
      throw publishError(cause);
    }
  }

  /** The SDK sends nothing when a page closes, so the publish is written by hand: a fetch that outlives the page. */
  sendLast(to: string, payload: object): void {
    const { publishKey, subscribeKey, number, token } = this.#options;
    const message = encodeURIComponent(JSON.stringify(payload));
    const query = new URLSearchParams({ store: '0', uuid: number, ...(token && { auth: token }) });
    const path = `publish/${publishKey}/${subscribeKey}/0/${inbox(to)}/0/${message}?${query}`;
    fetch(`${this.#ssl ? 'https' : 'http'}://${this.#origin}/${path}`, { keepalive: true }).catch(
      (error: unknown) =>
        this.#options.log?.({ level: 'debug', event: 'goodbye-not-sent', detail: { error: String(error) } }),
    );
  }

  close(): void {
    this.#link.close();
  }
}

function inbox(number: string): string {
  return `in-${encodeNumber(number)}`;
}

/** @throws {PhoneError} `bad-option`, when it is not a host. */
function parseOrigin(origin: string | undefined): string {
  if (!origin) return DEFAULT_ORIGIN;
  if (!/^[\w.:[\]-]+(\/[\w./-]*)?$/.test(origin)) {
    throw new PhoneError('bad-option', '`origin` must be a host such as ps.pndsn.com, without https://.');
  }
  return origin.replace(/\/+$/, '');
}

/** The SDK gives most failures the category PNUnknown, so the HTTP status decides. */
function publishError(cause: unknown): PhoneError {
  const { status } = cause as { readonly status?: { readonly statusCode?: number } };
  switch (status?.statusCode) {
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
