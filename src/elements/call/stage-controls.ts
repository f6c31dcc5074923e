import { html, nothing, type TemplateResult } from 'lit';

import { answerControls, endControls, liveControls } from './call-controls.js';
import { AGREED } from './call-phases.js';
import { switchCamera, type RtcAsk } from '../camera/device-switches.js';
import { isUsable } from '../camera/device-trouble.js';
import { addControl, extraControls, holdControl } from './extra-controls.js';
import type { MediaExtras } from '../camera/media-extras.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';

/** What the buttons of a call ask, and what the element around them adds. */
export interface StageControls {
  readonly phone: Phone | undefined;
  readonly ask: RtcAsk;
  /** The choice of the speaker, rendered. */
  readonly speaker: unknown;
  /** What there is for the picture beyond on and off. */
  readonly extras: MediaExtras;
  /** Opens a way to call one more person. Undefined where the page wants none. */
  readonly add: (() => void) | undefined;
  /** Whether the buttons of less weight are shown where there is little room. */
  readonly expanded: boolean;
  readonly expand: () => void;
  /** Whether something asked for is under way. */
  readonly isPending: boolean;
  /** Puts an ended call away. */
  readonly close: () => void;
}

/** The buttons of a call, as it stands. */
export function stageControls(call: Call, controls: StageControls): TemplateResult {
  const { phone, ask, isPending, close } = controls;
  const { number, offered } = call;
  switch (call.state.phase) {
    case 'incoming':
      return answerControls(
        offered.video,
        isPending,
        (video) => void ask('rtc-accept-request', { call, audio: true, video }),
        () => void ask('rtc-reject-request', { call }),
      );
    case 'ended': {
      const again = () => void ask('rtc-dial-request', { number, ...offered });
      return endControls(phone ? again : undefined, close);
    }
    case 'calling':
    case 'ringing':
    case 'connecting':
    case 'active':
    case 'reconnecting':
      return renderLive(call, controls);
  }
}

/** Those of a call that goes on, answered or not. */
function renderLive(call: Call, controls: StageControls): TemplateResult {
  const { phone, ask } = controls;
  const media = phone?.media;
  const isAccepted = AGREED.has(call.state.phase);
  const isSent = call.sending.video;
  const hasCamera = media && (isAccepted || isSent);
  const extras = isAccepted ? renderExtras(call, controls) : controls.speaker;
  return liveControls({
    isAccepted,
    isHeard: media ? isUsable(media.microphone) : undefined,
    isFilmed: hasCamera ? isSent && isUsable(media.camera) : undefined,
    more: html`${extras}<slot name="controls"></slot>`,
    switchMicrophone: (enabled) => void ask('rtc-microphone-request', { enabled }),
    switchCamera: (on) => void switchCamera(ask, media, { call, isSent, on }),
    hangUp: () => void ask('rtc-hang-up-request', { call }),
  });
}

function renderExtras(
  call: Call,
  { phone, ask, speaker, extras, add, expanded, expand }: StageControls,
): TemplateResult {
  const hold = () => void ask('rtc-hold-request', { call, held: true });
  const mayAdd = phone && phone.calls.length < phone.maxCalls;
  const items = html`
    ${extras.renderControls(call.sending)} ${speaker} ${call.held ? nothing : holdControl(hold)}
    ${add && mayAdd ? addControl(add) : nothing}
  `;
  return extraControls(expanded, expand, items);
}
