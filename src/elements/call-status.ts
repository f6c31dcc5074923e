import { html, nothing, type TemplateResult } from 'lit';

import { clockText } from './clock.js';
import { micOffIcon } from './icons.js';
import { texts } from './texts.js';
import type { Call } from '../call/call.js';

/** How a call stands, below the number: words, how long it lasts, and what the other side does not send. */
export function callStatus({ state, remoteMedia, offered }: Call, words: string): TemplateResult {
  const { call } = texts();
  const isActive = state.phase === 'active';
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
    </p>
  `;
}
