import { PhoneError } from '../../base/errors.js';
import { encodeNumber } from '../../wire/number.js';

/** PubNub: a channel name has at most 92 characters, and the name under which its presence is told is longer by these. */
const MAX_CHANNEL_CHARS = 92 - '-pnpres'.length;
/** The kinds of groups a phone uses. Each has a beginning of its own, so that a token can name it. */
const KINDS = /^(on|room|cast):(.*)$/s;

/** The channel on which a number listens. */
export function inboxOf(number: string): string {
  return `in-${encodeNumber(number)}`;
}

/**
 * The channel on which the presence of a group is told: `on:alice` is `on-alice`, a name of no known kind begins with
 * `group-`.
 *
 * @throws {PhoneError} `bad-number`, when the name is too long.
 */
export function channelOfGroup(name: string): string {
  const [, kind = 'group', rest = name] = KINDS.exec(name) ?? [];
  const channel = `${kind}-${encodeNumber(rest)}`;
  if (channel.length > MAX_CHANNEL_CHARS) throw new PhoneError('bad-number', 'The name is too long.');
  return channel;
}
