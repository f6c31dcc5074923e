import type { PhoneError } from '../base/errors.js';
import type { Call } from '../call/call.js';
import type { TokenExpiry } from '../signaling/signaling.js';
import type { OfferedPhoto } from './post/photo-post.js';
import type { ScreenedRing } from './rings/switchboard.js';

/** Something came in that this phone could not or would not read. Nothing came of it. */
export interface Refusal {
  readonly from: string;
  /** `bad-message`, or `bad-seal` when somebody uses another cipher key. */
  readonly error: PhoneError;
  /** How many so far. */
  readonly count: number;
}

/** JSON that another phone has sent outside of a call. Not to be trusted. */
export interface PhoneMessage {
  /** The transport's word. */
  readonly from: string;
  readonly data: unknown;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
}

/** A ring that nobody has heard yet, for the page to decide about. */
export interface Screening extends ScreenedRing {
  /** Lets the ring wait until the page knows: true lets it ring, false declines. */
  decide(isWelcome: Promise<boolean>): void;
}

export interface PhoneEvents {
  /** `phone.state` is another value than before. */
  statechange: Event;
  /** `phone.calls` or `phone.call` is another than before. */
  callschange: Event;
  /** Somebody wants to call, and nobody knows yet. `preventDefault()` declines; `detail.decide()` waits for a promise. */
  screen: CustomEvent<Screening>;
  /** Somebody calls. `preventDefault()` keeps the phone from answering by itself (`autoAnswer`). */
  incoming: CustomEvent<Call>;
  /** A JSON value outside of a call. */
  message: CustomEvent<PhoneMessage>;
  /** Somebody who is in a call with us sent a photo by signaling. The call tells it as well. */
  photo: CustomEvent<{ readonly from: string; readonly photo: Blob; readonly at: number }>;
  /** Somebody else would like to send a photo: `phone.offeredPhotos` has one more. */
  photooffered: CustomEvent<OfferedPhoto>;
  /** `phone.offeredPhotos` is another list than before. */
  offerschange: Event;
  refused: CustomEvent<Refusal>;
  /** The token runs out, or was refused: hand over a fresh one by `phone.setToken()`. */
  tokenexpiring: CustomEvent<TokenExpiry>;
  /** Something failed that nobody waits for. What is a call's own is told by the call. */
  error: CustomEvent<PhoneError>;
}
