import type { Logger } from '../base/log.js';
import type { LocalMedia } from '../media/local-media.js';
import type { Peer } from '../peer/peer.js';
import type { Purpose, SentMedia } from '../wire/message.js';
import type { CallState } from './call-state.js';
import type { Grave } from './grave.js';
import type { Line } from './line.js';
import type { PhotoOptions } from './photo-options.js';

/** What a conversation is made of. */
export interface ConversationInit {
  readonly role: 'caller' | 'callee';
  /** Where it begins. */
  readonly first: CallState;
  readonly number: string;
  /** What it is for, where it is not for a person. */
  readonly purpose?: Purpose;
  /** Whether a callee whose phone answers while it rings sees the camera from then on. */
  readonly earlyPicture?: boolean;
  /** Names this device, and the other side's as soon as it is known. */
  readonly device: string;
  readonly remoteDevice?: string | undefined;
  readonly remoteMedia: SentMedia;
  readonly line: Line;
  readonly peer: Peer;
  readonly media: LocalMedia;
  /** Sends a photo by signaling, for want of a data channel. */
  readonly mailPhoto: (photo: Blob, options: PhotoOptions) => Promise<void>;
  /** Takes the news of the call. */
  readonly tell: (event: Event) => void;
  /** Takes over what is left when the call has ended. */
  readonly bury: (id: string, grave: Grave) => void;
  readonly log: Logger;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}
