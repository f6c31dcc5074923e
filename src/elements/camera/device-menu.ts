import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { micIcon } from '../call/call-icons.js';
import { videoIcon } from '../base/icons.js';
import { texts } from '../base/texts.js';
import type { Device } from '../../media/devices.js';
import type { MediaKind } from '../../media/media-choice.js';

/** A menu of devices of one kind; nothing where there is no choice. */
export function deviceMenu(
  kind: MediaKind,
  devices: readonly Device[],
  inUse: string | undefined,
  choose: (id: string) => void,
): unknown {
  if (devices.length < 2) return nothing;
  const name = texts().camera[kind];
  return html`
    <label class="device">
      ${kind === 'video' ? videoIcon : micIcon}
      <select
        class="field"
        aria-label=${name}
        @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}
      >
        ${devices.map(
          ({ id, label }, index) =>
            html`<option value=${id} .selected=${live(id === inUse)}>
              ${label || `${name} ${index + 1}`}
            </option>`,
        )}
      </select>
    </label>
  `;
}
