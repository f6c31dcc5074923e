import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { parseIceServers } from '../peer/ice-servers.js';
import type { IceServers } from '../peer/ice-source.js';
import type { Signaling } from '../signaling/signaling.js';
import { parseNumber } from '../wire/number.js';

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
  /**
   * Who is answered without asking: nobody by default, and never everybody. To answer everybody a page calls `accept()` on
   * `incoming`.
   */
  readonly autoAnswer?: TrustedNumbers | undefined;
  /**
   * Numbers for which this phone answers while it rings, so that they can talk the moment the person accepts: nothing is
   * left to do then but to switch on microphone and camera. A caller who wants that is seen while it rings. Empty by
   * default.
   *
   * It shows the caller this device's network address before anybody has accepted (not with `relayOnly`). So name only
   * numbers you trust, and make sure of them by Access Manager or a cipher key: without, the caller's number is a claim.
   */
  readonly earlyConnection?: TrustedNumbers | undefined;
  /**
   * Shows this phone's camera to whom it calls while it rings there, if they trust it by their `earlyConnection`: a picture
   * without sound. Off by default.
   */
  readonly earlyPicture?: boolean | undefined;
  /** Lets one more call ring while this person talks. Off by default: whoever calls hears that the phone is busy. */
  readonly callWaiting?: boolean | undefined;
  /** How many calls the phone may be in at once, places in a room included: 8 by default, since each carries a picture. */
  readonly maxCalls?: number | undefined;
  /**
   * Lets everybody see whether this phone is available, busy or away, as long as it is open. Off by default. With PubNub
   * it needs the Presence add-on.
   */
  readonly presence?: boolean | undefined;
  /**
   * Whether past calls, messages and photos are kept in this browser: yes, unless it is false. Then nothing is kept, and
   * nothing comes that was sent while the phone was away.
   */
  readonly history?: boolean | undefined;
  /** Where log entries go. By default nowhere. One that throws stops nothing: the page hears of it once, by `error`. */
  readonly logger?: Logger | undefined;
}

/** Numbers that a phone trusts with something; `contacts`: those whose presence it watches at that moment. */
export type TrustedNumbers = 'contacts' | readonly string[];

/**
 * Whom the person trusts: a list, never everybody.
 *
 * @throws {PhoneError} `bad-option`, when it is no list of numbers.
 */
export function parseTrusted(option: string, value: unknown): TrustedNumbers {
  if (value === 'contacts') return value;
  const noList = `\`${option}\` must be a list of numbers.`;
  try {
    if (Array.isArray(value)) return value.map((number: unknown) => parseNumber(number));
  } catch (cause) {
    throw new PhoneError('bad-option', noList, { cause });
  }
  throw new PhoneError('bad-option', noList);
}

/** Whether a number is one of those. `contacts` tells whose presence is watched. */
export function isTrusted(
  number: string,
  trusted: TrustedNumbers,
  contacts: { watches(number: string): boolean },
): boolean {
  return trusted === 'contacts' ? contacts.watches(number) : trusted.includes(number);
}

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
    const { LocalSignaling } = await import('../signaling/local/local-signaling.js');
    return new LocalSignaling(number, log);
  }
  const { PubNubSignaling } = await import('../signaling/pubnub/pubnub-signaling.js');
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
