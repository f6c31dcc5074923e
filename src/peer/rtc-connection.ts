import { PhoneError } from '../base/errors.js';

/**
 * The browser's connection, of which everything goes over one path.
 *
 * @throws {PhoneError} `bad-option`, when the browser refuses the ICE servers; `failed`, when it makes no more.
 */
export function makeConnection({
  iceServers = [],
  iceTransportPolicy = 'all',
}: Pick<RTCConfiguration, 'iceServers' | 'iceTransportPolicy'>): RTCPeerConnection {
  try {
    return new RTCPeerConnection({ iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' });
  } catch (cause) {
    // A page may have 500 connections in Chromium, which takes a while to forget those that are closed.
    const isFull = cause instanceof DOMException && cause.name === 'UnknownError';
    if (isFull) throw new PhoneError('failed', 'The browser makes no more connections.', { cause });
    throw new PhoneError('bad-option', 'The browser refuses these iceServers.', { cause });
  }
}
