import type { ComplexAttributeConverter } from 'lit';

import type { Logger } from '../../base/log.js';
import type { AutoAnswer, PhoneOptions } from '../../phone/phone-options.js';

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
] as const satisfies readonly (keyof PhoneOptions)[];

/** The options an element means; undefined while it has no number. An attribute that was taken away is null, and no option. */
export function optionsOf(
  element: Partial<Pick<PhoneOptions, (typeof MAKING)[number]>> & { readonly noHistory?: boolean },
  logger: Logger,
): PhoneOptions | undefined {
  const { number, noHistory = false } = element;
  if (!number) return undefined;
  const given = MAKING.map((name) => [name, element[name] ?? undefined] as const);
  return { ...Object.fromEntries(given), number, history: !noHistory, logger };
}

/** `auto-answer`: bare for everybody, else the numbers that are answered, with spaces between them. */
export const autoAnswerConverter: ComplexAttributeConverter<AutoAnswer> = {
  fromAttribute: (value) => value !== null && parseAutoAnswer(value),
};

/** The same value as a property. Some frameworks set one where the page has an attribute, and then it is a text as well. */
export function parseAutoAnswer(value: AutoAnswer | string): AutoAnswer {
  if (typeof value !== 'string') return value;
  const numbers = words(value);
  return numbers.length > 0 ? numbers : true;
}

/** What stands between spaces. */
export const words = (value: string) => value.split(/\s+/).filter((word) => word !== '');
