import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Exchange } from '../exchange.js';
import { json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';
import { covers, encodeToken, type Grant } from './grant.js';
import type { Need } from './need.js';
import { signatureOf } from './signature.js';

const service = 'Access Manager';

interface Issued {
  readonly grant: Grant;
  /** Milliseconds since 1970. */
  expires: number;
  isRevoked: boolean;
}

/**
 * Decides what the holders of tokens may do with one subscribe key: PubNub's Access Manager, version 3.
 *
 * It knows the tokens it gave out; after a restart they are all strangers.
 */
export class AccessManager {
  readonly #publishKey: string;
  readonly #secretKey: string;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, Issued>();

  constructor(publishKey: string, secretKey: string, clock: Clock) {
    this.#publishKey = publishKey;
    this.#secretKey = secretKey;
    this.#clock = clock;
  }

  /** Gives out a token. */
  grant(grant: Grant): string {
    const now = this.#clock.now();
    const token = encodeToken(grant, Math.floor(now / 1000), (bytes) =>
      createHmac('sha256', this.#secretKey).update(bytes).digest(),
    );
    this.#tokens.set(token, { grant, expires: now + grant.ttl * 60_000, isRevoked: false });
    return token;
  }

  /** Takes a token back. Returns what is wrong with it, if it cannot be taken back. */
  revoke(token: string): 'unknown' | 'expired' | undefined {
    const issued = this.#tokens.get(token);
    if (!issued) return 'unknown';
    if (issued.expires <= this.#clock.now()) return 'expired';
    issued.isRevoked = true;
    return undefined;
  }

  /** Ends all tokens now, or those bound to one user, as if their time were over. */
  expire(uuid?: string): void {
    for (const issued of this.#tokens.values()) {
      if (uuid === undefined || issued.grant.uuid === uuid) issued.expires = this.#clock.now();
    }
  }

  /** Whether a request is signed with the secret key. Its clock is not looked at: a test may hold ours. */
  isSigned({ request }: Exchange): boolean {
    return (
      request.url.searchParams.get('signature') === signatureOf(request, this.#publishKey, this.#secretKey)
    );
  }

  /** The answer to a request that is not allowed; undefined if it is. */
  refusal(exchange: Exchange, { needs }: Route): ServerReply | undefined {
    if (exchange.query('signature') !== undefined) {
      return this.isSigned(exchange) ? undefined : forbidden('Invalid Signature');
    }
    const wanted = (needs?.(exchange) ?? []).filter(({ names }) => names.length > 0);
    if (wanted.length === 0) return undefined;

    const issued = this.#tokens.get(exchange.query('auth') ?? '');
    if (issued?.isRevoked) return forbidden('Token is revoked', {}, '4001');
    if (issued && issued.expires <= this.#clock.now()) return forbidden('Token is expired');

    const missing = wanted.flatMap((need) => lacking(need, issued?.grant, exchange.uuid));
    return missing.length === 0
      ? undefined
      : forbidden('Forbidden', { payload: Object.fromEntries(missing) });
  }
}

/** The names a user may not reach, if there are any, as PubNub lists them. */
function lacking(
  need: Need,
  grant: Grant | undefined,
  uuid: string | undefined,
): [string, readonly string[]][] {
  const isHolder = grant && (grant.uuid === undefined || grant.uuid === uuid);
  const names = need.names.filter((name) => !isHolder || !covers(grant, need, name));
  return names.length === 0 ? [] : [[need.kind === 'groups' ? 'channel-groups' : need.kind, names]];
}

function forbidden(message: string, more: object = {}, cause = '9999'): ServerReply {
  return json(403, { message, ...more, error: true, service, status: 403 }, { 'x-pn-cause': cause });
}
