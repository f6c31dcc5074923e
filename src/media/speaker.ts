import { PhoneError, type PhoneErrorCode } from '../base/errors.js';
import { captureErrorName } from './capture-error.js';

/** Whether this browser lets a page choose where sound comes out (W3C Audio Output Devices). iOS does not. */
export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement === 'function' && 'setSinkId' in HTMLMediaElement.prototype;
}

/**
 * Plays what an element plays through this speaker from now on; an empty id means the default one.
 *
 * @throws {PhoneError} `unsupported`, where the person chooses in the system instead; `media-missing`, when the speaker is
 * gone; `media-denied` or `media-failed`, when the browser does not let us have it. The sound goes on as it was then.
 */
export async function playThrough(element: HTMLMediaElement, speakerId: string): Promise<void> {
  if (!canChooseSpeaker()) {
    if (speakerId === '') return;
    throw new PhoneError('unsupported', 'In this browser a speaker is chosen in the settings of the system.');
  }
  if (element.sinkId === speakerId) return;
  try {
    await element.setSinkId(speakerId);
  } catch (cause) {
    const code = CODES[captureErrorName(cause)] ?? 'media-failed';
    throw new PhoneError(code, 'The speaker could not be used.', { cause });
  }
}

const CODES: Readonly<Record<string, PhoneErrorCode>> = {
  NotFoundError: 'media-missing',
  NotAllowedError: 'media-denied',
};
