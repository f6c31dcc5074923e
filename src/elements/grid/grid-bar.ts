import { html, nothing, type TemplateResult } from 'lit';

import { liveControls } from '../call/call-controls.js';
import { switchCamera } from '../camera/device-switches.js';
import { isUsable } from '../camera/device-trouble.js';
import { extraControls, type AroundControls } from '../call/extra-controls.js';
import { sharedCalls } from '../phone/phone-calls.js';
import { texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';
import type { MediaChoice } from '../../media/media-choice.js';
import type { Room } from '../../phone/places/room.js';

export interface GridBar extends AroundControls {
  /** Where the phone is, if it is somewhere. */
  readonly room: Room | undefined;
  /** How many others there are. */
  readonly count: number;
}

/** Oneself, the buttons for everybody, and where one is. */
export function gridBar(bar: GridBar): TemplateResult {
  const { phone, room, count, ask } = bar;
  const { leave, hangUpAll } = texts().grid;
  const media = phone?.media;
  const sending = sentTo(room, sharedCalls(phone));
  const isSent = sending.video;
  const controls = liveControls({
    isAccepted: true,
    isHeard: media && isUsable(media.microphone),
    isFilmed: media && isSent && isUsable(media.camera),
    endLabel: room ? `${leave}: ${room.name}` : hangUpAll,
    more: extraControls(bar, sending),
    ask,
    switchCamera: (on) => void switchCamera(ask, media, { isSent, on }),
    hangUp: () => void (room ? ask('rtc-leave-request', null) : ask('rtc-hang-up-request', {})),
  });
  return html`
    <div class="bar ${media?.camera.status === 'on' ? 'filmed' : ''}">
      <rtc-local-camera exportparts="stage:own" .phone=${phone}></rtc-local-camera>
      <div class="controls" part="controls">${controls}</div>
      <p class="place" part="place">${room ? html`<bdi>${room.name}</bdi> · ${count + 1}` : nothing}</p>
    </div>
  `;
}

/** What somebody gets of this person, as far as the devices are on. */
function sentTo(room: Room | undefined, calls: readonly Call[]): MediaChoice {
  const all = [...(room ? [room] : []), ...calls];
  return {
    audio: all.some(({ sending }) => sending.audio),
    video: all.some(({ sending }) => sending.video),
  };
}
