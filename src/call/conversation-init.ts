import type { Logger } from '../base/log.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Peer } from '../peer/peer.js';
import type { CallState } from './call-state.js';
import type { Grave } from './grave.js';
import type { Line } from './line.js';

/** What a conversation is made of. */
export interface ConversationInit {
  readonly role: 'caller' | 'callee';
  /** Where it begins. */
  readonly first: CallState;
  readonly number: string;
  /** Names this device, and the other side's as soon as it is known. */
  readonly device: string;
  readonly remoteDevice?: string | undefined;
  readonly remoteMedia: MediaChoice;
  readonly line: Line;
  readonly peer: Peer;
  readonly media: LocalMedia;
  /** Takes the news of the call. */
  readonly tell: (event: Event) => void;
  /** Takes over what is left when the call has ended. */
  readonly bury: (id: string, grave: Grave) => void;
  readonly log: Logger;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}
