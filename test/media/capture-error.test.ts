import { expect } from '@open-wc/testing';

import { captureError } from '../../src/media/capture-error.js';
import type { CaptureFacts } from '../../src/media/capture-facts.js';

const OPEN: CaptureFacts = { secure: true, able: true, allowed: true, permission: 'granted' };

describe('captureError', () => {
  for (const [name, facts, code] of [
    ['NotAllowedError', { permission: 'denied' }, 'media-denied'],
    ['NotAllowedError', { permission: 'prompt' }, 'media-dismissed'],
    ['NotAllowedError', { permission: 'granted' }, 'media-denied'],
    ['NotAllowedError', { permission: 'unknown' }, 'media-denied'],
    ['NotAllowedError', { allowed: false, permission: 'denied' }, 'media-blocked'],
    ['SecurityError', {}, 'media-blocked'],
    ['NotFoundError', {}, 'media-missing'],
    ['OverconstrainedError', {}, 'media-missing'],
    ['NotReadableError', {}, 'media-busy'],
    ['AbortError', {}, 'media-failed'],
    ['SomethingNewError', {}, 'media-failed'],
    ['TypeError', { able: false, secure: false }, 'insecure-context'],
    ['TypeError', { able: false }, 'unsupported'],
  ] as const) {
    it(`makes ${code} of ${name} where ${JSON.stringify(facts)}`, () => {
      const cause = new DOMException('by the browser', name);

      const error = captureError(cause, 'video', { ...OPEN, ...facts });

      expect(error).to.include({ name: 'PhoneError', code, cause });
    });
  }

  it('survives whatever was thrown', () => {
    for (const cause of [undefined, null, 'text', {}]) {
      expect(captureError(cause, 'audio', OPEN)).to.have.property('code', 'media-failed');
    }
  });
});
