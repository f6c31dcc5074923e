import type { PhoneError } from '../base/errors.js';
import type { LogEntry } from '../base/log.js';
import type { CallState, EndReason } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { PhotoOptions } from '../call/photo-options.js';
import type { DeviceState, ScreenState } from '../media/local-media.js';
import type { MediaKind } from '../media/media-choice.js';
import type { Broadcast } from '../phone/places/broadcast.js';
import type { ChatLine } from '../phone/post/chats.js';
import type { OfferedPhoto } from '../phone/post/photo-post.js';
import type { Delivery } from '../phone/post/post-office.js';
import type { PhoneState, Screening, TokenExpiry } from '../phone/phone.js';
import type { Room } from '../phone/places/room.js';
import type { Viewing } from '../phone/places/viewing.js';

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
  /**
   * Asks to answer a call. What becomes of the calls that go on: they all go on, or are put on hold first, or end; with
   * them a room is left.
   */
  'rtc-accept-request': CustomEvent<{
    readonly call: Call;
    readonly audio: boolean;
    readonly video: boolean;
    readonly others?: 'hold' | 'end';
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
  /** Asks to turn to the other camera. */
  'rtc-flip-request': CustomEvent<null>;
  /**
   * Asks to show a screen in place of the camera, with its sound where the person allows it, or to end that. The browser
   * lets the person choose one; who chooses none has not failed.
   */
  'rtc-screen-share-request': CustomEvent<{ readonly sharing: boolean; readonly audio?: boolean }>;
  /** Asks to begin or to stop sending a picture in a call, or in all calls and the room. */
  'rtc-video-request': CustomEvent<{ readonly call?: Call; readonly on: boolean }>;
  /**
   * Asks to send a photo: in these calls, or to a number without a call. `onProgress` is told how much of it has left, and
   * `onDelivery` what became of it; the element that asked shows both.
   */
  'rtc-photo-request': CustomEvent<
    {
      readonly to: string | readonly Call[];
      readonly photo: Blob;
      readonly onDelivery?: (delivery: Delivery) => void;
    } & PhotoOptions
  >;

  /** Asks to send a line of text to a number, or without one to everybody in the room; or `line`, which has failed, again. */
  'rtc-chat-request': CustomEvent<{
    readonly number: string | undefined;
    readonly text: string;
    readonly line?: ChatLine;
  }>;
  /** Asks to put a call on hold, or to go on with it. */
  'rtc-hold-request': CustomEvent<{ readonly call: Call; readonly held: boolean }>;
  /** Asks to turn to a call: the others are put on hold. */
  'rtc-switch-request': CustomEvent<{ readonly call: Call }>;
  /** Asks for a way to call one more person. The complete phone opens its keypad. */
  'rtc-add-request': CustomEvent<null>;
  /** Asks to enter a room. */
  'rtc-join-request': CustomEvent<{
    readonly room: string;
    readonly audio: boolean;
    readonly video: boolean;
  }>;
  /** Asks to leave the room. */
  'rtc-leave-request': CustomEvent<null>;
  /** Asks to go on the air, or off it. */
  'rtc-live-request': CustomEvent<{ readonly live: boolean; readonly maxViewers?: number }>;
  /** Asks to send a viewer of the broadcast away. */
  'rtc-remove-request': CustomEvent<{ readonly call: Call }>;
  /** Asks to watch what a number broadcasts, or nothing any more. */
  'rtc-watch-request': CustomEvent<{ readonly number: string | undefined }>;

  /** Tells how the phone stands now. Also when the element has made another phone. */
  'rtc-phone-changed': CustomEvent<{ readonly state: PhoneState }>;
  /** Tells that the phone can call and be called. Once each time it becomes ready. */
  'rtc-ready': CustomEvent<{ readonly number: string }>;
  /**
   * Tells that somebody wants to call, before anybody hears of it. `preventDefault()` declines; `decide()` lets the ring
   * wait for a promise: true lets it ring, false declines.
   */
  'rtc-screen': CustomEvent<Screening>;
  /** Tells that somebody calls. After `preventDefault()` the page answers in its own way and the kit shows no card. */
  'rtc-incoming': CustomEvent<{ readonly call: Call }>;
  /** Tells that two people can talk. Once for each call. */
  'rtc-call-started': CustomEvent<{ readonly call: Call }>;
  /** Tells how a call stands now, and that one of the two has put it on hold, or goes on: `call.held`. */
  'rtc-call-changed': CustomEvent<{ readonly call: Call; readonly state: CallState }>;
  /** Tells that a call is over, why, and by whom. */
  'rtc-call-ended': CustomEvent<{
    readonly call: Call;
    readonly number: string;
    readonly reason: EndReason;
    readonly by: 'local' | 'remote';
  }>;
  /**
   * Tells what another page has sent by `call.send()`, or without a call by `phone.send()`. Not to be trusted, but for
   * `from`, which is the transport's word. `at`: when it was sent, in milliseconds since 1970.
   */
  'rtc-message-received': CustomEvent<{
    readonly from: string;
    readonly data: unknown;
    readonly at: number;
    readonly call?: Call;
  }>;
  /** Tells that somebody has written a line, in the `room` to everybody, else to this phone alone. */
  'rtc-chat-received': CustomEvent<{
    readonly number: string;
    readonly text: string;
    readonly room?: string;
  }>;
  /** Tells that the person has chosen somebody in a list of contacts. */
  'rtc-contact-selected': CustomEvent<{ readonly number: string }>;
  /** Tells that a photo has come: in a call, or without one when the person wanted to see what was offered. */
  'rtc-photo-received': CustomEvent<{ readonly from: string; readonly photo: Blob; readonly call?: Call }>;
  /** Tells that somebody would like to send a photo without a call. Nothing of it is fetched before `accept()`. */
  'rtc-photo-offered': CustomEvent<OfferedPhoto>;
  /** Tells that the phone is in a room, that somebody came or went there, or, when not `room.isOpen`, that it has left. */
  'rtc-room-changed': CustomEvent<{ readonly room: Room }>;
  /** Tells that the phone is on the air, that a viewer came or went, or, when not `broadcast.isLive`, that it is over. */
  'rtc-broadcast-changed': CustomEvent<{ readonly broadcast: Broadcast }>;
  /** Tells how the phone stands with the broadcast that it watches: `viewing.state`. */
  'rtc-viewing-changed': CustomEvent<{ readonly viewing: Viewing }>;
  /**
   * Tells that the person has taken a photo. It stays on this device until it is sent or saved. `of`: whose picture it is,
   * where it is one of the other side.
   */
  'rtc-photo-taken': CustomEvent<{ readonly photo: Blob; readonly of?: string }>;
  /** Tells how camera, microphone and a shared screen stand now. */
  'rtc-media-changed': CustomEvent<{
    readonly microphone: DeviceState;
    readonly camera: DeviceState;
    readonly screen: ScreenState;
  }>;
  /** Tells that a token runs out, or was refused: the page is to set a fresh one, as `token`. The call goes on. */
  'rtc-token-expiring': CustomEvent<TokenExpiry>;
  /** Tells what the phone does, step by step, while the element says `debug`. */
  'rtc-log': CustomEvent<LogEntry>;
  /** Tells that something the person or the page asked for has failed. The element has also said so in words. */
  'rtc-error': CustomEvent<PhoneError>;
}

/** The events that ask the phone. Only the complete phone has a keypad to open. */
export type RtcRequest = Exclude<Extract<keyof RtcEventMap, `${string}-request`>, 'rtc-add-request'>;

/** What an event carries. */
export type RtcDetail<Type extends keyof RtcEventMap> = RtcEventMap[Type]['detail'];

declare global {
  interface GlobalEventHandlersEventMap extends RtcEventMap {}
}
