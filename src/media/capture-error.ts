import { PhoneError, type PhoneErrorCode } from '../base/errors.js';
import { captureFacts, type CaptureFacts } from './capture-facts.js';
import type { MediaKind } from './media-choice.js';

/** Says in our words why the browser gave no track of this kind. Never rejects. */
export async function explainCapture(cause: unknown, kind: MediaKind): Promise<PhoneError> {
  return captureError(cause, kind, await captureFacts(kind));
}

/**
 * The error for a failed capture (W3C Media Capture 10.2, getUserMedia).
 *
 * The browser's own error is not enough: `NotAllowedError` alone may mean a person who said no, one who closed the
 * question, or a frame that was never allowed to ask.
 */
export function captureError(cause: unknown, kind: MediaKind, facts: CaptureFacts): PhoneError {
  const [code, message] = reason(captureErrorName(cause), DEVICES[kind], facts);
  return new PhoneError(code, message, { cause });
}

/** The name of a browser's error. Some are DOMExceptions and some, as OverconstrainedError, are not everywhere. */
export function captureErrorName(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
}

const DEVICES = { audio: 'microphone', video: 'camera' } as const;

function reason(name: string, device: string, facts: CaptureFacts): [PhoneErrorCode, string] {
  if (!facts.able) {
    return facts.secure
      ? ['unsupported', `This browser lends no page a ${device}.`]
      : ['insecure-context', `Browsers lend a ${device} only to https pages and localhost.`];
  }
  switch (name) {
    case 'NotAllowedError':
      if (!facts.allowed) return ['media-blocked', `The page or a frame around it forbids the ${device}.`];
      return facts.permission === 'prompt'
        ? ['media-dismissed', 'The browser asked, and the question was closed without an answer.']
        : ['media-denied', `The person or the system refused the ${device}.`];
    case 'SecurityError':
      return ['media-blocked', `The ${device} is forbidden to this page.`];
    case 'NotFoundError':
    case 'OverconstrainedError':
      return ['media-missing', `There is no such ${device}.`];
    case 'NotReadableError':
      return ['media-busy', `The system or another program holds the ${device}.`];
    default:
      return ['media-failed', `The ${device} failed.`];
  }
}
