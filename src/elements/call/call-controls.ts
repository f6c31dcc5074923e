import { html, nothing, type TemplateResult } from 'lit';

import { hangUpIcon, micIcon, micOffIcon, soundIcon, videoOffIcon } from './call-icons.js';
import type { RtcAsk } from '../camera/device-switches.js';
import { phoneIcon, videoIcon } from '../base/icons.js';
import { call as english } from '../english/call.js';
import { addTexts, texts } from '../base/texts.js';

addTexts({ call: english });

/** One round button of a call. */
export interface Control {
  readonly part: string;
  readonly label: string;
  readonly icon: TemplateResult;
  readonly press: () => void;
  /** Its colour: `danger`, `go`, `off` for a device that is off. */
  readonly tone?: string;
  /** Words below it, for buttons that a person must not mix up. */
  readonly caption?: string;
  readonly disabled?: boolean;
  /** Of a button that stays down until it is pressed again. */
  readonly pressed?: boolean;
}

export const control = ({
  part,
  label,
  icon,
  press,
  tone = '',
  caption,
  disabled = false,
  pressed,
}: Control) => html`
  <div class="control">
    <button
      class="round ${tone}"
      part=${part}
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${disabled ? 'true' : 'false'}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      @click=${() => disabled || press()}
    >
      ${icon}
    </button>
    ${caption ? html`<span aria-hidden="true">${caption}</span>` : nothing}
  </div>
`;

/** Answer or decline. */
export function answerControls(
  offersVideo: boolean,
  disabled: boolean,
  answer: (video: boolean) => void,
  decline: () => void,
): TemplateResult {
  const { call } = texts();
  const voice: Control = {
    part: 'answer-voice',
    label: call.answerVoiceLabel,
    caption: call.answerVoice,
    icon: phoneIcon,
    press: () => answer(false),
    disabled,
  };
  const video: Control = {
    part: 'answer-video',
    label: call.answerVideoLabel,
    caption: call.answerVideo,
    icon: videoIcon,
    tone: 'go',
    press: () => answer(true),
    disabled,
  };
  return html`
    ${control({
      part: 'decline',
      label: call.decline,
      caption: call.decline,
      icon: hangUpIcon,
      tone: 'danger',
      press: decline,
    })}
    ${control(offersVideo ? voice : { ...voice, label: call.answer, caption: call.answer, tone: 'go' })}
    ${offersVideo ? control(video) : nothing}
  `;
}

/** How a call that goes on stands, as far as the buttons show it, and what they do. */
export interface LiveControls {
  /** Whether both sides have agreed to talk. */
  readonly isAccepted: boolean;
  /** Whether the other side can hear, and see, this person. Undefined where that cannot be switched. */
  readonly isHeard: boolean | undefined;
  readonly isFilmed: boolean | undefined;
  /** What the button that ends it says, where that is more than a call. */
  readonly endLabel?: string;
  /** What stands before it. */
  readonly more: unknown;
  readonly ask: RtcAsk;
  readonly switchCamera: (on: boolean) => void;
  readonly hangUp: () => void;
}

/** Mutes, switches the camera, ends the call or gives up calling. */
export function liveControls(controls: LiveControls): TemplateResult {
  const { isAccepted, isHeard, isFilmed, endLabel, more, ask, switchCamera, hangUp } = controls;
  const words = texts().call;
  const end: Control = {
    part: 'hang-up',
    label: endLabel ?? (isAccepted ? words.hangUp : words.cancel),
    icon: hangUpIcon,
    tone: 'danger wide',
    press: hangUp,
  };
  return html`
    ${isHeard === undefined ? nothing : microphoneControl(isHeard, () => void ask('rtc-microphone-request', { enabled: !isHeard }))}
    ${isFilmed === undefined ? nothing : cameraControl(isFilmed, () => switchCamera(!isFilmed))} ${more}<slot
      name="controls"
    ></slot>
    ${control(end)}
  `;
}

/** Mutes the microphone, or opens it again. */
function microphoneControl(on: boolean, press: () => void): TemplateResult {
  const { mute, unmute } = texts().call;
  return on
    ? control({ part: 'microphone', label: mute, icon: micIcon, press })
    : control({ part: 'microphone', label: unmute, icon: micOffIcon, tone: 'off', press });
}

/** Switches the camera off, or on again. */
function cameraControl(on: boolean, press: () => void): TemplateResult {
  const { cameraOff, cameraOn } = texts().call;
  return on
    ? control({ part: 'camera', label: cameraOff, icon: videoIcon, press })
    : control({ part: 'camera', label: cameraOn, icon: videoOffIcon, tone: 'off', press });
}

/** Starts the sound that the browser has blocked. */
export const hearControl = (press: () => void): TemplateResult => html`
  <button class="hear" part="hear" type="button" @click=${press}>${soundIcon}${texts().call.hear}</button>
`;

/** Calls again, where that is possible, or puts the ended call away. */
export function endControls(again: (() => void) | undefined, close: () => void): TemplateResult {
  const words = texts().call;
  return html`
    ${
      again
        ? html`<button class="primary" part="again" type="button" @click=${again}>
            ${phoneIcon}${words.again}
          </button>`
        : nothing
    }
    <button part="close" type="button" @click=${close}>${words.close}</button>
  `;
}
