import { html, nothing, type TemplateResult } from 'lit';

import { control } from './call-controls.js';
import { addPersonIcon, moreIcon, pauseIcon, playIcon } from './several-icons.js';
import type { RtcAsk } from '../camera/device-switches.js';
import type { MediaExtras } from '../camera/media-extras.js';
import { texts } from '../base/texts.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { Phone } from '../../phone/phone.js';

/** What the element around the buttons of its calls adds to them. */
export interface AroundControls {
  readonly phone: Phone | undefined;
  readonly ask: RtcAsk;
  /** The choice of the speaker, rendered. */
  readonly speaker: unknown;
  /** What there is for the picture beyond on and off. */
  readonly extras: MediaExtras;
  /** Opens a way to call one more person. Undefined where there is none. */
  readonly add: (() => void) | undefined;
  /** Whether the buttons of less weight are shown where there is little room. */
  readonly expanded: boolean;
  readonly expand: () => void;
}

/**
 * Buttons of less weight: beside the others where there is room, else behind a button that opens them.
 *
 * @param sending What somebody gets of this person. @param hold The button that puts the call on hold, if there is one.
 */
export function extraControls(
  { phone, speaker, extras, add, expanded, expand }: AroundControls,
  sending: MediaChoice,
  hold: unknown = nothing,
): TemplateResult {
  const { more } = texts().several;
  const mayAdd = add && phone && phone.calls.length < phone.maxCalls;
  return html`
    <div class="extra ${expanded ? 'open' : ''}" id="extra">
      ${extras.renderControls(sending)} ${speaker} ${hold} ${mayAdd ? addControl(add) : nothing}
    </div>
    <div class="control more">
      <button
        class="round"
        part="more"
        type="button"
        aria-label=${more}
        title=${more}
        aria-expanded=${expanded ? 'true' : 'false'}
        aria-controls="extra"
        @click=${expand}
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
const addControl = (press: () => void): TemplateResult =>
  control({ part: 'add', label: texts().several.addPerson, icon: addPersonIcon, press });
