import type { ComplexAttributeConverter } from 'lit';

import { PhoneError } from '../base/errors.js';
import type { AutoAnswer, PhoneOptions } from '../phone/phone-options.js';
import type { Phone } from '../phone/phone.js';

/** Options of which a change makes another phone. */
const MAKING = [
  'number',
  'publishKey',
  'subscribeKey',
  'token',
  'origin',
  'cipherKey',
  'signaling',
  'relayOnly',
  'logger',
] as const satisfies readonly (keyof PhoneOptions)[];

/** The options an element means; undefined while it has no number. An attribute that was taken away is null, and no option. */
export function optionsOf(
  element: Partial<Pick<PhoneOptions, (typeof MAKING)[number]>>,
): PhoneOptions | undefined {
  if (!element.number) return undefined;
  return Object.fromEntries(
    MAKING.map((name) => [name, element[name] ?? undefined]),
  ) as unknown as PhoneOptions;
}

/** What a phone may be told at any time, also in the middle of a call. */
export interface AdjustableAttributes {
  readonly autoAnswer: AutoAnswer | string;
  readonly iceServers?: string | PhoneOptions['iceServers'];
}

/**
 * Tells a phone.
 *
 * @throws {PhoneError} `bad-option`, when the servers look like JSON and are none.
 */
export function adjustPhone(phone: Phone, { autoAnswer, iceServers }: AdjustableAttributes): void {
  phone.autoAnswer = parseAutoAnswer(autoAnswer);
  if (iceServers)
    phone.iceServers = typeof iceServers === 'string' ? parseIceServers(iceServers) : iceServers;
}

/** `auto-answer`: bare for everybody, else the numbers that are answered, with spaces between them. */
export const autoAnswerConverter: ComplexAttributeConverter<AutoAnswer> = {
  fromAttribute: (value) => value !== null && parseAutoAnswer(value),
};

/** The same value as a property. Some frameworks set one where the page has an attribute, and then it is a text as well. */
function parseAutoAnswer(value: AutoAnswer | string): AutoAnswer {
  if (typeof value !== 'string') return value;
  const numbers = words(value);
  return numbers.length > 0 ? numbers : true;
}

/** `ice-servers`: addresses with spaces between them, or a JSON array of RTCIceServer (W3C WebRTC 4.2.2). */
function parseIceServers(value: string): readonly RTCIceServer[] {
  if (!value.trimStart().startsWith('[')) return words(value).map((urls) => ({ urls }));
  try {
    return JSON.parse(value) as readonly RTCIceServer[];
  } catch (cause) {
    throw new PhoneError('bad-option', '`ice-servers` must be addresses or a JSON array.', { cause });
  }
}

const words = (value: string) => value.split(/\s+/).filter((word) => word !== '');
