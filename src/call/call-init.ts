import type { Logger } from '../base/log.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Peer } from '../peer/peer.js';
import type { Purpose } from '../wire/message.js';
import type { Grave } from './grave.js';
import type { Line } from './line.js';
import type { Ring } from './opening.js';
import type { PhotoOptions } from './photo-options.js';

/** What a call is made of. */
export interface CallInit {
  readonly number: string;
  /** What the caller asked for. */
  readonly offered: MediaChoice;
  /** Names this device to the other phone, when several devices ring. */
  readonly device: string;
  readonly line: Line;
  /** Of an incoming call. */
  readonly ring?: Ring;
  /** What it is for, where it is not for a person. */
  readonly purpose?: Purpose;
  /** Whether somebody whose phone answers while it rings sees the camera from then on. */
  readonly earlyPicture?: boolean;
  readonly makePeer: () => Peer;
  readonly media: LocalMedia;
  /** Sends a photo by signaling, for want of a data channel. */
  readonly mailPhoto: (photo: Blob, options: PhotoOptions) => Promise<void>;
  /** Takes over what is left when the call has ended. */
  readonly bury: (id: string, grave: Grave) => void;
  readonly log: Logger;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}
