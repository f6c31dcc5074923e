import { PhoneError } from '../base/errors.js';

/** The media sections of every description of ours, in this order for ever. */
const SECTIONS = 'audio video application';

/**
 * Makes sure that a description has the three sections of ours, in our order.
 *
 * When the sections of two offers that cross are in different order, Chromium's rollback leaves the data section
 * rejected, and it asks for new negotiations without end.
 *
 * @throws {PhoneError} `bad-message`, when it has others.
 */
export function checkSections(sdp: string): void {
  const sections = Array.from(sdp.matchAll(/^m=(\S+)/gm), ([, kind]) => kind).join(' ');
  if (sections !== SECTIONS) {
    throw new PhoneError('bad-message', `A description must have the sections "${SECTIONS}", in this order.`);
  }
}
