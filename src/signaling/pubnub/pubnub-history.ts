import { inboxOf } from './pubnub-channels.js';
import { pubnubError } from './pubnub-error.js';
import type { PubNubClient } from './pubnub-sdk.js';

import type { ServiceClock } from './service-clock.js';
import type { Arrival } from '../signaling.js';

/** The service gives out this many at a time. */
const MAX_RECALLED = 100;
/** What is older is no news, however long the service keeps it. In milliseconds. */
const NEWS_MS = 7 * 24 * 3_600_000;
/** Timetokens count in 100 ns. */
const TICKS_PER_MS = 10_000;

export interface RecallInit {
  readonly client: PubNubClient;
  readonly clock: ServiceClock;
  readonly number: string;
}

/**
 * What the service has stored of our inbox behind a position, which is a timetoken: the newest hundred, the oldest first
 * (https://www.pubnub.com/docs/general/storage).
 *
 * @throws {PhoneError} `unsupported`, where Message Persistence is switched off; `forbidden`, `network`.
 */
export async function recall(
  { client, clock, number }: RecallInit,
  after?: string,
): Promise<readonly Arrival[]> {
  const inbox = inboxOf(number);
  const { channels } = await client
    .fetchMessages({ channels: [inbox], count: MAX_RECALLED, end: endOf(clock, after), includeUUID: true })
    .catch((cause: unknown) => {
      throw pubnubError(cause);
    });
  return (channels[inbox] ?? []).map(({ message, timetoken, uuid = '' }) => ({
    from: uuid,
    payload: message,
    ageMs: clock.ageMs(timetoken),
    position: String(timetoken),
  }));
}

/** The first moment that counts. The service calls it the end, since it reads backwards. */
function endOf(clock: ServiceClock, after: string | undefined): string {
  if (after && /^\d{17}$/.test(after)) return String(BigInt(after) + 1n);
  return String(Math.max(0, (clock.now ?? 0) - NEWS_MS) * TICKS_PER_MS);
}
