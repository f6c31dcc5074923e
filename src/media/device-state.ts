import type { PhoneError } from '../base/errors.js';
import type { Facing } from './media-choice.js';

/**
 * How a device of this person stands. Frozen, replaced on every change.
 *
 * `status` is what the hardware does for us, `enabled` what the person wants: a muted microphone is `on` and not
 * enabled, a camera switched off is `off` and not enabled.
 */
export interface DeviceState {
  readonly status: 'off' | 'starting' | 'on' | 'failed';
  /** False while the microphone is muted or the camera switched off. */
  readonly enabled: boolean;
  /** The device in use, else the chosen one. */
  readonly deviceId?: string;
  /** The name of the device in use, as the system gives it. */
  readonly label?: string;
  /** Where the camera in use looks, if it is known. A picture from the back of a phone should not be mirrored. */
  readonly facing?: Facing;
  /** What the camera in use really delivers. */
  readonly picture?: Picture;
  /**
   * While `on`: the system or another program withholds picture or sound for now. It comes back by itself (W3C Media
   * Capture 4.3.1.1, `muted`).
   */
  readonly interrupted?: true;
  /**
   * Why, when `failed`: `media-denied`, `media-dismissed`, `media-blocked`, `media-missing`, `media-busy`, `media-failed`,
   * `insecure-context` or `unsupported`.
   */
  readonly error?: PhoneError;
}

/** What a camera delivers: pixels, and frames per second. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** How the sharing of a screen stands. Frozen, replaced on every change. */
export interface ScreenState {
  /** `starting` while the person chooses a screen. `on` also while they choose another one. */
  readonly status: 'off' | 'starting' | 'on';
  /** Its sound is shared too. */
  readonly audio?: true;
  /** What is shared, as the browser names it. */
  readonly label?: string;
  /** While `on`: there is no picture for now, of a window that is hidden, say. */
  readonly interrupted?: true;
}
