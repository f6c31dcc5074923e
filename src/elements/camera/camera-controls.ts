import { html, nothing, type TemplateResult } from 'lit';

import { micIcon, micOffIcon } from '../call/call-icons.js';
import { videoIcon } from '../base/icons.js';
import { flipIcon } from './media-icons.js';
import './media-words.js';
import { texts } from '../base/texts.js';

/** How camera and microphone stand, as far as the buttons show it, and what they do. */
export interface CameraControls {
  readonly isHeard: boolean;
  readonly isOn: boolean;
  /** Whether the camera has failed: then the button tries again. */
  readonly hasFailed: boolean;
  /** Whether no press of a button can help. */
  readonly isHopeless: boolean;
  readonly switchMicrophone: () => void;
  readonly switchCamera: () => void;
  /** Undefined where there is one camera. */
  readonly flip: (() => void) | undefined;
}

/** The buttons on one's own picture. */
export function cameraControls(controls: CameraControls): TemplateResult {
  const { isHeard, isOn, hasFailed, isHopeless, switchMicrophone, switchCamera, flip } = controls;
  const { call, camera, media } = texts();
  const muting = isHeard ? call.mute : call.unmute;
  const starting = hasFailed ? camera.retry : call.cameraOn;
  return html`
    <div class="controls" part="controls">
      <button
        class="round ${isHeard ? '' : 'cut'}"
        part="microphone"
        type="button"
        data-next
        aria-label=${muting}
        title=${muting}
        @click=${switchMicrophone}
      >
        ${isHeard ? micIcon : micOffIcon}
      </button>
      <button
        class=${isOn ? 'round' : 'primary'}
        part="camera"
        type="button"
        aria-label=${isOn ? call.cameraOff : nothing}
        title=${isOn ? call.cameraOff : nothing}
        ?hidden=${isHopeless}
        @click=${switchCamera}
      >
        ${isOn ? videoIcon : starting}
      </button>
      ${
        flip
          ? html`<button
              class="round"
              part="flip"
              type="button"
              aria-label=${media.flip}
              title=${media.flip}
              @click=${flip}
            >
              ${flipIcon}
            </button>`
          : nothing
      }
    </div>
  `;
}
