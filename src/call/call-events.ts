import type { PhoneError } from '../base/errors.js';

export interface CallEvents {
  /** {@link Call.state} is another value than before. */
  statechange: Event;
  /** What is sent, what arrives, or what the other side says it sends has changed. */
  mediachange: Event;
  /** Who speaks has changed, as far as {@link Call.speaking} was asked to look. */
  speakingchange: Event;
  /** {@link Call.quality} is another value than before. */
  qualitychange: Event;
  /** The other page sent a JSON value: `event.data`. */
  message: MessageEvent<unknown>;
  /** The other person sent a photo: `event.detail`, a JPEG, PNG or WebP that was verified. */
  photo: CustomEvent<Blob>;
  /** Something is missing or went wrong. Unless the call has ended, it goes on with what is left. */
  error: CustomEvent<PhoneError>;
}
