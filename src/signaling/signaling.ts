import type { PhoneError } from '../base/errors.js';
import type { TypedEventTarget } from '../base/typed-event-target.js';

/** How a phone stands with its signaling service. All a screen shows of it follows from this value. */
export type SignalingState =
  | { readonly phase: 'offline' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'ready' }
  /**
   * Lost, and trying again by itself. `attempt` counts the tries since the loss, from 1; `retryAt` is when it begins, in
   * milliseconds since 1970.
   */
  | { readonly phase: 'reconnecting'; readonly attempt: number; readonly retryAt?: number }
  /** Given up, because trying again cannot help: wrong keys, a refused token. */
  | { readonly phase: 'failed'; readonly error: PhoneError };

/** Something that came in for our number. Not yet opened, not yet parsed, not yet trusted. */
export interface Arrival {
  /** The number that sent it: the transport's word, never the payload's. */
  readonly from: string;
  readonly payload: unknown;
  /** How long it was on the way, in milliseconds, by the service's clock alone. */
  readonly ageMs: number;
  /** Where it stands among what the service keeps for this number: see {@link Signaling.recall}. */
  readonly position?: string;
}

/** Somebody in a group, and what their phone says about itself. */
export interface Member {
  /** The transport's word, never the payload's. */
  readonly number: string;
  /** Small and flat. Another person wrote it: to be checked by whoever reads it. */
  readonly about: About;
}

/** What a phone says about itself in a group: a few short words. */
export type About = Readonly<Record<string, string>>;

export interface GroupEvents {
  /** {@link Group.members} is another value than before. */
  memberschange: Event;
}

/** Who is in a place with a name, as long as one looks. */
export interface Group extends TypedEventTarget<GroupEvents> {
  /** Everybody in it, ourselves too if we are: one entry for each number. Undefined until it is known. */
  readonly members: readonly Member[] | undefined;
  /** Says something else about ourselves. Nothing, where we only look. */
  tell(about: About): void;
  /** Leaves, and looks no longer. */
  close(): void;
}

/** Where a file lies at the service. Means nothing anywhere else. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
}

/** Keeps files for others to fetch. */
export interface FileStore {
  /** @throws {PhoneError} `network`, `forbidden`, `too-large`. */
  put(to: string, file: Blob): Promise<FileRef>;
  /** Fetches what was put for us. @throws {PhoneError} `network`, `forbidden`, `too-large`, above `maxBytes`. */
  get(ref: FileRef, maxBytes: number): Promise<Blob>;
}

/** Why a fresh token is wanted. */
export interface TokenExpiry {
  /** When the token ends, in milliseconds since 1970 by the service's clock. Undefined where that cannot be read. */
  readonly expiresAt?: number;
  /** The service has already refused it: nothing arrives and nothing leaves until there is another one. */
  readonly refused: boolean;
}

export interface SignalingEvents {
  /** {@link Signaling.state} is another value than before. */
  statechange: Event;
  arrival: CustomEvent<Arrival>;
  /** A fresh token is wanted: {@link Signaling.setToken}. When four fifths of its time are over, and when it is refused. */
  tokenexpiring: CustomEvent<TokenExpiry>;
}

/**
 * Carries payloads from number to number. What a phone needs of a signaling service, and nothing more.
 *
 * Payloads are plain JSON objects of at most `MAX_PAYLOAD_BYTES` (30 KiB). They may be lost, repeated, and overtake each
 * other: the mailbox, which every transport is used through, sees to that.
 */
export interface Signaling extends TypedEventTarget<SignalingEvents> {
  /** Which transport this is: `pubnub`, `local`, `websocket`, or a name of its own. */
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
   * Hands a payload to the service. Resolves when the service has it, which is not when the other side has. `keep`: also
   * for those who are not there to hear it, where the service can.
   *
   * @throws {PhoneError} `network`, when it may help to try again; else `forbidden`, `bad-keys`, `too-large`.
   */
  send(to: string, payload: object, options?: { readonly keep?: boolean }): Promise<void>;

  /** Sends without waiting, for a page that is being closed. Nobody hears whether it went well. */
  sendLast(to: string, payload: object): void;

  /** Goes on with a fresh token, also in a call, also after the last one was refused. Nothing sent meanwhile is missed. */
  setToken?(token: string): void;

  /**
   * What the service has kept for our number behind a position, or of the last days: the oldest first, a hundred at most.
   *
   * @throws {PhoneError} `network`, `forbidden`; `unsupported`, where this service keeps nothing.
   */
  recall?(after?: string): Promise<readonly Arrival[]>;

  /** Enters a group with something `about` us; without, only looks who is in it. What fails is tried again. */
  group?(name: string, about?: About): Group;

  /** Where larger things go. */
  readonly files?: FileStore | undefined;

  /** Whether a lost service must be noticed within 3 seconds, as in a call, instead of 45. Costs a small request a second. */
  attend?(closely: boolean): void;

  /** Stops listening and releases everything. For good. */
  close(): void;
}
