import { PhoneError } from '../base/errors.js';
import { pause } from '../base/lifetime.js';
import type { Logger } from '../base/log.js';
import { hasTurn, parseIceServers } from './ice-servers.js';

/** Credentials that hold for a time only, as TURN servers hand them out (draft-uberti-behave-turn-rest-00). */
export interface IceGrant {
  readonly iceServers: readonly RTCIceServer[];
  /** How long they hold, in milliseconds. */
  readonly ttlMs: number;
}

/** STUN and TURN servers, or a function that fetches them: asked before a call, and again when they are no longer fresh. */
export type IceServers = readonly RTCIceServer[] | (() => Promise<readonly RTCIceServer[] | IceGrant>);

export interface IceOptions {
  readonly iceServers: IceServers;
  /** Goes by TURN servers alone, so that the other side never learns our address. */
  readonly relayOnly: boolean;
}

/** What a connection is made with. */
export interface IceSettings {
  readonly iceServers: RTCIceServer[];
  readonly relayOnly: boolean;
  /** Whether there is a TURN server among them. */
  readonly turn: boolean;
  /** Why there are no fresh ones, if that is so. */
  readonly failure?: unknown;
}

/**
 * What the browser is told of them.
 *
 * @param relay By TURN alone, if there is a TURN server.
 */
export function configurationOf({ iceServers, relayOnly, turn }: IceSettings, relay: boolean) {
  return { iceServers, iceTransportPolicy: relayOnly || (relay && turn) ? 'relay' : 'all' } as const;
}

/** How long fetched servers count as fresh when nobody said how long they hold. */
const DEFAULT_TTL_MS = 300_000;
/** So much of their time may pass: a connection that begins with them wants to use them for a while. */
const FRESH_SHARE = 0.8;
/** A call does not wait longer for servers; and less if there are some from before. */
const FETCH_LIMIT_MS = 5_000;
const REFRESH_LIMIT_MS = 2_000;

interface Fetched {
  readonly by: IceServers;
  readonly iceServers: RTCIceServer[];
  readonly until: number;
}

/**
 * Where the connections of a phone get their STUN and TURN servers from. Only ever from the page, never from the wire.
 *
 * When they cannot be fetched, the last ones are used, or none: that is enough within one network. Only who goes by TURN
 * alone cannot go on without.
 */
export class IceSource {
  readonly #options: () => IceOptions;
  readonly #logger: Logger;
  #fetched: Fetched | undefined;
  #fetching: { readonly by: IceServers; readonly servers: Promise<RTCIceServer[]> } | undefined;

  /** @param options Asked each time, so that a page may exchange them. */
  constructor(options: () => IceOptions, logger: Logger) {
    this.#options = options;
    this.#logger = logger;
  }

  /**
   * What the next connection is to be made with.
   *
   * @throws {PhoneError} `bad-option`, when the servers make no sense, or `relayOnly` is wanted without a TURN server.
   */
  async settings(): Promise<IceSettings> {
    const { iceServers: wanted, relayOnly } = this.#options();
    const found =
      typeof wanted === 'function' ? await this.#fetch(wanted) : { iceServers: parseIceServers(wanted) };
    const turn = hasTurn(found.iceServers);
    if (relayOnly && !turn) {
      const cause = 'failure' in found ? found.failure : undefined;
      throw new PhoneError('bad-option', '`relayOnly` needs a TURN server, and there is none.', { cause });
    }
    return { ...found, relayOnly, turn };
  }

  async #fetch(
    fetch: Exclude<IceServers, readonly RTCIceServer[]>,
  ): Promise<Pick<IceSettings, 'iceServers' | 'failure'>> {
    const last = this.#fetched?.by === fetch ? this.#fetched : undefined;
    if (last && performance.now() < last.until) return { iceServers: last.iceServers };

    const timeUp = new AbortController();
    try {
      const limitMs = last ? REFRESH_LIMIT_MS : FETCH_LIMIT_MS;
      const late = pause(limitMs, timeUp.signal).then(() => {
        throw new PhoneError('network', `The iceServers function did not answer within ${limitMs} ms.`);
      });
      return { iceServers: await Promise.race([this.#shared(fetch), late]) };
    } catch (failure) {
      this.#logger({ level: 'error', event: 'ice-servers-missing', detail: { error: String(failure) } });
      return { iceServers: last?.iceServers ?? [], failure };
    } finally {
      timeUp.abort(new PhoneError('bad-state', 'Nobody waits any more.'));
    }
  }

  /** Whoever asks at the same time gets the same answer. */
  #shared(by: Exclude<IceServers, readonly RTCIceServer[]>): Promise<RTCIceServer[]> {
    if (this.#fetching?.by !== by) {
      const servers = this.#load(by).finally(() => {
        if (this.#fetching?.servers === servers) this.#fetching = undefined;
      });
      this.#fetching = { by, servers };
    }
    return this.#fetching.servers;
  }

  async #load(by: Exclude<IceServers, readonly RTCIceServer[]>): Promise<RTCIceServer[]> {
    const askedAt = performance.now();
    const answer = await by();
    const { iceServers: given, ttlMs } =
      'ttlMs' in answer ? answer : { iceServers: answer, ttlMs: DEFAULT_TTL_MS };
    const iceServers = parseIceServers(given);
    this.#fetched = { by, iceServers, until: askedAt + FRESH_SHARE * ttlMs };
    return iceServers;
  }
}
