import type { Message } from '../wire/message.js';
import type { CallFact, CallState } from './call-state.js';

/** What a call knows of the other number's devices. */
export interface Devices {
  /** The one the call is with. Until one has accepted our call, any device of the number may speak. */
  readonly partner: string | undefined;
  /** Those that have said that they ring. */
  readonly ringing: readonly string[];
  /** The one whose answer we took while it rang: the connection that is tried is the one with it. */
  readonly early?: string;
  /** One is in another call; whether another one rings is not known yet. */
  readonly busy: boolean;
}

/** What is known before anybody has been heard. */
export function onlyPartner(partner?: string): Devices {
  return { partner, ringing: [], busy: false };
}

/** Where one side of a call stands: all that decides what it makes of a message. */
export interface Standing {
  /** Who rang. When two dial each other it is the one whose call goes on, though both have dialled. */
  readonly role: 'caller' | 'callee';
  /** Our own device. */
  readonly device: string;
  readonly state: CallState;
  readonly devices: Devices;
}

/** A message of this call, and which device of the other number wrote it. `at`: when, in milliseconds since 1970. */
export interface Heard {
  readonly device: string;
  readonly message: Message;
  /** It had been heard before. Who wrote it may not have heard the answer. */
  readonly again: boolean;
  readonly at: number;
}

/** What a message leads to. Nothing at all, mostly: late, repeated and strange messages are normal. */
export interface Reaction {
  /** What has become known by it. */
  readonly fact?: CallFact;
  /** The devices as they are known now. */
  readonly devices?: Devices;
  /** What is to be said to the other number, to all of its devices. */
  readonly say?: Message;
  /** Another device has answered the same offer as the one that has the call. */
  readonly crossed?: true;
  /** It is for the connection or for the page. */
  readonly pass?: true;
}

export const NO_REACTION: Reaction = Object.freeze({});
