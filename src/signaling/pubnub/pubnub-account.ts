import { PhoneError } from '../../base/errors.js';
import { POLL_SECONDS } from './pubnub-link.js';
import { makePubNubClient, type PubNubPresenceClient, type PubNubRetryPolicy } from './pubnub-sdk.js';

/** PubNub's own, where none is given (https://www.pubnub.com/docs/general/basics/origins). */
const DEFAULT_ORIGIN = 'ps.pndsn.com';
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.localhost)(:|\/|$)/;

export interface PubNubAccountInit {
  readonly number: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  readonly origin?: string | undefined;
  readonly token?: string | undefined;
}

/** Who we are at the service, where it is, and what we may: for the SDK's clients, and for requests by hand. */
export class PubNubAccount {
  readonly number: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
  /** The host, with port or path where needed. */
  readonly origin: string;
  /** Whether it is spoken to over TLS: always, but for this machine's own. */
  readonly isSecure: boolean;
  token: string | undefined;

  /** @throws {PhoneError} `bad-option`, when the origin is no host. */
  constructor({ number, publishKey, subscribeKey, origin, token }: PubNubAccountInit) {
    this.number = number;
    this.publishKey = publishKey;
    this.subscribeKey = subscribeKey;
    this.origin = parseOrigin(origin) ?? DEFAULT_ORIGIN;
    this.isSecure = !LOOPBACK.test(this.origin) || globalThis.location?.protocol === 'https:';
    this.token = token;
  }

  /** The address of a request. `path` is encoded already. */
  address(path: string, query: Readonly<Record<string, string>> = {}): string {
    const { number: uuid, token } = this;
    const search = new URLSearchParams({ ...query, uuid, ...(token && { auth: token }) });
    return `${this.isSecure ? 'https' : 'http'}://${this.origin}/${path}?${search}`;
  }

  /** Makes a client of the SDK. `presenceTimeout`: seconds without a heartbeat after which we count as gone. */
  async makeClient(
    retryConfiguration: PubNubRetryPolicy,
    presenceTimeout?: number,
  ): Promise<PubNubPresenceClient> {
    const { number, publishKey, subscribeKey, origin } = this;
    const client = await makePubNubClient({
      publishKey,
      subscribeKey,
      userId: number,
      // Left to itself the SDK takes one of twenty hosts.
      ...(origin !== DEFAULT_ORIGIN && { origin }),
      ssl: this.isSecure,
      subscribeRequestTimeout: POLL_SECONDS,
      retryConfiguration,
      ...(presenceTimeout && { presenceTimeout }),
    });
    if (this.token) client.setToken(this.token);
    return client;
  }
}

/** @throws {PhoneError} `bad-option`, when it is not a host. */
function parseOrigin(origin: string | undefined): string | undefined {
  if (!origin) return undefined;
  if (!/^[\w.:[\]-]+(\/[\w./-]*)?$/.test(origin)) {
    throw new PhoneError('bad-option', '`origin` must be a host such as ps.pndsn.com, without https://.');
  }
  return origin.replace(/\/+$/, '');
}
