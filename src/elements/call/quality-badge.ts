import { html, nothing } from 'lit';

import { badIcon, weakIcon } from '../camera/media-icons.js';
import '../camera/media-words.js';
import { texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';

/** How it reads that a connection carries less than it should. Undefined while it carries enough. */
export const qualityWords = (quality: Call['quality']): string | undefined =>
  quality === 'weak' || quality === 'bad' ? texts().media[quality] : undefined;

/** Shows that. */
export function qualityBadge(quality: Call['quality']): unknown {
  const words = qualityWords(quality);
  const icon = quality === 'weak' ? weakIcon : badIcon;
  return words ? html`<span class="badge" part="quality">${icon}<span>${words}</span></span>` : nothing;
}
