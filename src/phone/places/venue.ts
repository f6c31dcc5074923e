import type { Call } from '../../call/call.js';
import type { Purpose } from '../../wire/message.js';

/** What becomes of a ring: it is let in, hears that nobody wants it or that there is no place left, or hears nothing. */
export type Admission = 'take' | 'declined' | 'full' | 'ignore';

/** A place that answers by itself whom it admits: a room, or a broadcast. */
export interface Venue {
  /** Whether a ring with this purpose is for this place. */
  isMeant(purpose: Purpose): boolean;
  /** Decides about a ring of a number: the transport's word. */
  admit(from: string): Admission | Promise<Admission>;
  /** Answers a call that was admitted. */
  take(call: Call): Promise<void>;
}
