import type { Logger } from '../../base/log.js';
import type { PhoneOptions } from '../../phone/phone-options.js';

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
