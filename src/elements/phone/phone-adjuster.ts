import type { ReactiveController, ReactiveElement } from 'lit';

import { parseCount, parseIceServers, parseTrusted } from './attribute-values.js';
import { MAX_CALLS, MAX_VIEWERS } from '../../phone/limits.js';
import type { PhoneOptions } from '../../phone/phone-options.js';
import type { Phone } from '../../phone/phone.js';

/** What a phone may be told at any time, also in the middle of a call. */
export interface Adjustable extends ReactiveElement {
  readonly autoAnswer: readonly string[] | string;
  readonly earlyConnection: readonly string[] | string;
  readonly earlyPicture: boolean;
  readonly iceServers?: string | PhoneOptions['iceServers'];
  readonly callWaiting: boolean;
  readonly maxCalls?: number | string | undefined;
  readonly maxViewers?: number | string | undefined;
  readonly presence: boolean;
  readonly away: boolean;
}

/** Tells an element's own phone what its attributes say, whenever one of the two is another. */
export class PhoneAdjuster implements ReactiveController {
  readonly #host: Adjustable;
  readonly #phone: () => Phone | undefined;
  readonly #failed: (error: unknown) => void;
  #told: readonly unknown[] = [];

  /** @param failed Gets a PhoneError, `bad-option`, when an attribute makes no sense. */
  constructor(host: Adjustable, phone: () => Phone | undefined, failed: (error: unknown) => void) {
    this.#host = host;
    this.#phone = phone;
    this.#failed = failed;
    host.addController(this);
  }

  hostUpdate(): void {
    const { autoAnswer, earlyConnection, earlyPicture, iceServers } = this.#host;
    const { callWaiting, maxCalls, maxViewers, presence, away } = this.#host;
    const phone = this.#phone();
    const calling = [autoAnswer, earlyConnection, earlyPicture, iceServers, callWaiting];
    const telling = [phone, ...calling, maxCalls, maxViewers, presence, away];
    if (!phone || telling.every((each, index) => Object.is(each, this.#told[index]))) return;
    this.#told = telling;
    phone.earlyPicture = earlyPicture;
    phone.callWaiting = callWaiting;
    phone.presence.away = away;
    this.#attempt(() => {
      phone.presence.visible = presence;
    });
    this.#attempt(() => {
      phone.maxCalls = parseCount('max-calls', maxCalls) ?? MAX_CALLS;
    });
    this.#attempt(() => {
      const most = parseCount('max-viewers', maxViewers) ?? MAX_VIEWERS;
      if (phone.places.broadcast) phone.places.broadcast.maxViewers = most;
    });
    // Whatever they say now, those they named before are not trusted any longer.
    phone.autoAnswer = [];
    phone.earlyConnection = [];
    this.#attempt(() => {
      phone.autoAnswer = parseTrusted('auto-answer', autoAnswer);
    });
    this.#attempt(() => {
      phone.earlyConnection = parseTrusted('early-connection', earlyConnection);
    });
    this.#attempt(() => {
      if (iceServers) phone.iceServers = parseIceServers(iceServers);
    });
  }

  #attempt(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#failed(error);
    }
  }
}
