import type { Timetoken } from './timetoken.js';

/** What kind of event an envelope brings; a message has no kind. */
export const envelopeKind = { signal: 1, object: 2, action: 3, file: 4 } as const;

/** A message as a subscriber gets it. The letters are PubNub's. */
export interface Envelope {
  /** Shard. */
  readonly a: string;
  /** Flags. */
  readonly f: number;
  /** Kind of event, see {@link envelopeKind}. */
  readonly e?: number;
  /** Who published. */
  readonly i?: string;
  /** The publisher's own count. */
  readonly s?: number;
  /** When, and in which region. */
  readonly p: { readonly t: Timetoken; readonly r: number };
  /** Subscribe key. */
  readonly k: string;
  /** Channel. */
  readonly c: string;
  /** The meta data of the publisher. */
  readonly u?: unknown;
  /** The message. */
  readonly d: unknown;
  /** Custom message type. */
  readonly cmt?: string;
  /** The name in the subscription by which it came: channel, group or wildcard. */
  readonly b?: string;
}
