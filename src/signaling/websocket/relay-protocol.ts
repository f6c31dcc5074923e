import { PhoneError } from '../../base/errors.js';
import type { About, Member } from '../signaling.js';

/** What a frame of a relay means. */
export type RelayNews =
  /** We are who we said, and hear everything from now on. `cursor`: where we stand, a number that only ever grows. */
  | { readonly type: 'welcome'; readonly cursor?: number }
  /** We are not let in. */
  | { readonly type: 'refused'; readonly error: PhoneError }
  /** A payload for us. `ageMs`: how long the relay had kept it. */
  | {
      readonly type: 'payload';
      readonly from: string;
      readonly payload: unknown;
      readonly ageMs: number;
      readonly cursor?: number;
    }
  /** The relay has taken the payload we sent with this id. */
  | { readonly type: 'taken'; readonly id: number }
  /** Who is in a group, each number once. */
  | { readonly type: 'roster'; readonly group: string; readonly members: readonly Member[] }
  /** The relay lives. */
  | { readonly type: 'alive' };

/**
 * The frames of a relay. Everything is JSON; a frame is one value of it.
 *
 * For a relay with frames of its own, write another one: `docs/signaling.md` shows how.
 */
export interface RelayProtocol {
  /** The first frame of a connection: who we are, and the last we have heard. */
  hello(number: string, token: string | undefined, cursor: number | undefined): unknown;
  /** A payload on its way to a number. */
  payload(to: string, payload: object, id: number): unknown;
  /** What the relay answers when it lives. */
  ping(): unknown;
  /**
   * We are in a group and say this about ourselves; without it we only look. Written again when that changes, and for each
   * new connection. A relay without groups needs neither this nor `leave`.
   */
  enter?(group: string, about: About | undefined): unknown;
  /** We are not in the group any more, and look no longer. */
  leave?(group: string): unknown;
  /** What a frame means; undefined of one that means nothing to us. Checks whatever it reads. */
  read(frame: unknown): RelayNews | undefined;
  /** Whether the relay says that it has taken a payload. If it does not, what is lost with a connection stays lost. */
  readonly acknowledges: boolean;
}

/** The frames of `dev/relay.mjs`, the smallest a relay can do with. */
export const plainProtocol: RelayProtocol = {
  acknowledges: true,
  hello: (hello, token, after) => ({ hello, token, after }),
  payload: (to, payload, id) => ({ id, to, payload }),
  ping: () => ({ ping: true }),
  enter: (enter, about) => ({ enter, about }),
  leave: (leave) => ({ leave }),
  read(frame) {
    if (typeof frame !== 'object' || frame === null) return undefined;
    const fields = frame as Readonly<Record<string, unknown>>;
    const { welcome, error, from, payload, age, n, ack, pong, group, members } = fields;
    if (typeof from === 'string' && typeof age === 'number' && typeof n === 'number') {
      return { type: 'payload', from, payload, ageMs: age, cursor: n };
    }
    if (typeof ack === 'number') return { type: 'taken', id: ack };
    if (typeof group === 'string' && Array.isArray(members)) {
      return { type: 'roster', group, members: members.filter(isMember) };
    }
    if (pong === true) return { type: 'alive' };
    if (typeof welcome === 'number') return { type: 'welcome', cursor: welcome };
    if (error !== undefined) {
      return {
        type: 'refused',
        error: new PhoneError('forbidden', 'The relay refused the token, or wants one.'),
      };
    }
    return undefined;
  },
};

function isMember(input: unknown): input is Member {
  const { number, about } = (input ?? {}) as Partial<Member>;
  return typeof number === 'string' && typeof about === 'object' && about !== null;
}
