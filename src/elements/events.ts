import type { PhoneError } from '../base/errors.js';
import type { CallState, EndReason } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { DeviceState } from '../media/local-media.js';
import type { MediaKind } from '../media/media-choice.js';
import type { PhoneState, TokenExpiry } from '../phone/phone.js';

/**
 * Every event the elements dispatch. All of them bubble and leave shadow roots.
 *
 * A request asks: `preventDefault()` on it means that the page answers it in its own way. All others tell.
 */
export interface RtcEventMap {
  /** Asks the phone to call a number, with picture unless `video` is false. */
  'rtc-dial-request': CustomEvent<{
    readonly number: string;
    readonly audio?: boolean;
    readonly video?: boolean;
  }>;
  /** Asks to answer a call. */
  'rtc-accept-request': CustomEvent<{
    readonly call: Call;
    readonly audio: boolean;
    readonly video: boolean;
  }>;
  /** Asks to decline a call. */
  'rtc-reject-request': CustomEvent<{ readonly call: Call }>;
  /** Asks to end one call, or all of them. */
  'rtc-hang-up-request': CustomEvent<{ readonly call?: Call }>;
  /** Asks to mute the microphone, to open it again, or to try a failed one once more. */
  'rtc-microphone-request': CustomEvent<{ readonly enabled: boolean }>;
  /** Asks to switch the camera off, on again, or to try a failed one once more. */
  'rtc-camera-request': CustomEvent<{ readonly enabled: boolean }>;
  /** Asks for another microphone (`audio`) or camera (`video`). */
  'rtc-device-request': CustomEvent<{ readonly kind: MediaKind; readonly deviceId: string }>;
  /** Asks to begin or to stop sending a picture in a call. */
  'rtc-video-request': CustomEvent<{ readonly call: Call; readonly on: boolean }>;
  /** Asks to send a photo to the other side of a call. */
  'rtc-photo-request': CustomEvent<{ readonly call: Call; readonly photo: Blob }>;

  /** Tells how the phone stands now. Also when the element has made another phone. */
  'rtc-phone-changed': CustomEvent<{ readonly state: PhoneState }>;
  /** Tells that the phone can call and be called. Once each time it becomes ready. */
  'rtc-ready': CustomEvent<{ readonly number: string }>;
  /** Tells that somebody calls. After `preventDefault()` the page answers in its own way and the kit shows no card. */
  'rtc-incoming': CustomEvent<{ readonly call: Call }>;
  /** Tells that two people can talk. Once for each call. */
  'rtc-call-started': CustomEvent<{ readonly call: Call }>;
  /** Tells how a call stands now. */
  'rtc-call-changed': CustomEvent<{ readonly call: Call; readonly state: CallState }>;
  /** Tells that a call is over, why, and by whom. */
  'rtc-call-ended': CustomEvent<{
    readonly call: Call;
    readonly number: string;
    readonly reason: EndReason;
    readonly by: 'local' | 'remote';
  }>;
  /** Tells what the other side's page has sent by `call.send()`. Not to be trusted. */
  'rtc-message-received': CustomEvent<{ readonly call: Call; readonly data: unknown }>;
  /** Tells that a photo has come from the other side. */
  'rtc-photo-received': CustomEvent<{ readonly call: Call; readonly photo: Blob }>;
  /** Tells that the person has taken a photo. It stays on this device until it is sent or saved. */
  'rtc-photo-taken': CustomEvent<{ readonly photo: Blob }>;
  /** Tells how camera and microphone stand now. */
  'rtc-media-changed': CustomEvent<{ readonly microphone: DeviceState; readonly camera: DeviceState }>;
  /** Tells that a token runs out, or was refused: the page is to set a fresh one, as `token`. The call goes on. */
  'rtc-token-expiring': CustomEvent<TokenExpiry>;
  /** Tells that something the person or the page asked for has failed. The element has also said so in words. */
  'rtc-error': CustomEvent<PhoneError>;
}

/** The events that ask. */
export type RtcRequest = Extract<keyof RtcEventMap, `${string}-request`>;

/** What an event carries. */
export type RtcDetail<Type extends keyof RtcEventMap> = RtcEventMap[Type]['detail'];

declare global {
  interface GlobalEventHandlersEventMap extends RtcEventMap {}
}
