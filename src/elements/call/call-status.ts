import { html, nothing, type TemplateResult } from 'lit';

import { avatar } from './avatar.js';
import { isOnHold } from './call-words.js';
import { clockText } from './clock.js';
import { micOffIcon } from './call-icons.js';
import { qualityBadge } from './quality-badge.js';
import { texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';

/** Whom a call is with, and how it stands: with a face, unless there is a picture. */
export const callFace = (call: Call, words: string, isSeen: boolean): TemplateResult => html`
  <div class="who" part="who">
    ${isSeen ? nothing : avatar(call.number)}
    <p class="name" part="number"><bdi>${call.number}</bdi></p>
    ${callStatus(call, words)}
  </div>
`;

/** How a call stands, below the number: words, how long it lasts, and what the other side does not send. */
function callStatus(shown: Call, words: string): TemplateResult {
  const { state, remoteMedia, offered } = shown;
  const { call } = texts();
  const isActive = state.phase === 'active' && !isOnHold(shown);
  const since = 'since' in state ? state.since : undefined;
  const until = state.phase === 'ended' ? state.at : Date.now();
  return html`
    <p class="status" part="status">
      ${isActive ? nothing : html`<span>${words}</span>`}
      ${
        since === undefined
          ? nothing
          : html`<span class="clock" part="clock" role="timer" aria-label=${call.duration}>
              ${clockText(until - since)}
            </span>`
      }
      ${
        isActive && !remoteMedia.audio
          ? html`<span class="badge">${micOffIcon}${call.theirMicrophoneOff}</span>`
          : nothing
      }
      ${
        isActive && offered.video && !remoteMedia.video
          ? html`<span class="badge">${call.theirCameraOff}</span>`
          : nothing
      }
      ${isActive ? qualityBadge(shown.quality) : nothing}
    </p>
  `;
}
