import { PhoneError } from '../base/errors.js';
import { permissionFor } from './capture-facts.js';
import { listDevices } from './devices.js';
import type { MediaKind } from './media-choice.js';

/**
 * Why a track ended by itself, or undefined when another try is worth it and will not ask the person anything unexpected.
 *
 * Browsers tell no reason (W3C Media Capture 4.3.2), so it is inferred: a device pulled out is no longer listed; one that
 * is listed still, without a lasting permission, was taken from us by the person.
 */
export async function whyLost(track: MediaStreamTrack): Promise<PhoneError | undefined> {
  const kind = track.kind as MediaKind;
  const lostId = track.getSettings().deviceId;
  const [permission, devices] = await Promise.all([permissionFor(kind), listDevices()]);
  const listed = devices.filter((device) => device.kind === DEVICES[kind]);

  // Without a permission the browser hides all ids, so an empty list does not say that there is no device.
  const takenBack = listed.length === 0 || listed.some(({ id }) => id === lostId);
  if (permission === 'denied' || (permission === 'prompt' && takenBack)) {
    return new PhoneError('media-denied', `The permission for the ${DEVICES[kind]} was withdrawn.`);
  }
  if (listed.length === 0) {
    return new PhoneError('media-missing', `The ${DEVICES[kind]} is gone, and there is no other.`);
  }
  return undefined;
}

const DEVICES = { audio: 'microphone', video: 'camera' } as const satisfies Record<MediaKind, string>;
