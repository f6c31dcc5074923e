import { PhoneError } from '../base/errors.js';

/** What a browser can be told: `RTCRtpEncodingParameters.maxBitrate` is an `unsigned long` (W3C WebRTC 5.2.9). */
const MAX_BITS_PER_SECOND = 2 ** 32 - 1;

/**
 * Makes sure that this is a limit that a browser understands as it is meant.
 *
 * @throws {PhoneError} `bad-option`, when it is not.
 */
export function checkVideoLimit(bitsPerSecond: number | undefined): void {
  if (bitsPerSecond === undefined || (bitsPerSecond >= 1 && bitsPerSecond <= MAX_BITS_PER_SECOND)) return;
  throw new PhoneError('bad-option', `A limit of the video is a number from 1 to ${MAX_BITS_PER_SECOND}.`);
}
