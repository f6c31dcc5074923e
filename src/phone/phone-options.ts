import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { parseIceServers } from '../peer/ice-servers.js';
import type { IceServers } from '../peer/ice-source.js';
import type { Signaling } from '../signaling/signaling.js';

/** What a phone is made of. Only `number` must be given. */
export interface PhoneOptions {
  /** Who this phone is: any text a person can read, `alice` or `+49 30 1234`. */
  readonly number: string;
  /** PubNub's keys. Without them the phone is local: it reaches other tabs of the same browser and origin. */
  readonly publishKey?: string | undefined;
  readonly subscribeKey?: string | undefined;
  /** An Access Manager token, bound to the number as its user id. */
  readonly token?: string | undefined;
  /** Another host than PubNub's own, without `https://`. */
  readonly origin?: string | undefined;
  /** Seals all signaling between phones that share it (AES-256-GCM). Choose a long one. */
  readonly cipherKey?: string | undefined;
  /** Which signaling to use, or one of your own. By default PubNub where there are keys, else local. */
  readonly signaling?: 'pubnub' | 'local' | Signaling | undefined;
  /**
   * STUN and TURN servers, or a function that fetches them, for credentials that hold for a time only. By default one
   * public STUN server, none for a local phone. Never taken from the wire.
   */
  readonly iceServers?: IceServers | undefined;
  /** Goes by TURN servers alone, so that the other side never learns this device's address. Off by default. */
  readonly relayOnly?: boolean | undefined;
  /** Who is answered without asking: nobody (default), everybody, or these numbers. */
  readonly autoAnswer?: AutoAnswer | undefined;
  /** Where log entries go. By default nowhere. */
  readonly logger?: Logger | undefined;
}

export type AutoAnswer = boolean | readonly string[];

/** Whom this phone reaches: see {@link PhoneOptions.signaling}. */
export type SignalingKind = 'pubnub' | 'local' | 'custom';

/** Finds out the browser's own public address, which a call through a router needs. */
const PUBLIC_STUN: readonly RTCIceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }];

/**
 * Which signaling the options mean.
 *
 * @throws {PhoneError} `bad-option`, when the value is unknown, or PubNub is wanted without keys.
 */
export function signalingKind({ signaling, publishKey, subscribeKey }: PhoneOptions): SignalingKind {
  if (typeof signaling === 'object' && signaling !== null) return 'custom';
  const kind = signaling ?? (publishKey || subscribeKey ? 'pubnub' : 'local');
  if (kind !== 'pubnub' && kind !== 'local') {
    throw new PhoneError('bad-option', '`signaling` must be "pubnub" or "local".');
  }
  if (kind === 'pubnub' && !(publishKey && subscribeKey)) {
    throw new PhoneError('bad-option', 'PubNub needs both a publish key and a subscribe key.');
  }
  return kind;
}

/** Makes the signaling the options mean. Its code is loaded only now. */
export async function makeSignaling(number: string, options: PhoneOptions, log: Logger): Promise<Signaling> {
  const { signaling, publishKey = '', subscribeKey = '', token, origin } = options;
  if (typeof signaling === 'object' && signaling !== null) return signaling;
  if (signalingKind(options) === 'local') {
    const { LocalSignaling } = await import('../signaling/local-signaling.js');
    return new LocalSignaling(number);
  }
  const { PubNubSignaling } = await import('../signaling/pubnub-signaling.js');
  return new PubNubSignaling({ number, publishKey, subscribeKey, token, origin, log });
}

/**
 * The ICE servers the options mean.
 *
 * @throws {PhoneError} `bad-option`, when they make no sense.
 */
export function defaultIceServers(options: PhoneOptions): IceServers {
  const { iceServers } = options;
  if (typeof iceServers === 'function') return iceServers;
  if (iceServers) return parseIceServers(iceServers);
  return signalingKind(options) === 'local' ? [] : PUBLIC_STUN;
}
