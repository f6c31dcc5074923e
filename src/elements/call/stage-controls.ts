import { nothing, type TemplateResult } from 'lit';

import { answerControls, endControls, liveControls } from './call-controls.js';
import { AGREED } from './call-phases.js';
import { switchCamera } from '../camera/device-switches.js';
import { isUsable } from '../camera/device-trouble.js';
import { extraControls, holdControl, type AroundControls } from './extra-controls.js';
import type { Call } from '../../call/call.js';

export interface StageControls extends AroundControls {
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
  const hold = () => void ask('rtc-hold-request', { call, held: true });
  return liveControls({
    isAccepted,
    isHeard: media ? isUsable(media.microphone) : undefined,
    isFilmed: hasCamera ? isSent && isUsable(media.camera) : undefined,
    more: isAccepted
      ? extraControls(controls, call.sending, call.held ? nothing : holdControl(hold))
      : controls.speaker,
    ask,
    switchCamera: (on) => void switchCamera(ask, media, { call, isSent, on }),
    hangUp: () => void ask('rtc-hang-up-request', { call }),
  });
}
