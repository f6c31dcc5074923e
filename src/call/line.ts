import type { Message } from '../wire/message.js';

/** A message on its way to the other number. */
export interface Posted {
  /** Resolves when the signaling service has it. Rejects with a PhoneError when it did not take it. */
  readonly sent: Promise<void>;
  /** Sends it once more under the same count: whoever has heard it takes no second notice. Rejects likewise. */
  again(): Promise<void>;
}

/** What a call needs of signaling: a way to one number, under the id of one call. */
export interface Line {
  readonly id: string;
  /** Sends a message, behind those before it. */
  post(message: Message): Posted;
  /** Prepares the goodbye of a page that is being closed. The function it resolves with sends it. */
  prepareGoodbye(): Promise<() => void>;
}
