import { html, type TemplateResult } from 'lit';

import { control } from './call-controls.js';
import { addPersonIcon, moreIcon, pauseIcon, playIcon } from './several-icons.js';
import { texts } from '../base/texts.js';

/** Buttons of less weight: beside the others where there is room, else behind a button that opens them. */
export function extraControls(isOpen: boolean, toggle: () => void, items: unknown): TemplateResult {
  const { more } = texts().several;
  return html`
    <div class="extra ${isOpen ? 'open' : ''}" id="extra">${items}</div>
    <div class="control more">
      <button
        class="round"
        part="more"
        type="button"
        aria-label=${more}
        title=${more}
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="extra"
        @click=${toggle}
      >
        ${moreIcon}
      </button>
    </div>
  `;
}

/** Puts a call on hold. */
export const holdControl = (press: () => void): TemplateResult =>
  control({ part: 'hold', label: texts().several.hold, icon: pauseIcon, press });

/** Goes on with a call that was put on hold. */
export const resumeControl = (press: () => void): TemplateResult => html`
  <button class="hear" part="resume" type="button" @click=${press}>
    ${playIcon}${texts().several.resume}
  </button>
`;

/** Opens a way to call one more. */
export const addControl = (press: () => void): TemplateResult =>
  control({ part: 'add', label: texts().several.addPerson, icon: addPersonIcon, press });
