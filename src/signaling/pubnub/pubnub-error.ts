import { PhoneError } from '../../base/errors.js';

/** How the service says so of a message, with the same status as of a wrong key; and of a file. */
const TOO_LARGE = /too large|EntityTooLarge/i;
/** How the service says that a part of it is not switched on for the keys. */
const SWITCHED_OFF = /not enabled|add-on/i;

/** What the service says of a request that failed. */
export interface PubNubFailure {
  readonly statusCode?: number;
  readonly errorData?: unknown;
}

/** What the SDK tells of a failure; nothing of one that is not its own. */
export function failureOf(cause: unknown): PubNubFailure {
  return (cause as { readonly status?: PubNubFailure } | undefined)?.status ?? {};
}

/**
 * A failed request as one of our errors. The SDK gives most failures the category PNUnknown, so the HTTP status decides,
 * and where PubNub gives the same one for different things, its words.
 */
export function pubnubError(cause: unknown, { statusCode, errorData } = failureOf(cause)): PhoneError {
  const words = JSON.stringify(errorData ?? '');
  if (statusCode === 402 || (statusCode !== undefined && SWITCHED_OFF.test(words))) {
    return new PhoneError('unsupported', "This is not switched on for the keys: see PubNub's portal.", {
      cause,
    });
  }
  switch (TOO_LARGE.test(words) ? 413 : statusCode) {
    case 400:
      return new PhoneError('bad-keys', 'The signaling service does not know this key.', { cause });
    case 403:
      return new PhoneError('forbidden', 'The signaling service does not allow this to this phone.', {
        cause,
      });
    case 413:
    case 414:
      return new PhoneError('too-large', 'This is too large for the signaling service.', { cause });
    default:
      return new PhoneError('network', 'The signaling service could not be reached.', { cause });
  }
}

/** Which of the channels of a request our token does not allow, where the service says so. */
export function refusedChannels(cause: unknown): readonly string[] {
  const { statusCode, errorData } = failureOf(cause);
  if (statusCode !== 403) return [];
  const { payload } = (errorData ?? {}) as { readonly payload?: { readonly channels?: unknown } };
  const channels = payload?.channels;
  return Array.isArray(channels) ? channels.filter((channel) => typeof channel === 'string') : [];
}
