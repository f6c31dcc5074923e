import { PhoneError } from '../base/errors.js';

let ready: Promise<void> | undefined;

/**
 * Makes sure that this browser has the WebRTC the kit is written for, once per page.
 *
 * Today's browsers have it, and get nothing. Only one that lacks a part loads webrtc-adapter (13 kB), which changes the
 * browser's own objects for the whole page, and nobody does that to a page without need.
 *
 * @throws {PhoneError} `unsupported`, when there is no WebRTC, or too old a one. `network`, when the adapter cannot be
 * loaded; another call tries again.
 */
export function prepareWebRtc(): Promise<void> {
  ready ??= prepare().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function prepare(): Promise<void> {
  if (typeof RTCPeerConnection === 'undefined') {
    throw new PhoneError(
      'unsupported',
      'This browser, or the way this page is embedded in it, has no WebRTC.',
    );
  }
  if (missingParts().length === 0) return;

  try {
    await import('webrtc-adapter');
  } catch (cause) {
    throw new PhoneError('network', 'The adapter for this older browser could not be loaded.', { cause });
  }
  const missing = missingParts();
  if (missing.length > 0) {
    throw new PhoneError(
      'unsupported',
      `The WebRTC of this browser is too old: no ${missing.join(', no ')}.`,
    );
  }
}

/** What the kit uses and some browser of the last years did not have. */
function missingParts(): string[] {
  const connection = RTCPeerConnection.prototype;
  const parts = {
    connectionState: 'connectionState' in connection,
    addTransceiver: 'addTransceiver' in connection,
    replaceTrack: typeof RTCRtpSender !== 'undefined' && 'replaceTrack' in RTCRtpSender.prototype,
    // Browsers that still spoke Plan B had transceivers without it.
    currentDirection:
      typeof RTCRtpTransceiver !== 'undefined' && 'currentDirection' in RTCRtpTransceiver.prototype,
    // The length of a function is the number of its required arguments: with the callbacks of old it was one or more,
    // without promises and rollback by itself.
    'setLocalDescription()': connection.setLocalDescription.length === 0,
  };
  return Object.entries(parts).flatMap(([part, there]) => (there ? [] : [part]));
}
