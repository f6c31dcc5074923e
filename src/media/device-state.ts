import type { PhoneError } from '../base/errors.js';

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
