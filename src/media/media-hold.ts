import type { PhoneError } from '../base/errors.js';
import type { MediaChoice, MediaKind } from './media-choice.js';

/** What a hold wants and could not have, by kind. */
export type MediaErrors = { readonly [Kind in MediaKind]?: PhoneError };

/** A share in the devices. They stop when the last share that wants them is released. */
export interface MediaHold {
  /** What this share wants now. */
  readonly choice: MediaChoice;
  /** What of it is missing now, and why. A camera the person switched off is not missing. */
  readonly errors: MediaErrors;
  /**
   * Wants something else from now on: gives back at once, opens what is new.
   *
   * @throws {PhoneError} The reason, when nothing of what is new could be had; the hold then wants no more than it had.
   */
  change(choice: MediaChoice): Promise<void>;
  /** Gives everything back. Safe to call twice. */
  release(): void;
}
