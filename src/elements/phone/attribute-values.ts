import { PhoneError } from '../../base/errors.js';
import type { PhoneOptions, TrustedNumbers } from '../../phone/phone-options.js';

type IceServers = NonNullable<PhoneOptions['iceServers']>;

/** What stands between spaces. */
const words = (value: string) => value.split(/\s+/).filter((word) => word !== '');

/**
 * `auto-answer` and `early-connection`: numbers with spaces between them. Bare, or as something else than text or list, it
 * might be meant for everybody, and is refused.
 *
 * @throws {PhoneError} `bad-option`.
 */
export function parseTrusted(name: string, value: readonly string[] | string | null): TrustedNumbers {
  if (typeof value !== 'string') return value ?? [];
  if (value.trim() === 'contacts') return 'contacts';
  const numbers = words(value);
  if (numbers.length > 0 && value !== 'true') return numbers;
  throw new PhoneError('bad-option', `\`${name}\` must name the numbers that are trusted.`);
}

/**
 * `ice-servers`: addresses with spaces between them, or a JSON array of RTCIceServer (W3C WebRTC 4.2.2).
 *
 * @throws {PhoneError} `bad-option`, when it looks like JSON and is none.
 */
export function parseIceServers(value: string | IceServers): IceServers {
  if (typeof value !== 'string') return value;
  if (!value.trimStart().startsWith('[')) return words(value).map((urls) => ({ urls }));
  try {
    return JSON.parse(value) as readonly RTCIceServer[];
  } catch (cause) {
    throw new PhoneError('bad-option', '`ice-servers` must be addresses or a JSON array.', { cause });
  }
}

/**
 * How many, as an attribute says it. Undefined where it says nothing.
 *
 * @throws {PhoneError} `bad-option`, when it is no whole number from 1 on.
 */
export function parseCount(name: string, value: number | string | null | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const count = value === '' ? NaN : Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new PhoneError('bad-option', `\`${name}\` must be a whole number from 1 on.`);
}
