import { PhoneError, type PhoneErrorCode } from '../base/errors.js';
import { captureFacts, type CaptureFacts, type CaptureKind } from './capture-facts.js';

/** Says in our words why the browser gave no track of this kind. Never rejects. */
export async function explainCapture(cause: unknown, kind: CaptureKind): Promise<PhoneError> {
  return captureError(cause, kind, await captureFacts(kind));
}

/**
 * The error for a failed capture (W3C Media Capture 10.2, getUserMedia; W3C Screen Capture 5.1, getDisplayMedia).
 *
 * The browser's own error is not enough: `NotAllowedError` alone may mean a person who said no, one who closed the
 * question, or a frame that was never allowed to ask.
 */
export function captureError(cause: unknown, kind: CaptureKind, facts: CaptureFacts): PhoneError {
  const name = captureErrorName(cause);
  const [code, message] = screenReason(kind, name, cause, facts) ?? reason(name, DEVICES[kind], facts);
  return new PhoneError(code, message, { cause });
}

/** The name of a browser's error. Some are DOMExceptions and some, as OverconstrainedError, are not everywhere. */
export function captureErrorName(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
}

const DEVICES = { audio: 'microphone', video: 'camera', screen: 'screen' } as const;

/** What is different about a screen: it is chosen anew every time, and not to choose is to close the question. */
function screenReason(
  kind: CaptureKind,
  name: string,
  cause: unknown,
  { able, allowed, permission }: CaptureFacts,
): [PhoneErrorCode, string] | undefined {
  if (kind !== 'screen' || !able) return undefined;
  if (name === 'InvalidStateError')
    return ['bad-state', 'Browsers lend a screen only to what a person has just pressed.'];
  if (name !== 'NotAllowedError' || !allowed || permission === 'denied') return undefined;
  // Chromium's words where macOS or a policy of the owner forbids it; the name is the same as for a person's no.
  return /by system/i.test(String(cause))
    ? ['media-denied', 'The system refused the screen.']
    : ['media-dismissed', 'The browser asked for a screen, and none was chosen.'];
}

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
