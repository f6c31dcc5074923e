import { PhoneError } from '../base/errors.js';
import { toBase64Url } from './base64url.js';

/** PubNub: a channel name has at most 92 characters; a prefix and `-pnpres` must fit too. */
const MAX_ENCODED_CHARS = 80;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * A number as every phone writes it: trimmed, and composed by Unicode NFC so that two ways to type "é" are one.
 *
 * A number may be any text a person can read: `alice`, `+49 30 1234`, `Zoë`, `room/7`. Case counts.
 *
 * @throws {PhoneError} `bad-number`, when it is empty, too long, or holds control or invisible characters.
 */
export function parseNumber(input: unknown): string {
  if (typeof input !== 'string') throw new PhoneError('bad-number', 'A number must be text.');
  const number = input.trim().normalize('NFC');
  if (number === '') throw new PhoneError('bad-number', 'A number must not be empty.');
  if (UNPRINTABLE.test(number))
    throw new PhoneError('bad-number', 'A number must not hold invisible characters.');
  if (encodeNumber(number).length > MAX_ENCODED_CHARS)
    throw new PhoneError('bad-number', 'The number is too long.');
  return number;
}

/**
 * The number of somebody else, by the transport's word. It must be written as {@link parseNumber} writes it: a service tells
 * ` bob` from `bob`, so who is taken for whom must not depend on us.
 *
 * @throws {PhoneError} `bad-number`, when it is written in any other way, or is none.
 */
export function parseSender(input: unknown): string {
  const number = parseNumber(input);
  if (number !== input) throw new PhoneError('bad-number', 'A number is written as no phone writes it.');
  return number;
}

/**
 * A number in the characters every channel name may have (`A-Z a-z 0-9 _ -`), one to one.
 *
 * Readable where it can be (`alice` stays `alice`, `room/7` is `room_2f7`); other scripts as base64url behind `_u`.
 */
export function encodeNumber(number: string): string {
  const bytes = new TextEncoder().encode(number);
  if (bytes.every((byte) => byte < 0x80)) {
    return number.replace(/[^A-Za-z0-9-]/g, (char) => `_${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
  }
  return `_u${toBase64Url(bytes)}`;
}
