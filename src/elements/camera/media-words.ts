import type { PhoneError } from '../../base/errors.js';
import { media } from '../english/media.js';
import { addTexts, texts } from '../base/texts.js';

addTexts({ media });

/** How it reads that a screen could not be shared: the usual words are about cameras. */
export function shareWords({ code }: PhoneError): string {
  const { shareDenied, shareBlocked, shareFailed } = texts().media;
  if (code === 'media-denied') return shareDenied;
  return code === 'media-blocked' ? shareBlocked : shareFailed;
}
