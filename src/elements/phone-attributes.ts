import type { ComplexAttributeConverter } from 'lit';

import { PhoneError } from '../base/errors.js';
import type { AutoAnswer } from '../phone/phone-options.js';

/** `auto-answer`: bare for everybody, else the numbers that are answered, with spaces between them. */
export const autoAnswerConverter: ComplexAttributeConverter<AutoAnswer> = {
  fromAttribute(value) {
    if (value === null) return false;
    const numbers = words(value);
    return numbers.length > 0 ? numbers : true;
  },
};

/**
 * `ice-servers`: addresses with spaces between them, or a JSON array of RTCIceServer (W3C WebRTC 4.2.2).
 *
 * @throws {PhoneError} `bad-option`, when it looks like JSON and is none.
 */
export function parseIceServers(value: string): readonly RTCIceServer[] {
  if (!value.trimStart().startsWith('[')) return words(value).map((urls) => ({ urls }));
  try {
    return JSON.parse(value) as readonly RTCIceServer[];
  } catch (cause) {
    throw new PhoneError('bad-option', '`ice-servers` must be addresses or a JSON array.', { cause });
  }
}

const words = (value: string) => value.split(/\s+/).filter((word) => word !== '');
