import type { PhoneError } from '../base/errors.js';
import type { TypedEventTarget } from '../base/typed-event-target.js';

/** How a phone stands with its signaling service. All a screen shows of it follows from this value. */
export type SignalingState =
  | { readonly phase: 'offline' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'ready' }
  /** Lost, and trying again by itself. `attempt` counts the tries since the loss, from 1. */
  | { readonly phase: 'reconnecting'; readonly attempt: number }
  /** Given up, because trying again cannot help: wrong keys, a refused token. */
  | { readonly phase: 'failed'; readonly error: PhoneError };

/** Something that came in for our number. Not yet opened, not yet parsed, not yet trusted. */
export interface Arrival {
  /** The number that sent it: the transport's word, never the payload's. */
  readonly from: string;
  readonly payload: unknown;
  /** How long it was on the way, in milliseconds, by the service's clock alone. */
  readonly ageMs: number;
}

export interface SignalingEvents {
  /** {@link Signaling.state} is another value than before. */
  statechange: Event;
  arrival: CustomEvent<Arrival>;
}

/**
 * Carries payloads from number to number. What a phone needs of a signaling service, and nothing more.
 *
 * Payloads are plain JSON objects of at most `MAX_PAYLOAD_BYTES` (30 KiB). They may be lost, repeated, and overtake each
 * other: the mailbox, which every transport is used through, sees to that.
 */
export interface Signaling extends TypedEventTarget<SignalingEvents> {
  /** Which transport this is: `pubnub`, `local`, or a name of its own. */
  readonly name: string;
  readonly state: SignalingState;

  /**
   * Begins to listen for our number. Resolves when nothing sent from now on can be missed.
   *
   * While the service cannot be reached it goes on trying, and `state` says so.
   *
   * @throws {PhoneError} when trying again cannot help: `bad-keys`, `forbidden`, `unsupported`.
   */
  connect(): Promise<void>;

  /**
   * Hands a payload to the service. Resolves when the service has it, which is not when the other side has.
   *
   * @throws {PhoneError} `network`, when it may help to try again; else `forbidden`, `bad-keys`, `too-large`.
   */
  send(to: string, payload: object): Promise<void>;

  /** Sends without waiting, for a page that is being closed. Nobody hears whether it went well. */
  sendLast(to: string, payload: object): void;

  /** Stops listening and releases everything. For good. */
  close(): void;
}
