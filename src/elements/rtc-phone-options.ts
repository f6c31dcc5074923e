import { property } from 'lit/decorators.js';

import { RtcElement } from './base/rtc-element.js';
import type { Logger } from '../base/log.js';
import type { PhoneOptions } from '../phone/phone-options.js';

/** What a page may say about a phone, by attributes or properties. All of it may change at any time. */
export abstract class RtcPhoneOptions extends RtcElement {
  /** Under which this phone is called: letters, digits and signs, up to 64 of them. */
  @property() number?: string;

  /** The publish key of a PubNub keyset. Without keys the phone reaches other tabs of this browser only. */
  @property({ attribute: 'publish-key' }) publishKey?: string;

  /** The subscribe key of the same keyset. */
  @property({ attribute: 'subscribe-key' }) subscribeKey?: string;

  /** A PubNub Access Manager token for this number. */
  @property() token?: string;

  /** A PubNub origin of your own. */
  @property() origin?: string;

  /** A secret shared by all phones that may read each other's messages. */
  @property({ attribute: 'cipher-key' }) cipherKey?: string;

  /** How calls find each other: `pubnub`, `local`, or, as a property, a Signaling of your own. */
  @property() signaling?: PhoneOptions['signaling'];

  /**
   * STUN and TURN servers: addresses with spaces between them, or a JSON array of RTCIceServer. As a property also a
   * function that fetches them.
   */
  @property({ attribute: 'ice-servers' }) iceServers?: string | PhoneOptions['iceServers'];

  /** Calls by TURN servers alone, so that the other side never learns the address of this device. */
  @property({ type: Boolean, attribute: 'relay-only' }) relayOnly = false;

  /** Numbers that are answered without a question, or `contacts`: those whose presence is watched. Never everybody. */
  @property({ attribute: 'auto-answer' }) autoAnswer: readonly string[] | string = [];

  /**
   * Numbers that can talk the moment the person accepts, or `contacts`: those whose presence is watched. It shows them this
   * device's network address while it rings; those who want it are seen meanwhile.
   */
  @property({ attribute: 'early-connection' }) earlyConnection: readonly string[] | string = [];

  /** Shows the camera to whom the person calls while it rings there, if they trust this number by `early-connection`. */
  @property({ type: Boolean, attribute: 'early-picture' }) earlyPicture = false;

  /** Opens camera and microphone of the complete phone at once, not only when they are needed. */
  @property({ type: Boolean }) autocam = false;

  /** Makes no sound when somebody calls, when it rings over there, and when a call is over. */
  @property({ type: Boolean }) silent = false;

  /** The address of a sound of your own for incoming calls. */
  @property() ringtone?: string;

  /** The address of one for the time in which the other phone rings. */
  @property() ringback?: string;

  /** Lets one more call ring while the person talks. Else whoever calls hears that the phone is busy. */
  @property({ type: Boolean, attribute: 'call-waiting' }) callWaiting = false;

  /** How many calls the phone may be in at once, places in a room included: 8 where nothing is said. */
  @property({ attribute: 'max-calls' }) maxCalls?: number | string;

  /** Lets others see whether this phone is available, busy or away. With PubNub it needs the Presence add-on. */
  @property({ type: Boolean }) presence = false;

  /** Shows to those who see it that nobody is at this phone. It rings all the same. */
  @property({ type: Boolean }) away = false;

  /**
   * The name of a room, in which everybody talks with everybody. The complete phone shows who is there, and goes in when
   * the person presses a button; with `autocam` at once. Without the attribute it leaves.
   */
  @property() room?: string;

  /** Lets the person broadcast: the complete phone shows a button to go live, then who watches. */
  @property({ type: Boolean }) broadcast = false;

  /** How many may watch the broadcast at once: 8 where nothing is said, since the picture is sent to each. */
  @property({ attribute: 'max-viewers' }) maxViewers?: number | string;

  /** The number whose broadcast is watched, now or as soon as it begins. The person is asked for nothing. */
  @property() watch?: string;

  /** Keeps no past calls, messages or photos in this browser. What was sent while the phone was away does not come then. */
  @property({ type: Boolean, attribute: 'no-history' }) noHistory = false;

  /** Tells the page all that the phone does, as `rtc-log` events, and keeps it for `trace()`. */
  @property({ type: Boolean }) debug = false;

  /** Gets everything worth a log entry. The kit itself writes no log. */
  @property({ attribute: false }) logger?: Logger;
}
