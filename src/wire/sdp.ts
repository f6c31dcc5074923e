import { PhoneError } from '../base/errors.js';
import { MAX_SDP_CHARS } from './limits.js';

/** Every call of ours has these media lines, in this order: the order never changes, so no rollback can lose one. */
const LINES = ['audio', 'video', 'application'];
const FINGERPRINT = /^a=fingerprint:sha-(256|384|512) [0-9A-F:]{95,191}\r?$/im;

/**
 * Makes sure that a session description is one a phone of ours could have made, before a browser is given it.
 *
 * Looks only: descriptions are never changed (RFC 8829 section 5).
 *
 * @throws {PhoneError} `bad-message`, naming what is wrong with it.
 */
export function checkSdp(sdp: string): string {
  if (sdp.length > MAX_SDP_CHARS || !sdp.startsWith('v=0')) throw bad('form');
  const lines = [...sdp.matchAll(/^m=(\S+)/gm)].map(([, kind]) => kind);
  if (lines.length !== LINES.length || lines.some((kind, index) => kind !== LINES[index]))
    throw bad('media lines');
  if (!FINGERPRINT.test(sdp)) throw bad('fingerprint');
  return sdp;
}

function bad(part: string): PhoneError {
  return new PhoneError('bad-message', `A session description came with bad ${part}.`);
}
