import type { Purpose } from '../wire/message.js';

/** What a call is for: two people, two places in a room, or somebody who watches a broadcast. */
export type CallPurpose = 'talk' | 'room' | 'broadcast';

/** What a ring says it is for. */
export function purposeOf({ room, view }: Purpose): CallPurpose {
  if (view) return 'broadcast';
  return room === undefined ? 'talk' : 'room';
}
